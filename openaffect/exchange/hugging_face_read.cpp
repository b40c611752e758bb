#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"
#include "openaffect/data/whole_table.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/hugging_face.h"
#include "openaffect/exchange/hugging_face_card.h"
#include "openaffect/exchange/hugging_face_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/keys.h"
#include "openaffect/exchange/values.h"
#include "openaffect/exchange/yaml.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

constexpr std::uint64_t kMostCardBytes = std::uint64_t{16} << 20;
constexpr std::string_view kFileName = "file_name";

// The mapping of `list` (one mapping, or several with `config_name`) that speaks of a configuration.
const Fields& of_config(const Fields& list, const std::string& config) {
  static const Fields kNone;
  if (list.is_object())
    return text_of(list, "config_name").empty() || text_of(list, "config_name") == config ? list : kNone;
  if (list.is_array())
    for (const Fields& each : list)
      if (text_of(each, "config_name") == config) return each;
  return kNone;
}

// Which configuration is to be read; "" where the card names none.
Result<std::string> choose_config(const Fields& configs, const std::string& asked, const std::string& file) {
  std::vector<std::string> names;
  std::string chosen;
  for (const Fields& each : configs) {
    names.push_back(text_of(each, "config_name").empty() ? "default" : text_of(each, "config_name"));
    if (names.back() == asked || (asked.empty() && member_of(each, "default") == Fields(true))) chosen = names.back();
  }
  if (!asked.empty() && chosen.empty())
    return Error{ErrorKind::unknown, unknown_name_message("configuration", asked, names), {file, {}, "", {}}};
  if (!chosen.empty() || names.empty()) return chosen;
  if (names.size() == 1) return names[0];
  if (std::find(names.begin(), names.end(), "default") != names.end()) return std::string("default");
  return Error{ErrorKind::unknown,
               fmt::format("has several configurations; --config takes one of: {}", fmt::join(names, ", ")),
               {file, {}, "", {}}};
}

// The rows of `more` behind those of `columns`, which must be called the same.
Result<Done> append_rows(std::vector<TableColumn>& columns, std::vector<TableColumn> more, const std::string& file) {
  if (columns.empty()) {
    columns = std::move(more);
    return Done{};
  }
  for (TableColumn& column : columns) {
    const auto found =
        std::find_if(more.begin(), more.end(), [&](const auto& each) { return each.name == column.name; });
    if (found == more.end() || more.size() != columns.size())
      return Error{ErrorKind::format, "has other columns than the tables before it", {file, {}, column.name, {}}};
    // A column may be whole numbers in one file and numbers in the next.
    if (!share_type(column, *found))
      return Error{ErrorKind::format, "is of another type than in the tables before it", {file, {}, column.name, {}}};
    std::visit(
        [&](auto& cells) {
          auto& tail = std::get<std::remove_reference_t<decltype(cells)>>(found->values);
          cells.insert(cells.end(), std::make_move_iterator(tail.begin()), std::make_move_iterator(tail.end()));
        },
        column.values);
  }
  return Done{};
}

// Numbers that are whole as such; booleans are 0 and 1. Else Error with the row.
Result<TableColumn> whole_numbers(const TableColumn& column) {
  if (std::holds_alternative<Cells<double>>(column.values)) return as_type(column, ValueType::integer);
  if (const auto* flags = std::get_if<Cells<bool>>(&column.values)) {
    Cells<std::int64_t> cells(flags->size());
    for (std::size_t row = 0; row < flags->size(); ++row)
      if ((*flags)[row]) cells[row] = *(*flags)[row] ? 1 : 0;
    return TableColumn{column.name, std::move(cells)};
  }
  const auto* lists = std::get_if<Cells<std::vector<double>>>(&column.values);
  if (!lists) return column;
  Cells<std::vector<std::int64_t>> cells(lists->size());
  for (std::size_t row = 0; row < lists->size(); ++row) {
    if (!(*lists)[row]) continue;
    auto whole =
        as_type({column.name, Cells<double>((*lists)[row]->begin(), (*lists)[row]->end())}, ValueType::integer);
    if (!whole) {
      Error error = whole.error();
      error.where.row = row + 1;
      return error;
    }
    cells[row].emplace();
    for (const auto& number : std::get<Cells<std::int64_t>>(whole->values)) cells[row]->push_back(number.value_or(-1));
  }
  return TableColumn{column.name, std::move(cells)};
}

// Cells of whole numbers as the labels that they number; -1 is none, as the package `datasets` has it.
Result<TableColumn> named_labels(const TableColumn& given, const Feature& feature) {
  OA_TRY(column, whole_numbers(given));
  const auto name_of = [&](std::int64_t number, std::size_t row) -> Result<std::string> {
    if (number < 0 || static_cast<std::size_t>(number) >= feature.labels.size())
      return Error{ErrorKind::format,
                   fmt::format("label {} of {}", number, feature.labels.size()),
                   {"", row + 1, column.name, {}}};
    return feature.labels[static_cast<std::size_t>(number)];
  };
  if (const auto* numbers = std::get_if<Cells<std::int64_t>>(&column.values)) {
    Cells<std::string> texts(numbers->size());
    for (std::size_t row = 0; row < numbers->size(); ++row) {
      if (!(*numbers)[row] || *(*numbers)[row] == -1) continue;
      OA_TRY(name, name_of(*(*numbers)[row], row));
      texts[row] = std::move(name);
    }
    return TableColumn{column.name, std::move(texts)};
  }
  if (const auto* lists = std::get_if<Cells<std::vector<std::int64_t>>>(&column.values)) {
    Cells<std::vector<std::string>> texts(lists->size());
    for (std::size_t row = 0; row < lists->size(); ++row) {
      if (!(*lists)[row]) continue;
      texts[row].emplace();
      for (const std::int64_t number : *(*lists)[row]) {
        OA_TRY(name, name_of(number, row));
        texts[row]->push_back(std::move(name));
      }
    }
    return TableColumn{column.name, std::move(texts)};
  }
  return column;
}

bool is_text_table(const std::string& file) {
  const auto format = input_format_of_path(file);
  return format == TableFormat::csv || format == TableFormat::tsv;
}

// Lists that JSON lines have nested, and a csv as texts: texts of other formats are what they are.
TableColumn lists_of_json(const TableColumn& given, bool from_text) {
  const TableColumn column = from_text ? json_if_all(given) : given;
  const auto* texts = std::get_if<Cells<std::string>>(&column.values);
  if (!texts || column.meaning != TableColumn::Meaning::json) return column;
  Cells<std::vector<std::string>> words(texts->size());
  Cells<std::vector<std::int64_t>> numbers(texts->size());
  bool all_words = true, all_numbers = true;
  for (std::size_t row = 0; row < texts->size() && (all_words || all_numbers); ++row) {
    if (!(*texts)[row]) continue;
    const auto document = parse_document(*(*texts)[row], "");
    if (!document || !document->is_array()) return column;
    const Fields& list = *document;
    const auto all = [&](auto is) { return std::all_of(list.begin(), list.end(), is); };
    all_words = all_words && all([](const Fields& each) { return each.is_string(); });
    all_numbers = all_numbers && all([](const Fields& each) {
                    return each.is_number_integer() && !(each.is_number_unsigned() && each.get<std::uint64_t>() >> 63U);
                  });
    if (all_words) words[row] = list.get<std::vector<std::string>>();
    if (all_numbers) numbers[row] = list.get<std::vector<std::int64_t>>();
  }
  if (all_words) return {column.name, std::move(words)};
  if (all_numbers) return {column.name, std::move(numbers)};
  return column;
}

class FolderReader {
 public:
  FolderReader(const std::string& folder, const DatasetReadOptions& options, Notes& notes)
      : folder_(folder), options_(options), notes_(notes) {}

  Result<Dataset> read() {
    OA_CHECK(read_card());
    OA_TRY(config, choose_config(member_of(card_.front, "configs"), options_.config, folder_ + "/README.md"));
    config_ = config.empty() ? "default" : config;
    OA_TRY(files, tables_below(folder_));
    OA_TRY(splits, choose_files(files));
    features_ = features_of(member_of(of_config(member_of(card_.front, "dataset_info"), config_), "features"));
    for (const SplitFiles& split : splits) {
      OA_TRY(table, read_split(split));
      dataset_.tables.push_back(std::move(table));
    }
    if (dataset_.tables.empty())
      return Error{ErrorKind::not_found, "no table and no metadata file", {folder_, {}, "", {}}};
    declare_splits(dataset_);
    return std::move(dataset_);
  }

 private:
  Result<Done> read_card() {
    dataset_.folder = folder_;
    const std::string path = folder_ + "/README.md";
    if (file_exists(path)) {
      OA_CHECK(check_link(folder_, path, options_.links));
      OA_TRY(text, read_file(path, kMostCardBytes));
      OA_TRY(card, parse_card(text, path));
      card_ = std::move(card);
    }
    const std::size_t end = folder_.find_last_not_of('/');
    const std::size_t slash = folder_.rfind('/', end);
    const std::string own =
        folder_.substr(slash == std::string::npos ? 0 : slash + 1,
                       end == std::string::npos ? 0 : end - (slash == std::string::npos ? 0 : slash + 1) + 1);
    dataset_.name = text_of(card_.front, "pretty_name");
    if (dataset_.name.empty()) dataset_.name = own;
    dataset_.licence = text_of(card_.front, "license");
    dataset_.languages = yaml_words(member_of(card_.front, "language"));
    const std::size_t first = card_.body.find_first_not_of("\r\n ");
    if (first != std::string::npos)
      dataset_.description = card_.body.substr(first, card_.body.find_last_not_of("\r\n ") - first + 1);
    dataset_.more = without(card_.front, {"pretty_name", "license", "language", "dataset_info", "configs"});
    return Done{};
  }

  Result<std::vector<SplitFiles>> choose_files(std::vector<std::string> files) {
    const Fields& config = of_config(member_of(card_.front, "configs"), config_);
    const std::string inside = text_of(config, "data_dir");
    const bool metadata = std::any_of(files.begin(), files.end(), is_metadata_file);
    if (const Fields& named = member_of(config, "data_files"); !named.is_null()) {
      OA_TRY(splits, split_files(named, files, folder_));
      if (metadata)
        for (SplitFiles& split : splits)
          if (std::any_of(split.files.begin(), split.files.end(), is_metadata_file))
            std::erase_if(split.files, [](const auto& file) { return !is_metadata_file(file); });
      return splits;
    }
    if (!inside.empty()) std::erase_if(files, [&](const auto& file) { return !file.starts_with(inside + "/"); });
    if (metadata) std::erase_if(files, [](const auto& file) { return !is_metadata_file(file); });
    return guess_split_files(files);
  }

  Result<std::vector<TableColumn>> read_file_columns(const std::string& file) {
    const std::string path = folder_ + "/" + file;
    OA_CHECK(check_link(folder_, path, options_.links));
    if (input_format_of_path(file) == TableFormat::parquet && features_.empty()) OA_CHECK(take_features(path));
    OA_TRY(columns, read_without_media(path));
    if (is_text_table(file))
      for (TableColumn& column : columns) column = inferred(column);
    if (is_metadata_file(file)) prefix_files(columns, file.substr(0, file.rfind('/') + 1));
    for (TableColumn& column : columns) {
      const Feature* feature = feature_of(column.name);
      if (!feature || feature->labels.empty()) continue;
      auto named = named_labels(lists_of_json(column, is_text_table(file)), *feature);
      if (!named) {
        Error error = named.error();
        error.where.file = path;
        return error;
      }
      column = *std::move(named);
    }
    return columns;
  }

  const Feature* feature_of(const std::string& name) const {
    const auto found =
        std::find_if(features_.begin(), features_.end(), [&](const Feature& f) { return f.name == name; });
    return found == features_.end() ? nullptr : &*found;
  }

  static bool is_media(const Feature& feature) {
    return feature.type == "audio" || feature.type == "image" || feature.type == "video";
  }

  // The columns of a table; of media inside it, {"bytes": …, "path": …}, the paths alone.
  Result<std::vector<TableColumn>> read_without_media(const std::string& path) {
    constexpr std::string_view kPath = ".path";
    ReadOptions read;
    for (const Feature& feature : features_)
      if (is_media(feature)) read.nested.push_back(feature.name + std::string(kPath));
    OA_TRY(reader, open_table(path, read));
    std::vector<std::string> media, order;
    for (const ColumnInfo& info : reader->columns()) {
      if (info.nested)
        media.push_back(info.name.substr(0, info.name.size() - kPath.size()));
      else
        order.push_back(info.name);
    }
    OA_TRY(columns, read_columns(*reader, path, media));
    for (const std::string& name : media) {
      const auto paths = std::find_if(columns.begin(), columns.end(),
                                      [&](const auto& column) { return column.name == name + std::string(kPath); });
      paths->name = name;
      const auto place = std::find(order.begin(), order.end(), name) - order.begin();
      std::rotate(columns.begin() + std::min(place, paths - columns.begin()), paths, paths + 1);
      note_media(name);
    }
    return columns;
  }

  void note_media(const std::string& column) {
    notes_.add(fmt::format("the media inside column {} are left out; their names stay", column));
  }

  // Names in a metadata file are relative to it.
  static void prefix_files(std::vector<TableColumn>& columns, const std::string& prefix) {
    for (TableColumn& column : columns)
      if (auto* texts = std::get_if<Cells<std::string>>(&column.values); texts && column.name == kFileName)
        for (auto& text : *texts)
          if (text) text->insert(0, prefix);
  }

  Result<Done> take_features(const std::string& path) {
    OA_TRY(metadata, read_parquet_metadata(path));
    for (const auto& [key, value] : metadata) {
      if (key != "huggingface") continue;
      OA_TRY(info, parse_document(value, path));
      features_ = features_of(member_of(member_of(info, "info"), "features"));
    }
    return Done{};
  }

  Result<DatasetTable> read_split(const SplitFiles& split) {
    std::vector<TableColumn> columns;
    bool metadata = false, texts = true;
    for (const std::string& file : split.files) {
      metadata = metadata || is_metadata_file(file);
      texts = texts && is_text_table(file);
      OA_TRY(more, read_file_columns(file));
      OA_CHECK(append_rows(columns, std::move(more), folder_ + "/" + file));
    }
    DatasetTable table;
    table.id = table.split = split.split;
    table.group = config_;
    for (TableColumn& column : columns) {
      DatasetColumn made = make_column(lists_of_json(column, texts));
      if (made.cells.name == kFileName && metadata) {
        made.cells.name = "file";
        table.kind = TableKind::files;
        table.keys = 1;
        table.columns.insert(table.columns.begin(), std::move(made));
      } else {
        table.columns.push_back(std::move(made));
      }
    }
    // Elsewhere a column `file` is one of the data.
    if (table.keys == 0 && !table.columns.empty() && table.columns[0].cells.name == "file") (void)find_file_keys(table);
    OA_CHECK(check_keys(table, folder_ + "/" + split.files[0]));
    return table;
  }

  DatasetColumn make_column(TableColumn column) {
    const Feature* feature = feature_of(column.name);
    DatasetColumn made{std::move(column)};
    if (!feature) return made;
    if (feature->labels.empty()) {
      if (is_media(*feature)) leave_media_out(made.cells);
      if (!feature->type.empty()) made.more["dtype"] = feature->type;
      return made;
    }
    made.scheme = feature->name;
    if (!dataset_.scheme(made.scheme)) {
      DatasetScheme& scheme = dataset_.schemes.emplace_back();
      scheme.id = feature->name;
      scheme.labels = feature->labels;
      scheme.several = feature->several;
    }
    return made;
  }

  // {"bytes": …, "path": …}: the path stays.
  void leave_media_out(TableColumn& column) {
    auto* texts = std::get_if<Cells<std::string>>(&column.values);
    if (!texts || column.meaning != TableColumn::Meaning::json) return;
    for (auto& text : *texts) {
      if (!text) continue;
      const auto value = parse_document(*text, "");
      const std::string path = value ? text_of(*value, "path") : "";
      text = path.empty() ? std::nullopt : std::optional(path);
    }
    column.meaning = TableColumn::Meaning::plain;
    note_media(column.name);
  }

  const std::string& folder_;
  const DatasetReadOptions& options_;
  Notes& notes_;
  DatasetCard card_;
  std::string config_;
  std::vector<Feature> features_;
  Dataset dataset_;
};

}  // namespace

bool is_hugging_face(const std::string& path) {
  if (!is_folder(path)) return false;
  const auto card = read_file(path + "/README.md", kMostCardBytes);
  if (card && card->starts_with("---")) return true;
  const auto files = tables_below(path);
  return files &&
         (std::any_of(files->begin(), files->end(), is_metadata_file) ||
          std::any_of(files->begin(), files->end(), [](const auto& file) { return file.starts_with("data/"); }));
}

Result<Dataset> read_hugging_face(const std::string& path, const DatasetReadOptions& options, Notes& notes) {
  if (!is_folder(path)) return Error{ErrorKind::not_found, "is no folder", {path, {}, "", {}}};
  return FolderReader(path, options, notes).read();
}

}  // namespace openaffect
