// What a stranger's few bytes may not become in memory. For the files of this folder only.
#pragma once

#include <cstddef>
#include <cstdint>

#include "openaffect/core/error.h"

namespace openaffect {

// Of texts that stand once in a file and are held again for each of something small.
inline constexpr std::uint64_t kMostRepeatedBytes = std::uint64_t{1} << 30;

inline Result<Done> check_repeated(std::uint64_t bytes) {
  if (bytes <= kMostRepeatedBytes) return Done{};
  return Error{ErrorKind::unsupported, "would repeat more than 1 GiB of what is said of its items"};
}

// A table that is made of something else may have many rows or many columns, not both.
inline Result<Done> check_cells(std::size_t columns, std::size_t rows) {
  constexpr std::size_t kFewColumns = 64, kMostCells = 32'000'000;
  if (columns <= kFewColumns || rows <= kMostCells / columns) return Done{};
  return Error{ErrorKind::unsupported, "would make a table of more than 32,000,000 cells"};
}

}  // namespace openaffect
