#include "openaffect/label/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)openaffect::parse_manifest({reinterpret_cast<const char*>(data), size});
  return 0;
}
