#include "openaffect/nn/encoder_tensors.h"

#include <cstdint>

namespace openaffect::nn {
namespace {

LinearTensors tensors_of(const LinearWeights& weights) {
  return {to_tensor(weights.weight), to_tensor(weights.bias)};
}

LinearTensors tensors_of(const NormWeights& weights) {
  return {to_tensor(weights.weight), to_tensor(weights.bias)};
}

LayerTensors tensors_of(const LayerWeights& layer) {
  return {tensors_of(layer.query),          tensors_of(layer.key),
          tensors_of(layer.value),          tensors_of(layer.attention_output),
          tensors_of(layer.attention_norm), tensors_of(layer.intermediate),
          tensors_of(layer.output),         tensors_of(layer.output_norm)};
}

Tensor move(const Tensor& tensor, Precision precision) {
  return tensor.defined() ? tensor.to(kAccelerator, precision == Precision::bfloat16 ? at::kBFloat16 : at::kFloat)
                          : Tensor();
}

LinearTensors move(const LinearTensors& linear, Precision precision) {
  return {move(linear.weight, precision), move(linear.bias, precision)};
}

LayerTensors move(const LayerTensors& layer, Precision precision) {
  return {move(layer.query, precision),          move(layer.key, precision),
          move(layer.value, precision),          move(layer.attention_output, precision),
          move(layer.attention_norm, precision), move(layer.intermediate, precision),
          move(layer.output, precision),         move(layer.output_norm, precision)};
}

}  // namespace

Tensor to_tensor(const TensorView& view) {
  const bool aligned = reinterpret_cast<std::uintptr_t>(view.bytes.data()) % alignof(float) == 0;
  if (view.type == ElementType::float32 && aligned) {
    // The mapped pages are read-only; nothing here writes into weights.
    auto* values = const_cast<std::byte*>(view.bytes.data());
    return at::from_blob(values, view.shape, at::kFloat);
  }
  Tensor converted = at::empty(view.shape, at::kFloat);
  copy_floats(view, {converted.mutable_data_ptr<float>(), view.element_count()});
  return converted;
}

EncoderTensors to_tensors(const EncoderWeights& weights) {
  EncoderTensors tensors{to_tensor(weights.words),
                         to_tensor(weights.positions),
                         weights.token_types ? to_tensor(*weights.token_types) : Tensor(),
                         tensors_of(weights.embeddings_norm),
                         weights.relative_bias ? to_tensor(*weights.relative_bias) : Tensor(),
                         {}};
  for (const LayerWeights& layer : weights.layers) tensors.layers.push_back(tensors_of(layer));
  return tensors;
}

std::vector<HeadTensors> head_tensors(const EncoderWeights& weights) {
  std::vector<HeadTensors> heads;
  for (const HeadWeights& head : weights.heads)
    heads.push_back({head.dense ? tensors_of(*head.dense) : LinearTensors(), tensors_of(head.output)});
  if (weights.head_output) heads.push_back({tensors_of(*weights.head_dense), tensors_of(*weights.head_output)});
  return heads;
}

EncoderTensors to_device(const EncoderTensors& tensors, Precision precision) {
  EncoderTensors moved{move(tensors.words, precision),         move(tensors.positions, precision),
                       move(tensors.token_types, precision),   move(tensors.embeddings_norm, precision),
                       move(tensors.relative_bias, precision), {}};
  for (const LayerTensors& layer : tensors.layers) moved.layers.push_back(move(layer, precision));
  return moved;
}

HeadTensors to_device(const HeadTensors& tensors, Precision precision) {
  return {move(tensors.dense, precision), move(tensors.output, precision)};
}

EncoderSettings encoder_settings(const ModelConfig& config) {
  return {static_cast<std::size_t>(config.heads), config.layer_norm_epsilon, config.activation,
          counts_from_pad(config.architecture) ? std::optional<std::int64_t>(config.pad) : std::nullopt};
}

}  // namespace openaffect::nn
