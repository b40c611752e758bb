// Compressed, encoded and JSON files from strangers, on their way to rows. The first byte chooses what is read and in
// which pieces; what comes out must not depend on the pieces, and nothing may grow beyond what is asked for.
#include <cstddef>
#include <cstdint>
#include <string>

#include "openaffect/data/byte_source.h"
#include "openaffect/data/compressed.h"
#include "openaffect/data/decoded.h"
#include "openaffect/data/json_rows.h"

namespace openaffect::fuzz {
namespace {

std::unique_ptr<ByteSource> open(std::uint8_t first, const std::string& bytes) {
  auto memory = memory_source(bytes);
  constexpr const char* kEncodings[] = {"utf-16le", "utf-16be", "cp1252", "shift_jis", "gb18030", "iso-2022-jp"};
  switch (first % 10) {
    case 0:
      return gunzipped(std::move(memory));
    case 1:
      return unzstded(std::move(memory));
    case 2:
      return json_rows(std::move(memory), JsonShape::array);
    case 3:
      return json_rows(std::move(memory), JsonShape::objects);
    default:
      return *decoded(std::move(memory), kEncodings[first % 10 - 4]);
  }
}

// What can be read in pieces of this size, at most a megabyte; and whether it ended well.
std::pair<std::string, bool> read_all(ByteSource& source, std::size_t piece) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  std::string all, buffer(piece, '\0');
  while (all.size() < kMost) {
    const auto got = source.read(buffer.data(), piece);
    if (!got) return {all, false};
    if (*got > piece) __builtin_trap();
    if (*got == 0) return {all, true};
    all += buffer.substr(0, *got);
  }
  all.resize(kMost);
  return {all, true};
}

void run(std::uint8_t first, const std::string& bytes) {
  const auto source = open(first, bytes);
  const auto [whole, well] = read_all(*source, 65536);
  const auto [pieces, also_well] = read_all(*open(first, bytes), 1 + first / 16 * 13);
  if (well != also_well) __builtin_trap();
  if (well && whole != pieces) __builtin_trap();
  if (!well || whole.empty()) return;
  if (!source->seek(whole.size() / 2)) __builtin_trap();
  if (read_all(*source, 1000).first.substr(0, 100) != whole.substr(whole.size() / 2).substr(0, 100)) __builtin_trap();
}

}  // namespace
}  // namespace openaffect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) openaffect::fuzz::run(data[0], {reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
