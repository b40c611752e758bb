#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/command.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/scheme.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostSchemeBytes = std::uint64_t{4} << 20;

std::string says(const Scheme& scheme) {
  if (!scheme.labels().empty()) return fmt::format("{} labels", scheme.labels().size());
  return fmt::format("{} number{}", scheme.fields().size(), scheme.fields().size() == 1 ? "" : "s");
}

std::string list_as_table(const Terminal& terminal) {
  std::string text =
      terminal.paint(fmt::format("{:<15}{:<18}{:<12}{}\n", "scheme", "kind", "says", "title"), Style::faint);
  for (std::string_view id : built_in_scheme_ids()) {
    const auto scheme = built_in_scheme(id);
    text += fmt::format("{:<15}{:<18}{:<12}{}\n", id, scheme_kind_name(scheme->kind()), says(*scheme), scheme->title());
  }
  return text;
}

std::string label_line(const Label& label) {
  std::string line = fmt::format("  {:<20}", label.id);
  if (label.value) line += fmt::format("{:>3}  ", *label.value);
  line += label.definition;
  if (!label.aliases.empty()) line += fmt::format(" (also: {})", fmt::join(label.aliases, ", "));
  return line + "\n";
}

std::string scheme_as_text(const Scheme& scheme, const Terminal& terminal) {
  std::string text =
      terminal.paint(scheme.id(), Style::bold) + fmt::format(" {}: {}\n", scheme.version(), scheme.title());
  text += fmt::format("{}\n\nkind:    {}\nsource:  {}\nlicence: {}\n\n", scheme.description(),
                      scheme_kind_name(scheme.kind()), scheme.source(), scheme.licence());
  for (const Label& label : scheme.labels()) text += label_line(label);
  for (const NumberField& field : scheme.fields())
    text += fmt::format("  {:<20}{} to {}{}  {}\n", field.id, field.minimum, field.maximum,
                        field.unit == "1" || field.unit.empty() ? "" : " " + field.unit, field.definition);
  for (const SchemeGrouping& grouping : scheme.groupings()) {
    text += fmt::format("\ngrouped as {}:\n", grouping.id);
    for (const LabelGroup& group : grouping.groups) {
      std::vector<std::string> ids;
      for (LabelId id : group.labels) ids.push_back(scheme.label(id).id);
      text += fmt::format("  {:<20}{}\n", group.id, fmt::join(ids, ", "));
    }
  }
  if (const auto& cuts = scheme.cuts())
    text += fmt::format("\ncut from {}.{} at {} unless told otherwise. {}\n", cuts->scheme, cuts->field,
                        fmt::join(cuts->cuts, ", "), cuts->note);
  return text;
}

std::string scheme_as_json(const Scheme& scheme) {
  nlohmann::ordered_json json = {{"id", scheme.id()},         {"version", scheme.version()},
                                 {"title", scheme.title()},   {"kind", scheme_kind_name(scheme.kind())},
                                 {"source", scheme.source()}, {"licence", scheme.licence()}};
  for (const Label& label : scheme.labels())
    json["labels"].push_back(
        {{"id", label.id}, {"name", label.name}, {"aliases", label.aliases}, {"definition", label.definition}});
  for (const NumberField& field : scheme.fields())
    json["fields"].push_back({{"id", field.id},
                              {"minimum", field.minimum},
                              {"maximum", field.maximum},
                              {"unit", field.unit},
                              {"definition", field.definition}});
  return json.dump(2) + "\n";
}

std::vector<std::string> scheme_names() {
  std::vector<std::string> names;
  for (const std::string_view id : built_in_scheme_ids()) names.emplace_back(id);
  return names;
}

// A built-in scheme, or a file of the user's own.
Result<std::shared_ptr<const Scheme>> open_scheme(const std::string& name) {
  if (!name.ends_with(".json") && name.find('/') == std::string::npos) return find_scheme(name);
  OA_TRY(text, read_file(name, kMostSchemeBytes));
  Result<Scheme> scheme = Scheme::parse(text);
  if (scheme) return std::shared_ptr<const Scheme>(std::make_shared<Scheme>(*std::move(scheme)));
  Error error = scheme.error();
  error.where.file = name;
  return error;
}

}  // namespace

int run_schemes(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> words;
  bool json = false;
  Command command("schemes", "What may be said: lists the schemes, or shows one.",
                  {"openaffect schemes", "openaffect schemes show polarity", "openaffect schemes show my_scheme.json"});
  command.options().add_option("show NAME", words, "show one: a built-in scheme, or a file of your own");
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;

  if (words.empty() && json) {
    for (std::string_view id : built_in_scheme_ids()) terminal.print(std::string(id) + "\n");
    return 0;
  }
  if (words.empty()) {
    terminal.print(list_as_table(terminal));
    return 0;
  }
  if (words[0] != "show" || words.size() < 2) return terminal.fail(show_mistake("schemes", words, scheme_names()));
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto scheme = open_scheme(words[i]);
    if (!scheme) return terminal.fail(scheme.error());
    terminal.print(json ? scheme_as_json(**scheme) : scheme_as_text(**scheme, terminal));
  }
  return 0;
}

}  // namespace openaffect
