#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/command.h"
#include "openaffect/cli/neural_flags.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

std::vector<std::string> rater_names() {
  std::vector<std::string> names;
  for (const RaterEntry& entry : rater_entries()) names.push_back(entry.name);
  return names;
}

// "vader", "hf:FOLDER"
std::string typed_as(const RaterEntry& entry) {
  return entry.name + (entry.argument.empty() ? "" : ":" + entry.argument);
}

std::string list_as_json() {
  ordered_json list = ordered_json::array();
  for (const RaterEntry& entry : rater_entries())
    list.push_back(
        {{"name", entry.name}, {"argument", entry.argument}, {"here", is_here(entry)}, {"what", entry.summary}});
  return list.dump(2) + "\n";
}

std::string list_as_table(const Terminal& terminal) {
  std::string text = terminal.paint(fmt::format("{:<15}{:<9}{}\n", "rater", "here", "what"), Style::faint);
  for (const RaterEntry& entry : rater_entries())
    text += fmt::format("{:<15}{:<9}{}\n", typed_as(entry), is_here(entry) ? "yes" : "no", entry.summary);
  return text;
}

constexpr std::string_view kKindNames[] = {"number", "label", "labels", "vector"};  // of RaterField::Kind

std::string kind_name(const RaterField& field) {
  const std::string name(kKindNames[static_cast<std::size_t>(field.kind)]);
  return field.kind == RaterField::Kind::vector ? fmt::format("{} of {}", name, field.size) : name;
}

// "labels: anger, joy", one line for each entry of RaterInfo::details.
std::string details_as_text(const std::string& details) {
  std::string text;
  if (details.empty()) return text;
  const ordered_json parsed = ordered_json::parse(details);
  for (const auto& [name, value] : parsed.items()) {
    std::string words = value.is_string() ? value.get<std::string>() : value.is_array() ? "" : value.dump();
    if (value.is_boolean()) words = value.get<bool>() ? "yes" : "no";
    if (value.is_array())
      for (const auto& entry : value) words += (words.empty() ? "" : ", ") + entry.get<std::string>();
    std::string title = name + ":";
    std::ranges::replace(title, '_', ' ');
    std::ranges::replace_if(
        words, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');  // for a terminal
    text += fmt::format("{:<17} {}\n", title, words);
  }
  return text;
}

ordered_json rater_as_json(const RaterInfo& rater) {
  ordered_json json = {{"name", rater.name},
                       {"version", rater.version},
                       {"kind", rater_kind_name(rater.kind)},
                       {"summary", rater.summary},
                       {"licence", rater.licence_text},
                       {"licence_class", licence_class_name(rater.licence)},
                       {"languages", rater.languages},
                       {"sha256", rater.content_sha256},
                       {"settings", ordered_json::object()},
                       {"fields", ordered_json::array()}};
  for (const auto& [name, value] : rater.settings) json["settings"][name] = value;
  for (const RaterField& field : rater.fields) {
    ordered_json entry = {{"name", field.name}, {"kind", kKindNames[static_cast<std::size_t>(field.kind)]}};
    if (field.scheme) entry["scheme"] = field.scheme->id();
    if (field.kind == RaterField::Kind::vector) entry["size"] = field.size;
    json["fields"].push_back(entry);
  }
  if (!rater.details.empty()) json["details"] = ordered_json::parse(rater.details);
  return json;
}

std::string rater_as_text(const RaterInfo& rater, const Terminal& terminal) {
  std::string text =
      terminal.paint(rater.name, Style::bold) + fmt::format(" {} ({})\n", rater.version, rater_kind_name(rater.kind));
  if (!rater.summary.empty()) text += rater.summary + "\n";
  text += fmt::format("\nlicence:   {} (class {})\nlanguages: {}\nsha256:    {}\n", rater.licence_text,
                      licence_class_name(rater.licence),
                      rater.languages.empty() ? "any" : fmt::format("{}", fmt::join(rater.languages, ", ")),
                      rater.content_sha256);
  for (const auto& [name, value] : rater.settings)
    text += fmt::format("setting:   --set {}.{}={}\n", rater.name, name, value);
  if (!rater.details.empty()) text += "\n" + details_as_text(rater.details);
  std::size_t name_width = 14, kind_width = 7;
  for (const RaterField& field : rater.fields) {
    name_width = std::max(name_width, field.name.size());
    kind_width = std::max(kind_width, kind_name(field).size());
  }
  text +=
      "\n" + terminal.paint(fmt::format("  {:<{}}  {:<{}}  {}\n", "field", name_width, "kind", kind_width, "scheme"),
                            Style::faint);
  for (const RaterField& field : rater.fields)
    text += fmt::format("  {:<{}}  {:<{}}  {}\n", field.name, name_width, kind_name(field), kind_width,
                        field.scheme ? field.scheme->id() : "–");
  return text;
}

}  // namespace

int run_raters(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> words, assignments;
  NeuralFlags neural_flags;
  bool json = false;
  Command command(
      "raters", "Who judges: lists the raters, or shows one.",
      {"openaffect raters", "openaffect raters show vader", "openaffect raters show mine=vader:my_lexicon.txt",
       "openaffect raters show mine=hf:./my-model", "openaffect raters show model:./mood_model"});
  command.options().add_option("show NAME", words, "show one: its fields, licence, languages and hash");
  command.options().add_option("--set", assignments, "an option of a rater: pattern.opinion.cuts=.4,.6");
  neural_flags.declare(command.options());
  neural_flags.declare_embed(command.options());
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;

  if (words.empty()) {
    terminal.print(json ? list_as_json() : list_as_table(terminal));
    return 0;
  }
  if (words[0] != "show" || words.size() < 2) return terminal.fail(show_mistake("raters", words, rater_names()));
  const auto settings = parse_rater_settings(assignments);
  if (!settings) return terminal.fail(settings.error());
  const auto neural = neural_flags.options();
  if (!neural) return terminal.fail(neural.error());
  const auto raters = make_raters(std::span(words).subspan(1), *settings, *neural);
  if (!raters) return terminal.fail(raters.error());
  ordered_json list = ordered_json::array();
  for (const auto& rater : *raters) {
    if (json)
      list.push_back(rater_as_json(rater->info()));
    else
      terminal.print(rater_as_text(rater->info(), terminal));
  }
  if (json) terminal.print(list.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
  return 0;
}

}  // namespace openaffect
