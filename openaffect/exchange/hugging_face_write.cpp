#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/hugging_face.h"
#include "openaffect/exchange/hugging_face_card.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/losses.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"
#include "openaffect/exchange/yaml.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

// What the package `datasets` allows in the name of a split or configuration.
std::string plain_name(std::string name) {
  for (char& c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) c = '_';
  return name.empty() ? "train" : name;
}

// A table, the split that it becomes, and the folder that it lies in: of files that are copied beside them.
struct Part {
  const DatasetTable* table;
  std::string split = {}, place = {};
  bool has_media = false;
};

struct Config {
  std::string name;
  std::vector<Part> parts;
};

void place_parts(Config& config, bool copies) {
  std::set<std::string> taken;
  for (Part& part : config.parts) {
    part.split = plain_name(part.table->split);
    while (!taken.insert(part.split).second) part.split += "_";
    part.has_media = copies && part.table->kind == TableKind::files;
    part.place = (config.name == "default" ? "" : config.name + "/") + (part.has_media ? part.split : "data");
  }
}

// Tables of a group are the splits of one configuration; any other table is one by itself.
std::vector<Config> configs_of(const Dataset& dataset, bool copies) {
  std::vector<Config> configs;
  for (const DatasetTable& table : dataset.tables) {
    const std::string name = plain_name(table.group.empty() ? table.id : table.group);
    const auto found = std::find_if(configs.begin(), configs.end(),
                                    [&](const Config& each) { return each.name == name && !table.group.empty(); });
    if (found != configs.end())
      found->parts.push_back({&table});
    else
      configs.push_back({name, {{&table}}});
  }
  if (configs.size() == 1) configs[0].name = "default";
  std::map<std::string, int> seen;
  for (Config& config : configs)
    if (const int count = seen[config.name]++; count > 0) config.name += fmt::format("_{}", count + 1);
  for (Config& config : configs) place_parts(config, copies);
  return configs;
}

std::string_view dtype_of(ValueType type) {
  constexpr std::string_view kNames[] = {"string",       "int64",         "float64", "bool",
                                         "duration[ns]", "timestamp[ns]", "string"};
  return kNames[static_cast<std::size_t>(type)];
}

// A dtype that a set came with, where cells of this type fit in it.
bool fits(const std::string& dtype, ValueType type) {
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), dtype) != names.end();
  };
  switch (type) {
    case ValueType::integer:
      return is_one_of({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"});
    case ValueType::number:
      return is_one_of({"float16", "float32", "float64"});
    case ValueType::text:
      return is_one_of({"string", "large_string"});
    default:
      return false;
  }
}

std::map<std::string, std::int64_t> numbers_of(const std::vector<std::string>& labels) {
  std::map<std::string, std::int64_t> numbers;
  for (std::size_t i = 0; i < labels.size(); ++i) numbers.emplace(labels[i], static_cast<std::int64_t>(i));
  return numbers;
}

// Labels as their numbers; absent when a cell is none of them.
std::optional<TableColumn> numbered(const TableColumn& column, const std::map<std::string, std::int64_t>& numbers) {
  if (const auto* lists = std::get_if<Cells<std::vector<std::string>>>(&column.values)) {
    Cells<std::vector<std::int64_t>> cells(lists->size());
    for (std::size_t row = 0; row < lists->size(); ++row) {
      if (!(*lists)[row]) continue;
      cells[row].emplace();
      for (const std::string& label : *(*lists)[row]) {
        const auto found = numbers.find(label);
        if (found == numbers.end()) return std::nullopt;
        cells[row]->push_back(found->second);
      }
    }
    return TableColumn{column.name, std::move(cells)};
  }
  Cells<std::int64_t> cells(column.rows());
  for (std::size_t row = 0; row < column.rows(); ++row) {
    const auto text = cell_text(column, row);
    if (!text) continue;
    const auto found = numbers.find(*text);
    if (found == numbers.end()) return std::nullopt;
    cells[row] = found->second;
  }
  return TableColumn{column.name, std::move(cells)};
}

struct MadeTable {
  std::vector<TableColumn> columns;
  std::vector<Feature> features;
};

class FolderMaker {
 public:
  FolderMaker(const Dataset& dataset, const DatasetWriteOptions& options, Notes& notes)
      : dataset_(dataset), options_(options), notes_(notes) {}

  Result<Done> write(const std::string& path) {
    note_unsaid(dataset_, {Said::licence, Said::languages, Said::description, Said::more}, notes_);
    const bool copies = options_.copy_media && !dataset_.folder.empty();
    const std::vector<Config> configs = configs_of(dataset_, copies);
    for (const Config& config : configs)
      for (const Part& part : config.parts) look_at(part);
    OA_TRY(writer, FolderWriter::create(path, options_.overwrite));
    for (const Config& config : configs) OA_CHECK(write_config(config, writer));
    OA_CHECK(writer.write("README.md", card()));
    OA_CHECK(copies ? copy_rest(writer.beside()) : copy_media(dataset_, writer.beside(), options_, notes_));
    return writer.commit();
  }

 private:
  // Where the part's media go, and what its names do not say.
  void look_at(const Part& part) {
    const DatasetTable& table = *part.table;
    if (part.has_media)
      for (const auto& name : std::get<Cells<std::string>>(table.columns[0].cells.values))
        if (name) places_.try_emplace(*name, part.place + "/" + *name);
    if (table.split.empty())
      notes_.add(fmt::format("table {} is of no split, and stands as {}", table.id, part.split));
    else if (table.split != part.split)
      notes_.add(fmt::format("split {} is called {}", table.split, part.split));
  }

  // Segments name their files where those lie beside their own table.
  DatasetTable with_places(DatasetTable table) const {
    if (table.kind != TableKind::segments) return table;
    for (auto& name : std::get<Cells<std::string>>(table.columns[0].cells.values))
      if (const auto place = name ? places_.find(*name) : places_.end(); place != places_.end()) name = place->second;
    return table;
  }

  // The files that no table of files names.
  Result<Done> copy_rest(const std::string& to) {
    Cells<std::string> names;
    for (const std::string& name : media_names(dataset_))
      if (!places_.contains(name)) names.emplace_back(name);
    DatasetTable table;
    table.kind = TableKind::files;
    table.keys = 1;
    table.columns.push_back({{"file", std::move(names)}});
    return copy_named(table, to);
  }

  Result<Done> copy_named(const DatasetTable& table, const std::string& to) {
    Dataset one;
    one.folder = dataset_.folder;
    one.tables.push_back(table);
    return copy_media(one, to, options_, notes_);
  }

  // One label column in all tables of the configuration, or none: all splits have the same features.
  const DatasetScheme* labels_for(const Config& config, std::size_t column) const {
    const DatasetScheme* scheme = dataset_.scheme(config.parts[0].table->columns[column].scheme);
    if (!scheme || labels_of(dataset_, *scheme).empty()) return nullptr;
    const auto numbers = numbers_of(labels_of(dataset_, *scheme));
    const bool all = std::all_of(config.parts.begin(), config.parts.end(), [&](const Part& part) {
      return numbered(part.table->columns[column].cells, numbers).has_value();
    });
    if (!all) notes_.add(fmt::format("scheme {} is not said: the column holds other labels too", scheme->id));
    return all ? scheme : nullptr;
  }

  void add_column(const Config& config, const DatasetTable& table, std::size_t i, MadeTable& made) {
    const DatasetColumn& column = table.columns[i];
    Feature feature{column.cells.name};
    if (const DatasetScheme* scheme = labels_for(config, i)) {
      feature.labels = labels_of(dataset_, *scheme);
      made.columns.push_back(*numbered(column.cells, numbers_of(feature.labels)));
      feature.several = std::holds_alternative<Cells<std::vector<std::int64_t>>>(made.columns.back().values);
    } else {
      made.columns.push_back(plain_cells(column.cells));
      const TableColumn& cells = made.columns.back();
      const ValueType type = value_type_of(cells);
      const std::string given = text_of(column.more, "dtype");
      feature.type = fits(given, type) ? given : std::string(dtype_of(type));
      feature.several = type == ValueType::object && cells.meaning != TableColumn::Meaning::json;
      if (std::holds_alternative<Cells<std::vector<double>>>(cells.values)) feature.type = "float64";
      if (std::holds_alternative<Cells<std::vector<std::int64_t>>>(cells.values)) feature.type = "int64";
    }
    made.features.push_back(std::move(feature));
  }

  // Times in csv and JSON lines: seconds, and dates as text.
  TableColumn plain_cells(const TableColumn& cells) {
    const ValueType type = value_type_of(cells);
    if (cells.meaning == TableColumn::Meaning::json) notes_.add(fmt::format("column {} holds JSON texts", cells.name));
    if (options_.tables == TableFormat::parquet) return cells;
    if (options_.tables == TableFormat::csv && has_empty_text(cells))
      notes_.add("empty texts in csv tables become missing ones");
    if (type == ValueType::date) return *as_type(cells, ValueType::text);
    if (type != ValueType::duration) return cells;
    Cells<double> seconds(cells.rows());
    const auto& nanoseconds = std::get<Cells<std::int64_t>>(cells.values);
    for (std::size_t row = 0; row < seconds.size(); ++row)
      if (nanoseconds[row]) seconds[row] = seconds_of(*nanoseconds[row]);
    return {cells.name, std::move(seconds)};
  }

  Result<MadeTable> make_table(const Config& config, const Part& part) {
    if (part.table->columns.empty())
      return Error{ErrorKind::unsupported, "table " + part.table->id + " has no columns, and is not written"};
    const DatasetTable table = with_places(*part.table);
    MadeTable made;
    for (std::size_t i = 0; i < table.columns.size(); ++i) add_column(config, table, i, made);
    if (part.has_media) made.columns[0].name = made.features[0].name = "file_name";
    return made;
  }

  Result<Done> write_config(const Config& config, FolderWriter& writer) {
    Fields files = Fields::array(), features;
    for (const Part& part : config.parts) {
      OA_TRY(made, make_table(config, part));
      const std::string file =
          fmt::format("{}/{}.{}", part.place, part.has_media ? "metadata" : part.split + "-00000-of-00001",
                      table_ending(options_.tables));
      const std::vector<std::pair<std::string, std::string>> metadata = {
          {"huggingface", parquet_features(made.features)}};
      OA_TRY(bytes, encode_table(options_.tables, made.columns, metadata));
      OA_CHECK(writer.write(file, bytes));
      if (part.has_media) OA_CHECK(copy_named(*part.table, writer.beside() + "/" + part.place));
      files.push_back({{"split", part.split}, {"path", part.has_media ? part.place + "/**" : file}});
      // A builder of folders makes the media's feature itself, from file_name.
      if (!part.has_media) features = card_features(made.features);
    }
    Fields info = Fields::object();
    info["config_name"] = config.name;
    if (!features.is_null()) info["features"] = std::move(features);
    infos_.push_back(std::move(info));
    configs_.push_back({{"config_name", config.name}, {"data_files", std::move(files)}});
    return Done{};
  }

  std::string card() const {
    Fields front = Fields::object();
    if (!dataset_.name.empty()) front["pretty_name"] = dataset_.name;
    if (!dataset_.licence.empty()) front["license"] = dataset_.licence;
    if (!dataset_.languages.empty()) front["language"] = dataset_.languages;
    add_fields(front, without(dataset_.more, {"audformat"}));
    front["dataset_info"] = infos_.size() == 1 ? infos_[0] : infos_;
    front["configs"] = configs_;
    const std::string body = dataset_.description.empty() ? "# " + dataset_.name : dataset_.description;
    return "---\n" + yaml_text(front) + "---\n\n" + body + "\n";
  }

  const Dataset& dataset_;
  const DatasetWriteOptions& options_;
  Notes& notes_;
  Fields infos_ = Fields::array(), configs_ = Fields::array();
  std::map<std::string, std::string> places_;  // of media that lie beside their metadata, by name
};

}  // namespace

Result<Done> write_hugging_face(const Dataset& given, const std::string& path, const DatasetWriteOptions& options,
                                Notes& notes) {
  OA_TRY(dataset, with_wide_ratings(given, notes));
  return FolderMaker(dataset, options, notes).write(path);
}

}  // namespace openaffect
