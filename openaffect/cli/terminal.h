// The two streams of the command: data to stdout, messages to stderr. Colour only where a person looks, and not with
// NO_COLOR or --no-color.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

enum class Style { bold, faint, red, green, yellow };

struct Terminal {
  bool colour_out = false;  // stdout
  bool colour_err = false;  // stderr
  bool live_err = false;    // stderr is a terminal: a progress line may be redrawn
  bool quiet = false;

  static Terminal detect();

  std::string paint(std::string_view text, Style style) const;  // for stdout

  void print(std::string_view text) const;    // to stdout; errors end up as exit code 1 of main
  void message(std::string_view text) const;  // to stderr, unless quiet
  int fail(const Error& error) const;         // "error: …" to stderr; returns the exit code
};

}  // namespace openaffect
