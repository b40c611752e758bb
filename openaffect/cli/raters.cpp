#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/raters/table.h"
#include "openaffect/system/folders.h"

namespace openaffect {
namespace {

bool is_here(const RaterEntry& entry) {
  for (const std::string& file : entry.files)
    if (!find_share_file(file)) return false;
  return true;
}

std::vector<std::string> rater_names() {
  std::vector<std::string> names;
  for (const RaterEntry& entry : rater_entries()) names.push_back(entry.name);
  return names;
}

std::string list_as_table(const Terminal& terminal) {
  std::string text = terminal.paint(fmt::format("{:<10}{:<9}{}\n", "rater", "here", "what"), Style::faint);
  for (const RaterEntry& entry : rater_entries())
    text += fmt::format("{:<10}{:<9}{}\n", entry.name, is_here(entry) ? "yes" : "no", entry.summary);
  return text;
}

std::string_view kind_name(RaterField::Kind kind) {
  return kind == RaterField::Kind::number ? "number" : kind == RaterField::Kind::label ? "label" : "labels";
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
  text += "\n" + terminal.paint(fmt::format("  {:<16}{:<9}{}\n", "field", "kind", "scheme"), Style::faint);
  for (const RaterField& field : rater.fields)
    text += fmt::format("  {:<16}{:<9}{}\n", field.name, kind_name(field.kind), field.scheme->id());
  return text;
}

}  // namespace

int run_raters(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> words, assignments;
  Command command(
      "raters", "Who judges: lists the raters, or shows one.",
      {"openaffect raters", "openaffect raters show vader", "openaffect raters show mine=vader:my_lexicon.txt"});
  command.options().add_option("show NAME", words, "show one: its fields, licence, languages and hash");
  command.options().add_option("--set", assignments, "an option of a rater: pattern.opinion.cuts=.4,.6");
  if (const auto code = command.parse(arguments, terminal)) return *code;

  if (words.empty()) {
    terminal.print(list_as_table(terminal));
    return 0;
  }
  if (words[0] != "show" || words.size() < 2) return terminal.fail(show_mistake("raters", words, rater_names()));
  const auto settings = parse_rater_settings(assignments);
  if (!settings) return terminal.fail(settings.error());
  const auto raters = make_raters(std::span(words).subspan(1), *settings);
  if (!raters) return terminal.fail(raters.error());
  for (const auto& rater : *raters) terminal.print(rater_as_text(rater->info(), terminal));
  return 0;
}

}  // namespace openaffect
