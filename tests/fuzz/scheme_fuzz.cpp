// Scheme files come from strangers: any bytes are a scheme or an error.
#include <cstddef>
#include <cstdint>

#include "openaffect/core/scheme.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto scheme = openaffect::Scheme::parse({reinterpret_cast<const char*>(data), size});
  return scheme && scheme->id().empty() ? -1 : 0;
}
