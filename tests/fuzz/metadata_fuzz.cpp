// What a stranger's labelled file says of its raters and schemes: three JSON texts, parted by a zero byte.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "openaffect/overview/tally.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  TableMetadata metadata;
  for (const char* key : {"openaffect.text", "openaffect.raters", "openaffect.schemes"}) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    metadata.emplace_back(key, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (const auto table = RatedTable::parse(metadata)) (void)TallyPlan(*table, false);
  (void)day_of(rest);
  return 0;
}
