// Pieces of Markdown, for card.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

// A stranger's text within a line or a cell: marks are escaped, line breaks become spaces.
std::string card_text(std::string_view text);

// A text in quotes for the front matter's YAML.
std::string yaml_text(std::string_view text);

// .5234 -> "0.523"; "–" for what is no number.
std::string card_number(double value, int digits = 3);

// A table; columns whose first row looks like a number are aligned to the right. "" without rows.
std::string card_table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows);

}  // namespace openaffect
