// All numbers that a training run moves, one behind the other in one tensor: optimizer, clipping, moving average and
// checkpoint each walk over it once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "openaffect/nn/tensor.h"

namespace openaffect::learn {

struct Parameter {
  std::string name;  // as in the weights' file
  std::vector<std::int64_t> shape;
  std::int64_t first = 0;  // where it begins
  std::int64_t count = 0;
  int depth = 0;        // 0 embeddings, 1 … layers, layers + 1 heads
  bool decays = false;  // matrices and embeddings; not biases and norms
};

class ParameterTable {
 public:
  // Its position in parameters().
  std::size_t add(std::string name, std::vector<std::int64_t> shape, int depth);

  const std::vector<Parameter>& parameters() const { return parameters_; }
  const Parameter& at(std::size_t i) const { return parameters_.at(i); }
  std::int64_t count() const { return count_; }

  // The numbers of parameter i in `flat`, in its shape; shares memory.
  nn::Tensor view(const nn::Tensor& flat, std::size_t i) const;

 private:
  std::vector<Parameter> parameters_;
  std::int64_t count_ = 0;
};

}  // namespace openaffect::learn
