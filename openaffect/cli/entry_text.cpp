#include "openaffect/cli/entry_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/entry_json.h"
#include "openaffect/catalog/store.h"

namespace openaffect {
namespace {

std::string counts_text(const std::vector<CatalogCount>& counts) {
  std::vector<std::string> parts;
  for (const CatalogCount& count : counts)
    parts.push_back(fmt::format("{} {}", count.name, with_thousands(count.items)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

nlohmann::ordered_json counts_json(const std::vector<CatalogCount>& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const CatalogCount& count : counts) json[count.name] = count.items;
  return json;
}

void add_line(std::string& text, std::string_view name, const std::string& value) {
  if (!value.empty()) text += fmt::format("{:<11}{}\n", std::string(name) + ":", value);
}

}  // namespace

std::string bytes_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string entry_as_text(const CatalogEntry& entry, CatalogKind kind, const Terminal& terminal) {
  std::string text = terminal.paint(entry.name, Style::bold) + ": " + entry.title + "\n\n";
  const auto folder = store_folder(kind, entry.name);
  const bool here = is_in_store(kind, entry.name);
  add_line(text, "here",
           here ? *folder
                : fmt::format("no; openaffect {} fetch {} brings {}", kind == CatalogKind::model ? "models" : "data",
                              entry.name, bytes_text(entry.bytes())));
  add_line(text, "home", entry.home);
  add_line(text, "paper", entry.paper);
  add_line(text, "licence", fmt::format("{} (class {})", entry.licence, licence_class_name(entry.licence_class)));
  add_line(text, "modality", entry.modality);
  add_line(text, "languages", fmt::format("{}", fmt::join(entry.languages, ", ")));
  if (entry.items) add_line(text, "items", fmt::format("{} {}", with_thousands(entry.items), entry.unit));
  if (entry.rows != entry.items) add_line(text, "rows", with_thousands(entry.rows));
  add_line(text, "splits", counts_text(entry.splits));
  add_line(text, "tasks", counts_text(entry.tasks));
  add_line(text, "schemes", fmt::format("{}", fmt::join(entry.schemes, ", ")));
  for (const std::string& note : entry.notes) text += "- " + note + "\n";
  return text;
}

nlohmann::ordered_json entry_as_json(const CatalogEntry& entry, CatalogKind kind) {
  nlohmann::ordered_json json = entry_head(entry);
  if (kind == CatalogKind::data_set) {
    json["unit"] = entry.unit;
    json["items"] = entry.items;
    json["rows"] = entry.rows;
    json["splits"] = counts_json(entry.splits);
    json["tasks"] = counts_json(entry.tasks);
    json["schemes"] = entry.schemes;
  }
  json["notes"] = entry.notes;
  for (const CatalogFile& file : entry.files)
    json["files"].push_back({{"path", file.path},
                             {"url", file.url},
                             {"package", file.package},
                             {"bytes", file.bytes},
                             {"sha256", file.sha256}});
  json["here"] = is_in_store(kind, entry.name);
  if (const auto folder = store_folder(kind, entry.name); folder && json["here"]) json["folder"] = *folder;
  return json;
}

}  // namespace openaffect
