#include "openaffect/nn/tensor_view.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

template <class Convert>
void copy_halves(std::span<const std::byte> bytes, std::span<float> out, Convert convert) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, bytes.data() + 2 * i, sizeof bits);
    out[i] = convert(bits);
  }
}

void copy_scaled(const TensorView& tensor, std::span<float> out) {
  const auto* numbers = reinterpret_cast<const std::int8_t*>(tensor.bytes.data());
  const std::size_t rows = tensor.row_scale.size() / sizeof(float),
                    columns = out.size() / std::max<std::size_t>(rows, 1);
  for (std::size_t r = 0; r < rows; ++r) {
    float scale = 0;
    std::memcpy(&scale, tensor.row_scale.data() + r * sizeof scale, sizeof scale);
    for (std::size_t c = 0; c < columns; ++c)
      out[r * columns + c] = static_cast<float>(numbers[r * columns + c]) * scale;
  }
}

}  // namespace

static_assert(std::endian::native == std::endian::little, "files are little-endian, and read as they are");

std::string shape_text(std::span<const std::int64_t> shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::vector<float> read_floats(const TensorView& tensor) {
  std::vector<float> values(tensor.element_count());
  copy_floats(tensor, values);
  return values;
}

void copy_floats(const TensorView& tensor, std::span<float> out) {
  if (out.size() != tensor.element_count())
    throw ContractError(
        fmt::format("tensor '{}' has {} numbers, the copy {}", tensor.name, tensor.element_count(), out.size()));
  switch (tensor.type) {
    case ElementType::float32:
      if (!out.empty()) std::memcpy(out.data(), tensor.bytes.data(), out.size_bytes());
      return;
    case ElementType::float16:
      return copy_halves(tensor.bytes, out, float_of_float16);
    case ElementType::bfloat16:
      return copy_halves(tensor.bytes, out, float_of_bfloat16);
    case ElementType::int8:
      if (!tensor.row_scale.empty() || out.empty()) return copy_scaled(tensor, out);
      [[fallthrough]];
    default:
      throw ContractError(
          fmt::format("tensor '{}' of {} has no exact float32", tensor.name, element_type_name(tensor.type)));
  }
}

}  // namespace openaffect
