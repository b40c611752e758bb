// Times and numbers of tables from strangers: what is read comes back when it is written.
#include <cstddef>
#include <cstdint>

#include "openaffect/exchange/values.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto duration = parse_duration(text); duration && parse_duration(duration_text(*duration)) != duration)
    __builtin_trap();
  if (const auto date = parse_date(text); date && parse_date(date_text(*date)) != date) __builtin_trap();
  return 0;
}
