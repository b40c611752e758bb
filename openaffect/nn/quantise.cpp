#include "openaffect/nn/quantise.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace openaffect {
namespace {

constexpr float kMost = 127;
constexpr float kLeastRow = 1e-30F;  // as linear.cpp has it

float scale_of(float largest) {
  return std::max(largest, kLeastRow) / kMost;
}

void quantise_row(std::span<const float> row, float scale, std::int8_t* to) {
  for (const float number : row)
    *to++ = static_cast<std::int8_t>(std::clamp(std::nearbyint(number / scale), -kMost, kMost));
}

bool is_finite(std::span<const float> numbers) {
  return std::ranges::all_of(numbers, [](float number) { return std::isfinite(number); });
}

}  // namespace

QuantisedMatrix quantise_matrix(std::span<const float> matrix, std::size_t rows) {
  if (rows == 0 || matrix.size() % rows != 0)
    throw ContractError(fmt::format("{} numbers are no matrix of {} rows", matrix.size(), rows));
  if (!is_finite(matrix)) throw ContractError("a number that is not finite cannot be quantised");
  const std::size_t columns = matrix.size() / rows;
  QuantisedMatrix result{std::vector<std::int8_t>(matrix.size()), std::vector<float>(rows)};
  for (std::size_t r = 0; r < rows; ++r) {
    const auto row = matrix.subspan(r * columns, columns);
    float largest = 0;
    for (const float number : row) largest = std::max(largest, std::abs(number));
    result.scale[r] = scale_of(largest);
    quantise_row(row, result.scale[r], result.values.data() + r * columns);
  }
  return result;
}

void TensorList::add_as_it_is(TensorView tensor) {
  tensors_.push_back(std::move(tensor));
}

void TensorList::add_float32(const TensorView& tensor) {
  if (tensor.type == ElementType::float32) return add_as_it_is(tensor);
  floats_.push_back(read_floats(tensor));
  add_as_it_is({tensor.name, ElementType::float32, tensor.shape, std::as_bytes(std::span(floats_.back()))});
}

Result<Done> TensorList::add_int8(const TensorView& tensor) {
  constexpr std::size_t kMatrix = 2;
  if (tensor.shape.size() != kMatrix) {
    add_float32(tensor);
    return Done{};
  }
  const std::vector<std::int64_t> rows = {tensor.shape[0]};
  if (tensor.type == ElementType::int8) {
    add_as_it_is({tensor.name, tensor.type, tensor.shape, tensor.bytes});
    add_as_it_is({tensor.name + ".scale", ElementType::float32, rows, tensor.row_scale});
    return Done{};
  }
  const std::vector<float> numbers = read_floats(tensor);
  if (!is_finite(numbers))
    return Error{ErrorKind::format, fmt::format("tensor '{}' has a number that is not finite", tensor.name)};
  QuantisedMatrix quantised = quantise_matrix(numbers, static_cast<std::size_t>(rows[0]));
  bytes_.push_back(std::move(quantised.values));
  floats_.push_back(std::move(quantised.scale));
  add_as_it_is({tensor.name, ElementType::int8, tensor.shape, std::as_bytes(std::span(bytes_.back()))});
  add_as_it_is({tensor.name + ".scale", ElementType::float32, rows, std::as_bytes(std::span(floats_.back()))});
  return Done{};
}

}  // namespace openaffect
