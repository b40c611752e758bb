// Headers of audformat databases, the YAML that they are, and cards of Hugging Face folders, from strangers. The first
// byte chooses which. What YAML is read comes back when it is written.
#include <cstddef>
#include <cstdint>
#include <string>

#include "openaffect/exchange/audformat.h"
#include "openaffect/exchange/hugging_face_card.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Notes notes;
  if (data[0] % 3 == 0) return (void)parse_card(bytes, "fuzz"), 0;
  if (data[0] % 3 == 1) {
    const auto header = parse_audformat_header(bytes, "fuzz", notes);
    return header && !parse_yaml(audformat_header(*header), "again") ? __builtin_trap(), 0 : 0;
  }
  const auto value = parse_yaml(bytes, "fuzz");
  if (!value) return 0;
  const auto again = parse_yaml(yaml_text(*value), "again");
  if (!again || json_line(*again) != json_line(*value)) __builtin_trap();
  return 0;
}
