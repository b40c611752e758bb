#include "openaffect/learn/card_text.h"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {

std::string card_text(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]<>|#~&";
  std::string escaped;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      escaped += ' ';
      continue;
    }
    if (kMarks.find(c) != std::string_view::npos && c != '_') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string yaml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return quoted + "\"";
}

std::string card_number(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "–";
}

std::string card_table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return "";
  std::string text = fmt::format("| {} |\n|", fmt::join(head, " | "));
  for (const std::string& cell : rows.front()) {
    const char first = cell.empty() ? ' ' : cell[0];
    text += (first >= '0' && first <= '9') || first == '-' ? "---:|" : "---|";
  }
  text += "\n";
  for (const auto& row : rows) text += fmt::format("| {} |\n", fmt::join(row, " | "));
  return text + "\n";
}

}  // namespace openaffect
