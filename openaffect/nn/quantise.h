// Matrices as int8 with a scale a row, and back: a quarter of the bytes on the disk.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/nn/precision.h"
#include "openaffect/nn/tensor_view.h"

namespace openaffect {

struct QuantisedMatrix {
  std::vector<std::int8_t> values;  // [rows, columns], -127..127
  std::vector<float> scale;         // [rows]
};

// Symmetric, by row: scale = max |w| / 127 (of a row below 1e-30: 1e-30 / 127), value = round(w / scale), ties to even.
//   law: quantise_matrix(values * scale) == the same values and scales, so who multiplies in int8 (linear.h) loses
//   nothing by the storage. For s = fl(m / 127), 127 s is m within 63 units in s's last place, that is within half a
//   unit in m's last place or within one, and the 127th of what it is rounded to rounds to s again.
// Throws ContractError when a number is not finite or `matrix` is not rows * columns.
QuantisedMatrix quantise_matrix(std::span<const float> matrix, std::size_t rows);

// Tensors that own their bytes where they are others than those they were made of.
class TensorList {
 public:
  void add_as_it_is(TensorView tensor);        // bytes of somebody else
  void add_float32(const TensorView& tensor);  // converted where it is none
  // Matrices quantised, with NAME.scale beside them, int8 passed on as it is; else float32. Error `format` with the
  // tensor's name when a number is not finite.
  Result<Done> add_int8(const TensorView& tensor);

  std::span<const TensorView> tensors() const { return tensors_; }

 private:
  std::vector<TensorView> tensors_;
  std::vector<std::vector<float>> floats_;  // moving a vector leaves its numbers where they are
  std::vector<std::vector<std::int8_t>> bytes_;
};

}  // namespace openaffect
