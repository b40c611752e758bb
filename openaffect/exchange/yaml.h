// YAML 1.1 as the Python programs of the field read and write it (PyYAML), as JSON. Through libyaml, which is PyYAML's
// own parser.
//
// Plain scalars: null (~, null), booleans (yes, no, on, off, true, false), whole numbers (also 0x, 0b, octal with a
// leading 0, digits grouped by _), numbers (with a point, .inf, .nan); everything else is text, dates too. Keys become
// text. Aliases are copied; merge keys (<<) and tags beyond the core's are refused.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

inline constexpr std::size_t kMostYamlBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMostYamlLevels = 64;
inline constexpr std::size_t kMostYamlValues = 4'000'000;  // what aliases stand for counted in

// The one document that `text` holds; null when it is empty. Fails with the byte, and the line (counted from 1) as row,
// when it is no YAML, a key stands twice, there is a second document, or a bound is passed.
Result<Fields> parse_yaml(std::string_view text, const std::string& file);

// The same, and where its keys stand: the lines (from 1) of those of its four upper levels, by path: "schemes/age".
struct YamlDocument {
  Fields value;
  std::map<std::string, std::uint64_t> lines;
};
Result<YamlDocument> parse_yaml_document(std::string_view text, const std::string& file);

// The texts of a list, or one alone; what YAML takes for false is `no`, the language.
std::vector<std::string> yaml_words(const Fields& list);

struct YamlStyle {
  std::vector<std::string> plain_dates = {};  // keys of the outermost mapping whose text is a date, not a text
};

// A block of YAML that PyYAML reads back as `value`: texts in double quotes where they would be read as something else.
std::string yaml_text(const Fields& value, const YamlStyle& style = {});

// A key that yaml_text() writes as it looks, so that "1" is read back as a number.
std::string number_key(std::string_view number);

}  // namespace openaffect
