#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/hugging_face.h"
#include "openaffect/exchange/hugging_face_card.h"
#include "openaffect/exchange/json.h"
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

struct Config {
  std::string name;
  std::vector<const DatasetTable*> tables;
};

// Tables of a group are the splits of one configuration; any other table is one by itself.
std::vector<Config> configs_of(const Dataset& dataset) {
  std::vector<Config> configs;
  for (const DatasetTable& table : dataset.tables) {
    const std::string name = plain_name(table.group.empty() ? table.id : table.group);
    const auto found = std::find_if(configs.begin(), configs.end(),
                                    [&](const Config& each) { return each.name == name && !table.group.empty(); });
    if (found != configs.end())
      found->tables.push_back(&table);
    else
      configs.push_back({name, {&table}});
  }
  if (configs.size() == 1) configs[0].name = "default";
  std::map<std::string, int> seen;
  for (Config& config : configs)
    if (const int count = seen[config.name]++; count > 0) config.name += fmt::format("_{}", count + 1);
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
    note_losses();
    OA_TRY(writer, FolderWriter::create(path, options_.overwrite));
    const std::vector<Config> configs = configs_of(dataset_);
    for (const Config& config : configs) OA_CHECK(write_config(config, writer));
    OA_CHECK(writer.write("README.md", card()));
    if (!beside_) OA_CHECK(copy_media(dataset_, writer.beside(), options_.copy_media, notes_));
    return writer.commit();
  }

 private:
  // One label column in all tables of the configuration, or none: all splits have the same features.
  const DatasetScheme* labels_for(const Config& config, std::size_t column) const {
    const DatasetScheme* scheme = dataset_.scheme(config.tables[0]->columns[column].scheme);
    if (!scheme || labels_of(dataset_, *scheme).empty()) return nullptr;
    const auto numbers = numbers_of(labels_of(dataset_, *scheme));
    const bool all = std::all_of(config.tables.begin(), config.tables.end(), [&](const DatasetTable* table) {
      return numbered(table->columns[column].cells, numbers).has_value();
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
    if (type == ValueType::date) return *as_type(cells, ValueType::text);
    if (type != ValueType::duration) return cells;
    Cells<double> seconds(cells.rows());
    const auto& nanoseconds = std::get<Cells<std::int64_t>>(cells.values);
    for (std::size_t row = 0; row < seconds.size(); ++row)
      if (nanoseconds[row]) seconds[row] = static_cast<double>(*nanoseconds[row]) / 1e9;
    return {cells.name, std::move(seconds)};
  }

  Result<Done> write_config(const Config& config, FolderWriter& writer) {
    Fields files = Fields::array(), features;
    std::set<std::string> taken;
    for (const DatasetTable* table : config.tables) {
      MadeTable made;
      for (std::size_t i = 0; i < table->columns.size(); ++i) add_column(config, *table, i, made);
      std::string split = plain_name(table->split);
      while (!taken.insert(split).second) split += "_";
      const bool media = table->kind == TableKind::files && options_.copy_media && !dataset_.folder.empty();
      if (media) made.columns[0].name = made.features[0].name = "file_name";
      const std::string place = (config.name == "default" ? "" : config.name + "/") + (media ? split : "data");
      const std::string file =
          fmt::format("{}/{}.{}", place, media ? "metadata" : split + "-00000-of-00001", table_ending(options_.tables));
      const std::vector<std::pair<std::string, std::string>> metadata = {
          {"huggingface", parquet_features(made.features)}};
      OA_TRY(bytes, encode_table(options_.tables, made.columns, metadata));
      OA_CHECK(writer.write(file, bytes));
      if (media) OA_CHECK(copy_beside(*table, writer.beside() + "/" + place));
      files.push_back({{"split", split}, {"path", media ? place + "/**" : file}});
      // A builder of folders makes the media's feature itself, from file_name.
      if (!media) features = card_features(made.features);
    }
    Fields info = Fields::object();
    info["config_name"] = config.name;
    if (!features.is_null()) info["features"] = std::move(features);
    infos_.push_back(std::move(info));
    configs_.push_back({{"config_name", config.name}, {"data_files", std::move(files)}});
    return Done{};
  }

  Result<Done> copy_beside(const DatasetTable& table, const std::string& to) {
    Dataset one;
    one.folder = dataset_.folder;
    one.tables.push_back(table);
    beside_ = true;
    return copy_media(one, to, true, notes_);
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

  void note_losses() {
    const auto note = [&](bool is, std::string what) {
      if (is) notes_.add(std::move(what));
    };
    bool raters = false, about = false, parts = false;
    for (const DatasetTable& table : dataset_.tables)
      for (const DatasetColumn& column : table.columns) {
        raters = raters || !column.rater.empty();
        about = about || !column.description.empty();
      }
    for (const DatasetTable& table : dataset_.tables)
      parts = parts || !table.description.empty() || table.more.is_object();
    note(raters, "a Hugging Face folder has no raters: which rater a column is of is left out");
    note(about, "descriptions of columns are left out");
    note(parts, "what is said of single tables is left out");
    note(!dataset_.media.empty(), "what is said of media (rates, channels, formats) is left out");
    note(!dataset_.attachments.empty(), "attachments are left out");
    note(!dataset_.source.empty() || !dataset_.usage.empty(), "source and usage are left out");
    for (const DatasetScheme& scheme : dataset_.schemes)
      note(!scheme.minimum.is_null() || !scheme.maximum.is_null() || !scheme.about.empty() ||
               !scheme.description.empty(),
           "ranges, descriptions and what is said of single labels of schemes are left out");
  }

  const Dataset& dataset_;
  const DatasetWriteOptions& options_;
  Notes& notes_;
  Fields infos_ = Fields::array(), configs_ = Fields::array();
  bool beside_ = false;  // media lie beside their metadata
};

}  // namespace

Result<Done> write_hugging_face(const Dataset& given, const std::string& path, const DatasetWriteOptions& options,
                                Notes& notes) {
  OA_TRY(dataset, with_wide_ratings(given, notes));
  return FolderMaker(dataset, options, notes).write(path);
}

}  // namespace openaffect
