#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/overlap.h"
#include "openaffect/catalog/store.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/entry_text.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

// A data set of the catalogue that is here, or a table of the user's own.
Result<OverlapSource> find_source(const std::string& name, const std::string& text_column) {
  if (name.find('/') != std::string::npos || table_format_of_path(name) || file_exists(name))
    return OverlapSource{name, name, text_column};
  OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, name));
  OA_TRY(folder, store_folder(CatalogKind::data_set, name));
  if (is_folder(folder)) return OverlapSource{name, table_in(folder, name)};
  return Error{ErrorKind::not_found, fmt::format("{} is not here; openaffect data fetch {} brings it", name, name)};
}

std::string part_text(const OverlapPart& part) {
  return part.kind.empty() ? part.set : fmt::format("{} {}={}", part.set, part.kind, part.value);
}

std::string as_table(const std::vector<OverlapCount>& counts, const Terminal& terminal) {
  std::string text = terminal.paint(
      fmt::format("{:>8} {:>9} {:>7}  {:<34} {}\n", "found", "of texts", "share", "of", "in"), Style::faint);
  std::size_t without = 0;
  for (const OverlapCount& count : counts) {
    if (count.found == 0) ++without;
    if (count.found == 0) continue;
    text +=
        fmt::format("{:>8} {:>9} {:>6.1f}%  {:<34} {}\n", with_thousands(count.found), with_thousands(count.of.texts),
                    100.0 * static_cast<double>(count.found) / static_cast<double>(count.of.texts), part_text(count.of),
                    part_text(count.in));
  }
  return text + fmt::format("\n{} other pairs of parts have no text in common.\n", without);
}

nlohmann::ordered_json part_json(const OverlapPart& part) {
  nlohmann::ordered_json json = {{"set", part.set}};
  if (!part.kind.empty()) json[part.kind] = part.value;
  json["texts"] = part.texts;
  return json;
}

std::string as_json(const std::vector<OverlapCount>& counts) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const OverlapCount& count : counts)
    list.push_back({{"of", part_json(count.of)}, {"in", part_json(count.in)}, {"found", count.found}});
  return nlohmann::ordered_json{{"overlaps", list}}.dump(2) + "\n";
}

std::string row_as_json(const OverlapRow& row) {
  return nlohmann::ordered_json{{"set", row.set},   {"id", row.id},     {"split", row.split},
                                {"task", row.task}, {"text", row.text}, {"form", row.form}}
             .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace

int run_data_overlap(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> names;
  std::string text_column = "text";
  std::size_t rows = 0;
  bool json = false;
  Command command(
      "data overlap",
      "Counts the texts that stand in several data sets, or in several splits of one, whatever their case, "
      "spacing and punctuation.",
      {"openaffect data overlap goemotions", "openaffect data overlap sst vader-sets",
       "openaffect data overlap my_training.csv sst --text comment", "openaffect data overlap goemotions --rows 20"});
  command.options().add_option("NAME", names, "data sets that are here, or tables")->required();
  command.options()
      .add_option("--text", text_column, "the column of texts in tables of your own")
      ->capture_default_str();
  command.options().add_option("--rows", rows,
                               "print this many of the rows themselves, as JSON lines, instead of counts");
  command.options().add_flag("--json", json, "counts as JSON, those of 0 too");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  std::vector<OverlapSource> sources;
  for (const std::string& name : names) {
    const auto source = find_source(name, text_column);
    if (!source) return terminal.fail(source.error());
    sources.push_back(*source);
  }
  if (rows > 0) {
    const auto found = overlapping_rows(sources, rows);
    if (!found) return terminal.fail(found.error());
    for (const OverlapRow& row : *found) terminal.print(row_as_json(row));
    return 0;
  }
  const auto counts = find_overlaps(sources);
  if (!counts) return terminal.fail(counts.error());
  terminal.print(json ? as_json(*counts) : as_table(*counts, terminal));
  return 0;
}

}  // namespace openaffect
