#include "openaffect/exchange/convert.h"

#include <fmt/format.h>

#include "openaffect/core/progress.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/plain_table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::string_view kTable = "table";

Result<std::string> known_format(const std::string& name) {
  if (name == kTable) return name;
  OA_TRY(format, find_dataset_format(name));
  return std::string(format->name);
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

std::string summary_json(const ConvertOptions& options, const ConvertSummary& summary) {
  Fields json = {{"input", options.input}, {"output", options.output}, {"from", summary.from}, {"to", summary.to}};
  json["tables"] = Fields::array();
  for (const auto& [id, rows] : summary.tables) json["tables"].push_back({{"table", id}, {"rows", rows}});
  json["left_out"] = summary.notes;
  return json.dump(2, ' ', false, Fields::error_handler_t::replace) + "\n";
}

// Replacing the output would remove the input, or what it names.
Result<Done> check_places(const ConvertOptions& options) {
  const std::string input = without_slash(options.input), output = without_slash(options.output);
  if (!file_exists(output) || !file_exists(input)) return Done{};
  if (is_same_file(input, output))
    return Error{ErrorKind::refused, "is the input, and is not replaced", {output, {}, "", {}}};
  if (is_folder(output) && leads_inside(output, input))
    return Error{ErrorKind::refused, "holds the input, and is not replaced", {output, {}, "", {}}};
  return Done{};
}

// Errors of cells and names do not know the file; those of rows are the input's.
Error with_file(Error error, const ConvertOptions& options, const std::string& file) {
  if (error.where.file.empty()) error.where.file = error.where.row ? options.input : file;
  return error;
}

struct ReadSet {
  Dataset dataset;
  ConvertSummary summary;
};

Result<ReadSet> read_set(const ConvertOptions& options, Notes& notes) {
  ReadSet set;
  OA_TRY(from, input_format_of(options));
  OA_TRY(to, output_format_of(options));  // before anything is read
  set.summary.from = from, set.summary.to = to;
  OA_CHECK(check_places(options));
  auto dataset = read_dataset(options, notes);
  if (!dataset) return with_file(dataset.error(), options, options.input);
  set.dataset = *std::move(dataset);
  for (const DatasetTable& table : set.dataset.tables) set.summary.tables.emplace_back(table.id, table.rows());
  return set;
}

}  // namespace

bool concerns_datasets(const ConvertOptions& options) {
  if (options.from == kTable && (options.to.empty() || options.to == kTable)) return false;
  if (!options.from.empty() || (!options.to.empty() && options.to != kTable)) return true;
  return options.input != "-" && recognise_dataset(without_slash(options.input)) != nullptr;
}

Result<std::string> input_format_of(const ConvertOptions& options) {
  if (!options.from.empty()) return known_format(options.from);
  const DatasetFormat* format = recognise_dataset(without_slash(options.input));
  return std::string(format ? format->name : kTable);
}

Result<std::string> output_format_of(const ConvertOptions& options) {
  if (options.output == "-")
    return Error{ErrorKind::unsupported, "a data set is written to a file or a folder", {"-", {}, "", {}}};
  if (!options.to.empty()) return known_format(options.to);
  if (options.table_format || table_format_of_path(options.output)) return std::string(kTable);
  if (options.output.ends_with(".json")) return std::string("label_studio");
  std::string known;
  for (const DatasetFormat& format : dataset_formats()) known += std::string(format.name) + ", ";
  return Error{ErrorKind::unknown,
               fmt::format("the name says no format: --to takes one of {}table", known),
               {options.output, {}, "", {}}};
}

Result<Dataset> read_dataset(const ConvertOptions& options, Notes& notes) {
  OA_TRY(name, input_format_of(options));
  const std::string path = without_slash(options.input);
  auto dataset = [&]() -> Result<Dataset> {
    if (name == kTable) return read_plain_table(path, options.read, notes);
    OA_TRY(format, find_dataset_format(name));
    return format->read(path, options.read, notes);
  }();
  if (dataset) settle_groups(*dataset);
  return dataset;
}

Result<Done> write_dataset(const Dataset& given, const ConvertOptions& options, Notes& notes) {
  OA_TRY(name, output_format_of(options));
  const std::string path = without_slash(options.output);
  Dataset dataset = given;
  settle_groups(dataset);
  if (name == kTable)
    return write_plain_table(dataset, path, {options.table, options.table_format, options.write.overwrite}, notes);
  OA_TRY(format, find_dataset_format(name));
  return format->write(dataset, path, options.write, notes);
}

Result<ConvertSummary> convert_dataset(const ConvertOptions& options) {
  Notes notes;
  OA_TRY(set, read_set(options, notes));
  if (const auto written = write_dataset(set.dataset, options, notes); !written)
    return with_file(written.error(), options, options.output);
  set.summary.notes = notes.all();
  OA_CHECK(replace_file(without_slash(options.output) + ".summary.json", summary_json(options, set.summary)));
  return set.summary;
}

Result<ConvertSummary> plan_conversion(const ConvertOptions& options) {
  Notes notes;
  OA_TRY(set, read_set(options, notes));
  set.summary.notes = notes.all();
  return set.summary;
}

std::string convert_summary_text(const ConvertOptions& options, const ConvertSummary& summary) {
  std::uint64_t rows = 0;
  for (const auto& [id, count] : summary.tables) rows += count;
  std::string text = fmt::format("{} ({}): {} {}, {} rows -> {} ({})\n", options.input, summary.from,
                                 with_thousands(summary.tables.size()), summary.tables.size() == 1 ? "table" : "tables",
                                 with_thousands(rows), options.output, summary.to);
  if (!summary.notes.empty()) text += "left out or changed, because the other side cannot say it:\n";
  for (const std::string& note : summary.notes) text += "  - " + note + "\n";
  return text;
}

}  // namespace openaffect
