// CSV from strangers. The first byte chooses dialect, chunk and types; the rest is the file.
#include <cstddef>
#include <cstdint>

#include "text_tables.h"

namespace openaffect::fuzz {
namespace {

struct Choice {
  CsvDialect dialect;
  std::size_t chunk;
  bool typed;
};

Choice choose(std::uint8_t byte) {
  constexpr char kDelimiters[] = {',', ';', '\t', 'a'};
  constexpr std::size_t kChunks[] = {1, 7, 64, 4096};
  return {{kDelimiters[byte & 3], (byte & 4) != 0}, kChunks[byte >> 3 & 3], (byte & 32) != 0};
}

Result<std::unique_ptr<TableReader>> open(const std::string& bytes, const Choice& choice,
                                          const std::vector<ColumnInfo>& types = {}) {
  ReadOptions options;
  options.delimiter = choice.dialect.delimiter;
  options.quotes = choice.dialect.quotes;
  options.types = types;
  options.on_bad_row = OnBadRow::keep;
  options.max_row_bytes = 2048;
  return open_csv(InputStream::of_memory(bytes, choice.chunk), TableFormat::csv, options);
}

// Declares a type for each column in turn.
std::vector<ColumnInfo> types_for(const TableReader& reader) {
  constexpr ColumnType kTypes[] = {ColumnType::int64, ColumnType::float64, ColumnType::boolean, ColumnType::timestamp};
  std::vector<ColumnInfo> types;
  for (const ColumnInfo& column : reader.columns()) types.push_back({column.name, kTypes[types.size() % 4]});
  return types;
}

void check_outputs(const TableReader& reader, const Blocks& read, const Choice& choice) {
  const char delimiter = choice.dialect.delimiter;
  const std::string json = write_all(reader, read, TableFormat::jsonl, delimiter, make_jsonl_writer);
  check(is_valid_utf8(json));
  check_jsonl(json, read.rows);
  const std::string csv = write_all(reader, read, TableFormat::csv, delimiter, make_csv_writer);
  // Delimiters that occur in numbers, and quotes that mean nothing, make no csv that reads back.
  if (delimiter == 'a' || !choice.dialect.quotes || read.rows == 0) return;
  const auto again = open(csv, {choice.dialect, 1 << 16, false});
  if (!again) return;  // the mended row may be longer than allowed
  const Blocks back = read_all(**again);
  if (!back.failed) check(back.rows == read.rows && back.faults <= read.faults);
}

void run(std::uint8_t first, const std::string& bytes) {
  const Choice choice = choose(first);
  auto reader = open(bytes, choice);
  if (!reader) return;
  if (choice.typed) {
    auto typed = open(bytes, choice, types_for(**reader));
    check(static_cast<bool>(typed));
    reader = std::move(typed);
  }
  const Blocks read = read_all(**reader);
  if (read.failed) return;
  check((*reader)->identity().sha256 == sha256_hex(bytes));
  auto resumed = open(bytes, choice);
  check(static_cast<bool>((*resumed)->resume((*reader)->checkpoint(), true)));
  check(!*(*resumed)->next());
  check_outputs(**reader, read, choice);
}

}  // namespace
}  // namespace openaffect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) openaffect::fuzz::run(data[0], {reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
