#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/store.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/entry_text.h"
#include "openaffect/cli/sub_verbs.h"

namespace openaffect {
namespace {

std::string splits_text(const CatalogEntry& entry) {
  std::string text;
  for (const CatalogCount& split : entry.splits) text += (text.empty() ? "" : " / ") + with_thousands(split.items);
  return text.empty() ? "-" : text;
}

// "github.com/JULIELab/EmoBank": the home without its scheme and what lies deeper than a repository.
std::string short_source(const CatalogEntry& entry) {
  std::string_view home = entry.home;
  if (const std::size_t scheme = home.find("://"); scheme != std::string_view::npos) home.remove_prefix(scheme + 3);
  std::size_t end = 0;
  for (int part = 0; part < 3 && end != std::string_view::npos; ++part) end = home.find('/', end + 1);
  return std::string(home.substr(0, end));
}

std::string list_as_table(const Terminal& terminal) {
  std::string text = terminal.paint(fmt::format("{:<22}{:<10}{:>8} {:<18}{:<26}{:<9}{:<6}{}\n", "data set", "modality",
                                                "items", "", "splits", "licence", "here", "source"),
                                    Style::faint);
  for (const CatalogEntry& entry : catalog_entries(CatalogKind::data_set))
    text += fmt::format("{:<22}{:<10}{:>8} {:<18}{:<26}{:<9}{:<6}{}\n", entry.name, entry.modality,
                        with_thousands(entry.items), entry.unit, splits_text(entry),
                        licence_class_name(entry.licence_class),
                        is_in_store(CatalogKind::data_set, entry.name) ? "yes" : "no", short_source(entry));
  return text +
         "\nLicence classes: open may be redistributed, terms is unclear or under platform terms, nc is not for "
         "commercial use.\nopenaffect data show NAME tells more.\n";
}

std::string list_as_json(CatalogKind kind) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const CatalogEntry& entry : catalog_entries(kind)) list.push_back(entry_as_json(entry, kind));
  return list.dump(2) + "\n";
}

std::string models_as_table(const Terminal& terminal) {
  std::string text = terminal.paint(fmt::format("{:<14}{:<10}{:>10}  {:<9}{:<6}{}; {}\n", "model", "modality", "size",
                                                "licence", "here", "what", "source"),
                                    Style::faint);
  for (const CatalogEntry& entry : catalog_entries(CatalogKind::model))
    text += fmt::format("{:<14}{:<10}{:>10}  {:<9}{:<6}{}; {}\n", entry.name, entry.modality, bytes_text(entry.bytes()),
                        licence_class_name(entry.licence_class),
                        is_in_store(CatalogKind::model, entry.name) ? "yes" : "no", entry.title, short_source(entry));
  return text;
}

}  // namespace

int run_data_list(const std::vector<std::string>& arguments, Terminal& terminal) {
  bool json = false;
  Command command(
      "data", "Known data sets: lists them, brings them here, shows them, compares their texts.",
      {"openaffect data", "openaffect data show goemotions", "openaffect data fetch goemotions emobank",
       "openaffect data overlap sst vader-sets", "openaffect data merge part-*.parquet -o labelled.parquet"});
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  terminal.print(json ? list_as_json(CatalogKind::data_set) : list_as_table(terminal));
  return 0;
}

int run_models_list(const std::vector<std::string>& arguments, Terminal& terminal) {
  bool json = false;
  Command command("models", "Known models, weights that others made: lists them, shows them, brings them here.",
                  {"openaffect models", "openaffect models show minilm", "openaffect models fetch minilm"});
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  terminal.print(json ? list_as_json(CatalogKind::model) : models_as_table(terminal));
  return 0;
}

int run_models_show(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> names;
  bool json = false;
  Command command("models show", "Shows a model: source, licence, files.", {"openaffect models show minilm"});
  command.options().add_option("NAME", names, "models, as listed")->required();
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  for (const std::string& name : names) {
    const auto entry = find_catalog_entry(CatalogKind::model, name);
    if (!entry) return terminal.fail(entry.error());
    terminal.print(json ? entry_as_json(*entry, CatalogKind::model).dump(2) + "\n"
                        : entry_as_text(*entry, CatalogKind::model, terminal));
  }
  return 0;
}

}  // namespace openaffect
