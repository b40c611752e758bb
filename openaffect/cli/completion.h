// What may stand next on a command line, for bash, zsh and fish.
//
// The shells' scripts (`openaffect completion SHELL`) ask `openaffect complete -- WORD…`, which runs the verb with the
// words so far and kCompletionMark behind them. Command::parse sees the mark, prints what may stand in the place of the
// last word, one candidate a line, and ends the verb. So a verb declares its options once, in code, and verbs of the
// tables' library are asked like any other. No candidates: the shell completes file names.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "openaffect/cli/terminal.h"

namespace openaffect {

inline constexpr std::string_view kCompletionMark =
    "\x1f"
    "complete";

bool asks_for_completion(std::span<const std::string> arguments);

// Candidates for the last of `words` (perhaps empty) of the verb `name` ("label", "data merge"): its options, the
// values of the option before, or its next word. Whole words, sorted as they are declared.
std::vector<std::string> complete_word(const CLI::App& app, const std::string& name,
                                       std::span<const std::string> words);

// For verbs that choose among sub-verbs before they make a Command: when `arguments` asks for completion of the first
// word, prints the matching names and returns 0.
//   if (const auto code = complete_names(arguments, {"merge", "fetch"}, terminal)) return *code;
std::optional<int> complete_names(std::span<const std::string> arguments, const std::vector<std::string>& names,
                                  const Terminal& terminal);

std::vector<std::string> starting_with(const std::string& beginning, const std::vector<std::string>& names);

}  // namespace openaffect
