#include "openaffect/nn/tensor_encoder.h"

#include <algorithm>
#include <limits>

#include "openaffect/nn/relative_position.h"

namespace openaffect::nn {
namespace {

Tensor apply(const LinearTensors& linear, const Tensor& x) {
  return at::linear(x, linear.weight, linear.bias);
}

Tensor normalise(const LinearTensors& norm, const Tensor& x, double epsilon) {
  return at::layer_norm(x, {x.size(-1)}, norm.weight, norm.bias, epsilon);
}

// [texts, longest, hidden] -> [texts, heads, longest, head size]
Tensor split_heads(const Tensor& x, std::int64_t heads) {
  return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2);
}

Tensor activate(const Tensor& x, Activation function) {
  if (function == Activation::relu) return at::relu(x);
  return at::gelu(x, function == Activation::gelu ? "none" : "tanh");
}

Tensor run(const LayerTensors& layer, const Tensor& x, const Tensor& mask, const EncoderSettings& settings) {
  const auto heads = static_cast<std::int64_t>(settings.heads);
  const Tensor attended = at::scaled_dot_product_attention(split_heads(apply(layer.query, x), heads),
                                                           split_heads(apply(layer.key, x), heads),
                                                           split_heads(apply(layer.value, x), heads), mask);
  const Tensor joined = attended.transpose(1, 2).reshape(x.sizes());
  const Tensor middle = normalise(layer.attention_norm, x + apply(layer.attention_output, joined), settings.epsilon);
  const Tensor wide = activate(apply(layer.intermediate, middle), settings.activation);
  return normalise(layer.output_norm, middle + apply(layer.output, wide), settings.epsilon);
}

}  // namespace

TensorEncoder::TensorEncoder(EncoderTensors tensors, const EncoderSettings& settings)
    : tensors_(std::move(tensors)), settings_(settings) {}

PaddedBatch TensorEncoder::pad(std::span<const TokenSequence> texts) const {
  std::size_t longest = 1;
  for (const auto& text : texts) longest = std::max(longest, text.size());
  const std::vector<std::int64_t> shape = {static_cast<std::int64_t>(texts.size()), static_cast<std::int64_t>(longest)};
  const Tensor ids = at::zeros(shape, at::kLong), positions = at::zeros(shape, at::kLong);
  const Tensor mask = at::zeros({shape[0], 1, 1, shape[1]}, at::kBool);
  for (std::size_t t = 0; t < texts.size(); ++t) {
    PositionCounter counter(settings_.position_pad);
    for (std::size_t i = 0; i < texts[t].size(); ++i) {
      ids.mutable_data_ptr<std::int64_t>()[t * longest + i] = texts[t][i];
      positions.mutable_data_ptr<std::int64_t>()[t * longest + i] = counter.next(texts[t][i]);
      mask.mutable_data_ptr<bool>()[t * longest + i] = true;
    }
  }
  const at::Device device = tensors_.words.device();
  return {ids.to(device), positions.to(device), mask.to(device)};
}

Tensor TensorEncoder::embed(const PaddedBatch& batch) const {
  const Tensor sum = at::embedding(tensors_.words, batch.ids) + at::embedding(tensors_.positions, batch.positions);
  return tensors_.token_types.defined() ? sum + tensors_.token_types[0] : sum;
}

Tensor TensorEncoder::encode(const Tensor& embedded, const Tensor& mask) const {
  Tensor x = normalise(tensors_.embeddings_norm, embedded, settings_.epsilon);
  Tensor scores = mask;  // true where a token is, or what is added to a score
  if (tensors_.relative_bias.defined())
    scores = relative_bias(tensors_.relative_bias, embedded.size(1))
                 .masked_fill(mask.logical_not(), -std::numeric_limits<double>::infinity());
  for (const LayerTensors& layer : tensors_.layers) x = run(layer, x, scores, settings_);
  return x;
}

}  // namespace openaffect::nn
