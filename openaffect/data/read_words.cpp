#include "openaffect/data/read_words.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

Result<ColumnInfo> parse_type(const std::string& text) {
  constexpr ColumnType kTypes[] = {ColumnType::text, ColumnType::int64, ColumnType::float64, ColumnType::boolean,
                                   ColumnType::timestamp};
  std::vector<std::string> names;
  for (const ColumnType type : kTypes) names.emplace_back(column_type_name(type));
  const std::size_t equals = text.rfind('=');
  const std::string type = equals == std::string::npos ? "" : text.substr(equals + 1);
  const auto found = std::ranges::find(names, type);
  if (equals == 0 || found == names.end())
    return Error{ErrorKind::unknown, fmt::format("--type takes COLUMN=TYPE, not '{}': {}", text,
                                                 unknown_name_message("type", type, names))};
  return ColumnInfo{text.substr(0, equals), kTypes[found - names.begin()]};
}

Result<char> parse_delimiter(const std::string& text) {
  if (text == "\\t" || text == "tab") return '\t';
  if (text.size() == 1 && text != "\"" && text != "\n" && text != "\r") return text[0];
  return Error{ErrorKind::unknown, fmt::format("--delimiter takes one character (or tab), not '{}'", text)};
}

Result<std::uint64_t> parse_limit(const std::string& text) {
  std::uint64_t rows = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), rows);
  if (failed == std::errc() && end == text.data() + text.size() && rows > 0) return rows;
  return Error{ErrorKind::unknown, fmt::format("--limit takes a number of rows, 1 or more, not '{}'", text)};
}

}  // namespace

Result<ReadOptions> read_options_of(const ReadWords& words) {
  ReadOptions read;
  read.encoding = words.encoding;
  if (!words.input_format.empty()) {
    OA_TRY(format, table_format_of_name(words.input_format == "json" ? "jsonl" : words.input_format));
    read.format = format;
  }
  if (!words.delimiter.empty()) {
    OA_TRY(character, parse_delimiter(words.delimiter));
    read.delimiter = character;
  }
  if (words.quote != "\"" && words.quote != "none")
    return Error{ErrorKind::unknown, fmt::format("--quote takes \" or none, not '{}'", words.quote)};
  read.quotes = words.quote != "none";
  if (words.on_bad_row != "fail" && words.on_bad_row != "keep")
    return Error{ErrorKind::unknown, fmt::format("--on-bad-row takes fail or keep, not '{}'", words.on_bad_row)};
  read.on_bad_row = words.on_bad_row == "keep" ? OnBadRow::keep : OnBadRow::fail;
  if (!words.limit.empty()) {
    OA_TRY(rows, parse_limit(words.limit));
    read.limit = rows;
  }
  for (const std::string& text : words.types) {
    OA_TRY(type, parse_type(text));
    read.types.push_back(type);
  }
  return read;
}

}  // namespace openaffect
