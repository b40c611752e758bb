#include "openaffect/nn/encoder.h"

#include <algorithm>

#include "openaffect/nn/relative_position.h"

namespace openaffect::nn {
namespace {

std::span<const float> floats(const Tensor& tensor) {
  return {tensor.const_data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

// Queries, keys and values in one product.
Linear projection(const LayerTensors& layer, Precision precision) {
  return {at::cat({layer.query.weight, layer.key.weight, layer.value.weight}),
          at::cat({layer.query.bias, layer.key.bias, layer.value.bias}), precision};
}

Tensor first_rows(const Tensor& hidden, std::span<const RowSpan> texts) {
  const auto columns = static_cast<std::size_t>(hidden.size(1));
  const Tensor first = empty_floats(texts.size(), columns);
  const float* from = hidden.const_data_ptr<float>();
  float* to = first.mutable_data_ptr<float>();
  for (const RowSpan& text : texts) to = std::copy_n(from + text.first * columns, columns, to);
  return first;
}

Rows activated(const Product& product, Activation function) {
  if (!product.row_scale.defined()) return {product.values, {}};
  const Pending pending = product.pending();
  Rows rows{at::empty(product.values.sizes(), at::kByte), at::empty({product.values.size(0)}, at::kFloat)};
  activate_and_quantise(pending, function, rows.values.mutable_data_ptr<std::uint8_t>(),
                        rows.scale.mutable_data_ptr<float>());
  return rows;
}

}  // namespace

Encoder::Encoder(const EncoderTensors& tensors, const EncoderSettings& settings, Precision precision)
    : words_(tensors.words),
      // Every token is of type 0, so its row is added once here.
      positions_(tensors.token_types.defined() ? tensors.positions + tensors.token_types[0] : tensors.positions),
      bias_by_distance_(tensors.relative_bias.defined()
                            ? bias_by_distance(tensors.relative_bias, tensors.positions.size(0))
                            : Tensor()),
      embeddings_norm_(tensors.embeddings_norm),
      settings_(settings),
      precision_(precision) {
  for (const LayerTensors& layer : tensors.layers)
    layers_.push_back({projection(layer, precision),
                       {layer.attention_output.weight, layer.attention_output.bias, precision},
                       {layer.intermediate.weight, layer.intermediate.bias, precision, settings.activation},
                       {layer.output.weight, layer.output.bias, precision},
                       layer.attention_norm,
                       layer.output_norm});
}

Norm Encoder::norm(const LinearTensors& tensors) const {
  return {floats(tensors.weight), floats(tensors.bias), static_cast<float>(settings_.epsilon)};
}

DistanceBias Encoder::bias() const {
  if (!bias_by_distance_.defined()) return {};
  return {bias_by_distance_.const_data_ptr<float>(), static_cast<std::size_t>(bias_by_distance_.size(1) + 1) / 2};
}

Tensor Encoder::embed(std::span<const TokenSequence> texts, std::size_t tokens) const {
  const auto columns = static_cast<std::size_t>(words_.size(1));
  const Tensor hidden = empty_floats(tokens, columns), places = empty_floats(tokens, columns);
  float* word = hidden.mutable_data_ptr<float>();
  float* place = places.mutable_data_ptr<float>();
  const float* words = words_.const_data_ptr<float>();
  const float* positions = positions_.const_data_ptr<float>();
  for (const TokenSequence& text : texts) {
    PositionCounter counter(settings_.position_pad);
    for (const TokenId id : text) {
      word = std::copy_n(words + static_cast<std::size_t>(id) * columns, columns, word);
      place = std::copy_n(positions + static_cast<std::size_t>(counter.next(id)) * columns, columns, place);
    }
  }
  const Pending added{.floats = places.const_data_ptr<float>(), .rows = tokens, .columns = columns};
  add_and_normalise(added, norm(embeddings_norm_), hidden.mutable_data_ptr<float>());
  return hidden;
}

Tensor Encoder::run(const Layer& layer, std::span<const RowSpan> texts, Asking asking, Attention& attention,
                    Tensor hidden) const {
  const auto columns = static_cast<std::size_t>(hidden.size(1));
  const Product projected = layer.projection(to_rows(hidden, precision_));
  if (asking == Asking::first_rows) hidden = first_rows(hidden, texts);
  const Tensor context = empty_floats(static_cast<std::size_t>(hidden.size(0)), columns);
  attention.attend(projected.pending(), texts, {settings_.heads, columns / settings_.heads}, asking, bias(),
                   context.mutable_data_ptr<float>());
  const Product attended = layer.attention_output(to_rows(context, precision_));
  add_and_normalise(attended.pending(), norm(layer.attention_norm), hidden.mutable_data_ptr<float>());
  const Product wide = layer.intermediate(to_rows(hidden, precision_));
  const Product narrow = layer.output(activated(wide, settings_.activation));
  add_and_normalise(narrow.pending(), norm(layer.output_norm), hidden.mutable_data_ptr<float>());
  return hidden;
}

Tensor Encoder::operator()(std::span<const TokenSequence> texts, Asking asking) const {
  const std::vector<RowSpan> spans = row_spans(texts);
  const std::size_t tokens = spans.empty() ? 0 : spans.back().first + spans.back().count;
  Attention attention;
  Tensor hidden = embed(texts, tokens);
  for (const Layer& layer : layers_)
    hidden = run(layer, spans, &layer == &layers_.back() ? asking : Asking::all_rows, attention, hidden);
  return hidden;
}

}  // namespace openaffect::nn
