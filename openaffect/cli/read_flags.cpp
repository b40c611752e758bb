#include "openaffect/cli/read_flags.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

Result<ColumnInfo> parse_type(const std::string& text) {
  static const std::vector<std::string> kNames = {"text", "int64", "float64", "bool", "timestamp"};
  constexpr ColumnType kTypes[] = {ColumnType::text, ColumnType::int64, ColumnType::float64, ColumnType::boolean,
                                   ColumnType::timestamp};
  const std::size_t equals = text.rfind('=');
  const std::string type = equals == std::string::npos ? "" : text.substr(equals + 1);
  const auto found = std::find(kNames.begin(), kNames.end(), type);
  if (equals == 0 || found == kNames.end())
    return Error{ErrorKind::unknown, fmt::format("--type takes COLUMN=TYPE, not '{}': {}", text,
                                                 unknown_name_message("type", type, kNames))};
  return ColumnInfo{text.substr(0, equals), kTypes[found - kNames.begin()]};
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

void ReadFlags::declare(CLI::App& app) {
  app.add_option("--input-format", input_format,
                 "of the input, where its name does not say it: csv, tsv, jsonl (also JSON arrays), parquet");
  app.add_option("--encoding", encoding, "of a text input that is not UTF-8: cp1252, utf-16le, shift_jis …");
  app.add_option("--delimiter", delimiter, "between cells of a CSV input");
  app.add_option("--quote", quote, "what quotes cells of a CSV input: \" or none");
  app.add_option("--type", types, "COLUMN=text|int64|float64|bool|timestamp, where the column is not what it seems");
  app.add_option("--on-bad-row", on_bad_row,
                 "a row that cannot be read: fail stops there, keep gives it the status decode_error");
  app.add_option("--limit", limit, "only so many rows from the beginning");
}

Result<ReadOptions> ReadFlags::options() const {
  ReadOptions read;
  read.encoding = encoding;
  if (!input_format.empty()) {
    OA_TRY(format, table_format_of_name(input_format == "json" ? "jsonl" : input_format));
    read.format = format;
  }
  if (!delimiter.empty()) {
    OA_TRY(character, parse_delimiter(delimiter));
    read.delimiter = character;
  }
  if (quote != "\"" && quote != "none")
    return Error{ErrorKind::unknown, fmt::format("--quote takes \" or none, not '{}'", quote)};
  read.quotes = quote != "none";
  if (on_bad_row != "fail" && on_bad_row != "keep")
    return Error{ErrorKind::unknown, fmt::format("--on-bad-row takes fail or keep, not '{}'", on_bad_row)};
  read.on_bad_row = on_bad_row == "keep" ? OnBadRow::keep : OnBadRow::fail;
  if (!limit.empty()) {
    OA_TRY(rows, parse_limit(limit));
    read.limit = rows;
  }
  for (const std::string& text : types) {
    OA_TRY(type, parse_type(text));
    read.types.push_back(type);
  }
  return read;
}

}  // namespace openaffect
