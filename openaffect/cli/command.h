// One verb's command line: its options, help with examples first, errors that suggest what was meant.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "openaffect/cli/terminal.h"

namespace openaffect {

class Command {
 public:
  // `name` as typed ("data merge"); `examples` are whole lines, shown first.
  Command(const std::string& name, const std::string& summary, const std::vector<std::string>& examples);

  CLI::App& options() { return app_; }

  // Fills what the options are bound to. Returns the exit code when there is nothing left to do: 0 after --help, 2
  // after an unknown or bad option, which is explained on stderr with the nearest name.
  // Also when a shell asks what may stand next (completion.h): the candidates are printed, and the code is 0.
  std::optional<int> parse(const std::vector<std::string>& arguments, Terminal& terminal);

 private:
  std::string explain(const CLI::ParseError& error) const;

  CLI::App app_;
  std::string name_;
  bool no_colour_ = false;
  bool quiet_ = false;
};

// What is wrong with the words of a verb that takes nothing or "show NAME", as `schemes` does; `known` are the names.
Error show_mistake(const std::string& verb, std::span<const std::string> words, std::span<const std::string> known);

}  // namespace openaffect
