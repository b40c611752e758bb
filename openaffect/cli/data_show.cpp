#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/preview.h"
#include "openaffect/catalog/store.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/entry_text.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kMostDescriptionBytes = std::uint64_t{16} << 20;
constexpr double kBarWidth = 30;

struct Shown {
  ordered_json description;  // dataset.json; null when the set is not here
  std::vector<std::string> rows;
};

Result<Shown> look_into(const std::string& name, std::size_t limit) {
  if (!is_in_store(CatalogKind::data_set, name)) return Shown{};
  OA_TRY(folder, store_folder(CatalogKind::data_set, name));
  OA_TRY(text, read_file(description_in(folder), kMostDescriptionBytes));
  Shown shown{ordered_json::parse(text, nullptr, false), {}};
  if (!shown.description.is_object() || !shown.description.contains("columns"))
    return Error{ErrorKind::format, "damaged; data fetch --force makes it again", {description_in(folder), {}, "", {}}};
  OA_TRY(rows, first_rows(table_in(folder, name), limit));
  shown.rows = std::move(rows);
  return shown;
}

std::string labels_text(const ordered_json& column, const Terminal& terminal) {
  const ordered_json& labels = column["labels"];
  std::uint64_t most = 1;
  for (const auto& count : labels) most = std::max(most, count.get<std::uint64_t>());
  std::string text = "\n" + terminal.paint(column.value("name", "") + "\n", Style::bold);
  for (const auto& [label, count] : labels.items()) {
    const auto bar = static_cast<std::size_t>(kBarWidth * count.get<double>() / static_cast<double>(most) + .5);
    text +=
        fmt::format("  {:<28}{:>9}  {}\n", label, with_thousands(count.get<std::uint64_t>()), std::string(bar, '#'));
  }
  return text;
}

std::string columns_text(const ordered_json& description, const Terminal& terminal) {
  std::string text =
      "\n" + terminal.paint(fmt::format("{:<26}{:<9}{:>9}  {}\n", "column", "kind", "present", ""), Style::faint);
  for (const auto& column : description["columns"])
    text += fmt::format("{:<26}{:<9}{:>9}  {}\n", column.value("name", ""), column.value("kind", ""),
                        with_thousands(column.value("present", std::uint64_t{0})), column.value("about", ""));
  for (const auto& column : description["columns"])
    if (column.contains("labels")) text += labels_text(column, terminal);
  if (const auto lengths = description.value("text_length", ordered_json()); lengths.is_object())
    text += fmt::format("\ntexts have {} to {} characters, {} on average, half of them at most {}\n",
                        lengths.value("shortest", 0), lengths.value("longest", 0), lengths.value("mean", 0.0),
                        lengths.value("median", 0));
  return text;
}

// Texts are other people's: what would steer a terminal (C0 but line ends, DEL, C1) becomes U+FFFD.
std::string harmless(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    out += c1 || (byte < 0x20 && byte != '\n') || byte == 0x7F ? "\xEF\xBF\xBD" : std::string(1, text[i]);
  }
  return out;
}

// A row as lines "column: value", nulls left out.
std::string row_text(const std::string& row, const Terminal& terminal) {
  const auto json = ordered_json::parse(row, nullptr, false);
  std::string text = "\n";
  if (!json.is_object()) return text + row + "\n";
  for (const auto& [name, value] : json.items())
    if (!value.is_null())
      text += fmt::format("{} {}\n", terminal.paint(name + ":", Style::faint),
                          harmless(value.is_string() ? value.get<std::string>() : value.dump()));
  return text;
}

std::string as_json(const CatalogEntry& entry, const Shown& shown) {
  ordered_json json = entry_as_json(entry, CatalogKind::data_set);
  json["dataset"] = shown.description;
  json["first_rows"] = ordered_json::array();
  for (const std::string& row : shown.rows) json["first_rows"].push_back(ordered_json::parse(row, nullptr, false));
  return json.dump(2) + "\n";
}

std::string as_text(const CatalogEntry& entry, const Shown& shown, const Terminal& terminal) {
  std::string text = entry_as_text(entry, CatalogKind::data_set, terminal);
  if (shown.description.is_null()) return text;
  text += columns_text(shown.description, terminal);
  for (const std::string& row : shown.rows) text += row_text(row, terminal);
  return text;
}

}  // namespace

int run_data_show(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> names;
  std::size_t limit = 3;
  bool json = false;
  Command command("data show",
                  "Shows a data set: source, licence, splits; and when it is here, how often each label occurs, how "
                  "long texts are, and its first rows.",
                  {"openaffect data show goemotions", "openaffect data show sst --limit 10",
                   "openaffect data show emobank --json"});
  command.options().add_option("NAME", names, "data sets, as listed")->required();
  command.options().add_option("--limit", limit, "how many rows; 0 for none")->capture_default_str();
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  for (const std::string& name : names) {
    const auto entry = find_catalog_entry(CatalogKind::data_set, name);
    if (!entry) return terminal.fail(entry.error());
    const auto shown = look_into(entry->name, limit);
    if (!shown) return terminal.fail(shown.error());
    terminal.print(json ? as_json(*entry, *shown) : as_text(*entry, *shown, terminal));
  }
  return 0;
}

}  // namespace openaffect
