#include "openaffect/cli/terminal.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "openaffect/core/printable.h"

namespace openaffect {
namespace {

std::string_view escape_code(Style style) {
  switch (style) {
    case Style::bold:
      return "1";
    case Style::faint:
      return "2";
    case Style::red:
      return "31";
    case Style::green:
      return "32";
    default:
      return "33";
  }
}

std::string painted(std::string_view text, Style style) {
  return fmt::format("\x1b[{}m{}\x1b[0m", escape_code(style), text);
}

}  // namespace

Terminal Terminal::detect() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool allowed = !(no_colour && *no_colour) && term && std::string_view(term) != "dumb";
  Terminal terminal;
  terminal.live_err = ::isatty(STDERR_FILENO) != 0;
  terminal.colour_out = allowed && ::isatty(STDOUT_FILENO) != 0;
  terminal.colour_err = allowed && terminal.live_err;
  return terminal;
}

std::string Terminal::paint(std::string_view text, Style style) const {
  return colour_out ? painted(text, style) : std::string(text);
}

void Terminal::print(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void Terminal::message(std::string_view text) const {
  if (!quiet) std::fwrite(text.data(), 1, text.size(), stderr);
}

int Terminal::fail(const Error& error) const {
  const std::string word = colour_err ? painted("error:", Style::red) : "error:";
  const std::string line = fmt::format("{} {}\n", word, printable(describe_error(error)));
  std::fwrite(line.data(), 1, line.size(), stderr);
  return exit_code(error.kind);
}

}  // namespace openaffect
