// JSONL from strangers. The first byte chooses chunk and types; the rest is the file.
#include <cstddef>
#include <cstdint>

#include "text_tables.h"

namespace openaffect::fuzz {
namespace {

void run(std::uint8_t first, const std::string& bytes) {
  constexpr std::size_t kChunks[] = {1, 7, 64, 4096};
  ReadOptions options;
  options.on_bad_row = OnBadRow::keep;
  options.max_row_bytes = 8192;
  if ((first & 4) != 0)
    options.types = {
        {"a", ColumnType::int64}, {"b", ColumnType::float64}, {"c", ColumnType::boolean}, {"d", ColumnType::timestamp}};
  const std::size_t chunk = kChunks[first & 3];
  const auto reader = open_jsonl(InputStream::of_memory(bytes, chunk), options);
  if (!reader) return;
  const Blocks read = read_all(**reader);
  if (read.failed) return;
  check((*reader)->identity().sha256 == sha256_hex(bytes));
  check_jsonl(write_all(**reader, read, TableFormat::jsonl, 0, make_jsonl_writer), read.rows);
  (void)write_all(**reader, read, TableFormat::csv, 0, make_csv_writer);
}

}  // namespace
}  // namespace openaffect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) openaffect::fuzz::run(data[0], {reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
