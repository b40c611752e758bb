// Label Studio's tasks and labelling configurations from strangers. The first byte chooses which. What is read is
// written without a crash, as JSON.
#include <cstddef>
#include <cstdint>
#include <string>

#include "openaffect/exchange/json.h"
#include "openaffect/exchange/label_studio.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Notes notes;
  if (data[0] % 2 == 0) return (void)parse_labelling(bytes, "fuzz"), 0;
  const auto dataset = parse_label_studio(bytes, {}, "fuzz", notes);
  if (!dataset) return 0;
  const auto text = label_studio_tasks(*dataset, notes);
  if (text && !parse_document(*text, "again")) __builtin_trap();
  (void)labelling_text(*dataset);
  return 0;
}
