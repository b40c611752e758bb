#include "openaffect/exchange/convert.h"

#include <fmt/format.h>

#include "openaffect/core/progress.h"
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
  ConvertSummary summary;
  Notes notes;
  OA_TRY(from, input_format_of(options));
  OA_TRY(to, output_format_of(options));  // before anything is read
  summary.from = from, summary.to = to;
  OA_TRY(dataset, read_dataset(options, notes));
  for (const DatasetTable& table : dataset.tables) summary.tables.emplace_back(table.id, table.rows());
  OA_CHECK(write_dataset(dataset, options, notes));
  summary.notes = notes.all();
  OA_CHECK(replace_file(without_slash(options.output) + ".summary.json", summary_json(options, summary)));
  return summary;
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
