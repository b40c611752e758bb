// A Parquet file: opened, every block cut and parsed, every text read.
#include <arrow/buffer.h>
#include <arrow/io/memory.h>

#include "openaffect/data/parquet_reader.h"

namespace openaffect {
namespace {

void read_block(const TableReader& reader, const std::shared_ptr<const RawBlock>& raw) {
  std::vector<std::size_t> all(reader.columns().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const Result<Block> block = reader.parse(raw, all);
  if (!block) return;
  for (std::size_t i : all)
    if (reader.columns()[i].type == ColumnType::text) (void)block->texts(i);
}

void read_all(const std::string& bytes) {
  constexpr int kMostBlocks = 256;  // a footer may claim any number of rows
  auto reader = open_parquet(std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(bytes)), "fuzz", {});
  if (!reader) return;
  for (int i = 0; i < kMostBlocks; ++i) {
    const auto raw = (*reader)->next();
    if (!raw || !*raw) return;
    read_block(**reader, **raw);
  }
}

}  // namespace
}  // namespace openaffect

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  openaffect::read_all({reinterpret_cast<const char*>(data), size});
  return 0;
}
