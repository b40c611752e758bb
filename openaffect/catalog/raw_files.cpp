#include "openaffect/catalog/raw_files.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "openaffect/core/sha256.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostFileBytes = std::uint64_t{1} << 30;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using Rows = std::vector<std::vector<std::string>>;

Result<std::vector<std::size_t>> positions_of(std::initializer_list<std::string_view> wanted, const TableReader& reader,
                                              const std::string& path) {
  std::vector<std::size_t> positions;
  for (const std::string_view name : wanted) {
    const auto columns = reader.columns();
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; });
    if (found == columns.end())
      return Error{ErrorKind::format, "this column is missing", {path, {}, std::string(name), {}}};
    positions.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  return positions;
}

void append_rows(const Block& block, std::span<const std::size_t> positions, Rows& rows) {
  const std::size_t first = rows.size();
  rows.resize(first + block.rows(), std::vector<std::string>(positions.size()));
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const auto cells = block.texts(positions[i]);
    for (std::size_t row = 0; row < cells.size(); ++row) rows[first + row][i] = cells[row].value_or("");
  }
}

std::string shown(std::string_view field) {
  return fmt::format("'{}'", to_valid_utf8(field.substr(0, 40)));
}

template <class T>
Result<T> parsed(std::string_view field, const RawLine& line, std::string_view what) {
  T value{};
  const auto [end, failed] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (failed != std::errc() || end != field.data() + field.size())
    return line.error(fmt::format("{} is no {}", shown(field), what));
  return value;
}

}  // namespace

Result<std::string> RawFiles::bytes(std::string_view path) const {
  return read_file(path_of(path), kMostFileBytes);
}

Result<std::string> RawFiles::text(std::string_view path) const {
  OA_TRY(text, bytes(path));
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  if (is_valid_utf8(text)) return text;
  for (const RawLine& line : lines_of(text, path))
    if (!is_valid_utf8(line.text)) return line.error("not UTF-8");
  return Error{ErrorKind::format, "not UTF-8", {path_of(path), {}, "", {}}};
}

Result<Rows> RawFiles::csv(std::string_view path, std::initializer_list<std::string_view> columns) const {
  ReadOptions options;
  options.format = TableFormat::csv;
  OA_TRY(reader, open_table(path_of(path), options));
  OA_TRY(positions, positions_of(columns, *reader, path_of(path)));
  Rows rows;
  while (true) {
    OA_TRY(raw, reader->next());
    if (!raw) return rows;
    OA_TRY(block, reader->parse(*raw, positions));
    append_rows(block, positions, rows);
  }
}

Error RawLine::error(std::string what) const {
  return {ErrorKind::format, std::move(what), {std::string(file), row, "", {}}};
}

Result<std::vector<std::string_view>> RawLine::fields(std::size_t count) const {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t tab = std::min(text.find('\t', at), text.size());
    fields.push_back(text.substr(at, tab - at));
    at = tab + 1;
  }
  if (fields.size() != count) return error(fmt::format("{} fields between tabs instead of {}", fields.size(), count));
  return fields;
}

std::vector<RawLine> lines_of(std::string_view text, std::string_view file) {
  std::vector<RawLine> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({file, lines.size() + 1, line});
    at = end + 1;
  }
  return lines;
}

Result<double> number_of(std::string_view field, const RawLine& line) {
  return parsed<double>(field, line, "number");
}

Result<std::int64_t> integer_of(std::string_view field, const RawLine& line) {
  return parsed<std::int64_t>(field, line, "whole number");
}

Result<LabelId> label_of(const Scheme& scheme, std::string_view field, const RawLine& line) {
  if (const auto label = scheme.find_label(field)) return *label;
  return line.error(fmt::format("{} is no label of {}", shown(field), scheme.id()));
}

std::string_view split_by_hash(std::string_view key) {
  unsigned remainder = 0;
  for (const char digit : sha256_hex(key))
    remainder = (remainder * 16 + static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10)) % 10;
  return remainder == 0 ? "test" : remainder == 1 ? "development" : "train";
}

}  // namespace openaffect
