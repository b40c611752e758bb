#include "openaffect/learn/parameters.h"

#include <functional>
#include <numeric>
#include <utility>

namespace openaffect::learn {

std::size_t ParameterTable::add(std::string name, std::vector<std::int64_t> shape, int depth) {
  const std::int64_t count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  const bool decays = shape.size() > 1;
  parameters_.push_back({std::move(name), std::move(shape), count_, count, depth, decays});
  count_ += count;
  return parameters_.size() - 1;
}

nn::Tensor ParameterTable::view(const nn::Tensor& flat, std::size_t i) const {
  const Parameter& parameter = parameters_.at(i);
  return flat.narrow(0, parameter.first, parameter.count).view(parameter.shape);
}

}  // namespace openaffect::learn
