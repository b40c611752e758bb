// Catalogue entries and package archives from strangers. The first byte chooses which.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "openaffect/catalog/entry.h"
#include "openaffect/catalog/tar_gz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 0) return (void)parse_catalog_entry(bytes), 0;
  const std::vector<std::string> wanted = {"a.txt", "package/b.txt"};
  constexpr std::size_t kMost = std::size_t{1} << 20;
  const auto files = read_tar_gz(bytes, wanted, kMost);
  if (files && files->size() != wanted.size()) __builtin_trap();
  return 0;
}
