#include "openaffect/cli/sub_verbs.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/cli/completion.h"
#include "openaffect/core/names.h"

namespace openaffect {
namespace {

bool asks_for_help(const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](const auto& a) { return a == "--help" || a == "-h"; });
}

std::string list_of(std::string_view verb, std::span<const SubVerb> table) {
  std::string text = "\nAnd:\n";
  for (const SubVerb& each : table)
    if (!each.name.empty()) text += fmt::format("  {:<10}{}\n", each.name, each.summary);
  return text + fmt::format("openaffect {} NAME --help shows the examples and options of each.\n", verb);
}

}  // namespace

int run_sub_verb(std::string_view verb, std::span<const SubVerb> table, const std::vector<std::string>& arguments,
                 Terminal& terminal) {
  std::vector<std::string> known;
  for (const SubVerb& each : table)
    if (!each.name.empty()) known.emplace_back(each.name);
  const bool none = arguments.empty() || arguments[0].starts_with("-");
  if (!none)
    if (const auto code = complete_names(arguments, known, terminal)) return *code;
  const std::string name = none ? "" : arguments[0];
  for (const SubVerb& each : table) {
    if (each.name != name) continue;
    const int code = each.run({arguments.begin() + (none ? 0 : 1), arguments.end()}, terminal);
    if (none && asks_for_help(arguments)) terminal.print(list_of(verb, table));
    return code;
  }
  return terminal.fail({ErrorKind::unknown, unknown_name_message(fmt::format("verb of {}", verb), name, known)});
}

}  // namespace openaffect
