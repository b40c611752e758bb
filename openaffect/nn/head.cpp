#include "openaffect/nn/head.h"

#include <algorithm>

namespace openaffect::nn {

Head::Head(HeadTensors tensors, Architecture architecture)
    : tensors_(std::move(tensors)), relu_(architecture == Architecture::distilbert) {}

Tensor Head::operator()(const Tensor& features) const {
  if (!tensors_.dense.weight.defined()) return at::linear(features, tensors_.output.weight, tensors_.output.bias);
  const Tensor dense = at::linear(features, tensors_.dense.weight, tensors_.dense.bias);
  return at::linear(relu_ ? at::relu(dense) : at::tanh(dense), tensors_.output.weight, tensors_.output.bias);
}

PackedHead::PackedHead(const HeadTensors& tensors, Architecture architecture)
    : output_(tensors.output.weight, tensors.output.bias, Precision::float32),
      relu_(architecture == Architecture::distilbert) {
  if (tensors.dense.weight.defined()) dense_.emplace(tensors.dense.weight, tensors.dense.bias, Precision::float32);
}

Tensor PackedHead::operator()(const Tensor& features) const {
  if (!dense_) return output_({features, {}}).values;
  const Tensor dense = (*dense_)({features, {}}).values;
  return output_({relu_ ? at::relu(dense) : at::tanh(dense), {}}).values;
}

FloatMatrix to_matrix(const Tensor& tensor) {
  const Tensor here = tensor.to(at::kCPU, at::kFloat).contiguous();
  FloatMatrix matrix{static_cast<std::size_t>(here.size(0)), static_cast<std::size_t>(here.size(1)), {}};
  matrix.values.assign(here.const_data_ptr<float>(), here.const_data_ptr<float>() + here.numel());
  return matrix;
}

}  // namespace openaffect::nn
