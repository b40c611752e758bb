// Characters as Python 3.11's `str` sees them (Unicode 14), because the published lexicon raters are Python programs
// and their words are split and folded by its rules. ICU gives the properties; where its newer tables differ, a
// generated list of exceptions (unicode_14.inc, made by tools/make_unicode_exceptions.py) gives Python's answer.
// All text is UTF-8. Ill-formed bytes are read as U+FFFD, one per maximal ill-formed part (Unicode 15, §3.9, W3C
// style).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

struct CodePoint {
  char32_t value = 0;
  std::uint32_t bytes = 0;  // how many bytes of the text it took, 1..4
};

// The code point at text[at]; at < text.size().
CodePoint code_point_at(std::string_view text, std::size_t at);

void append_utf8(char32_t code_point, std::string& out);

// True when every byte is below 0x80.
bool is_ascii(std::string_view text);

// The first byte from text[at] on that is not ASCII; text.size() when there is none.
std::size_t find_wide(std::string_view text, std::size_t at);

bool is_valid_utf8(std::string_view text);

// The text with every ill-formed part replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

std::size_t count_code_points(std::string_view text);

// str.isspace of one character: what str.split() splits at.
bool is_python_space(char32_t code_point);

// str.lower(): full mappings and the final sigma rule included.
std::string python_lower(std::string_view text);

// str.isupper(): at least one cased character, and none that is lower or title case.
bool is_python_upper(std::string_view text);

// str.isalpha() of one character; str.isalnum() of one character.
bool is_python_alpha(char32_t code_point);
bool is_python_alnum(char32_t code_point);

// str.split(): maximal runs of characters that are no space. Views into `text`.
std::vector<std::string_view> python_split(std::string_view text);

// "72.1": the ICU that is loaded.
std::string icu_version();

}  // namespace openaffect
