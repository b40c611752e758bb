// A named tensor that lies in somebody else's bytes: in a mapped file, mostly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "openaffect/nn/element_type.h"

namespace openaffect {

// Row-major, little-endian. `bytes` lives as long as the file it was read from, and may begin at any address: the
// format does not align tensors, so read numbers by memcpy or by the functions below.
struct TensorView {
  std::string name;
  ElementType type = ElementType::float32;
  std::vector<std::int64_t> shape;  // none below 0; empty: one number
  std::span<const std::byte> bytes;
  // Of a matrix of int8: a float32 for each row, by which its numbers are multiplied. Else empty.
  std::span<const std::byte> row_scale = {};

  std::size_t element_count() const { return bytes.size() / element_bytes(type); }
};

std::string shape_text(std::span<const std::int64_t> shape);  // "[384, 1536]"

// The numbers, exactly, in row-major order; of int8 with row_scale, W[r, c] * scale[r] in float32. Throws ContractError
// when the type is none of these and of float32, float16, bfloat16, or when `out` has another size than the tensor.
std::vector<float> read_floats(const TensorView& tensor);
void copy_floats(const TensorView& tensor, std::span<float> out);

}  // namespace openaffect
