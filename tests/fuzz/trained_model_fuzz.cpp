// openaffect.json from strangers. What is read is written and read as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "openaffect/nn/trained_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  const auto model = parse_trained_model({reinterpret_cast<const char*>(data), size});
  if (!model) return 0;
  if (model->heads.empty() || model->heads.size() != model->schemes.size()) __builtin_trap();
  for (std::size_t i = 0; i < model->heads.size(); ++i) {
    const TrainedHead& head = model->heads[i];
    if (head.outputs() == 0 || !(head.temperature > 0) || head_column(*model, i).empty()) __builtin_trap();
    if (!head.thresholds.empty() && head.thresholds.size() != head.outputs()) __builtin_trap();
  }
  const std::string text = trained_model_json(*model);
  const auto again = parse_trained_model(text);
  if (!again || trained_model_json(*again) != text) __builtin_trap();
  return 0;
}
