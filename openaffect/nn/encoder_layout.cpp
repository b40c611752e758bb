#include "openaffect/nn/encoder_layout.h"

#include <fmt/format.h>

#include "openaffect/nn/encoder_names.h"

namespace openaffect {
namespace {

void add(std::vector<TensorView>& list, TensorView tensor, std::string name) {
  tensor.name = std::move(name);
  list.push_back(std::move(tensor));
}

// Of LinearWeights or NormWeights.
void add_pair(std::vector<TensorView>& list, const auto& weights, const std::string& name) {
  add(list, weights.weight, name + ".weight");
  add(list, weights.bias, name + ".bias");
}

}  // namespace

std::vector<TensorView> encoder_tensor_list(const EncoderWeights& weights, Architecture architecture,
                                            std::string_view prefix) {
  const EncoderNames& names = encoder_names(architecture);
  const std::string embeddings = std::string(prefix) + "embeddings.";
  std::vector<TensorView> list;
  add(list, weights.words, embeddings + "word_embeddings.weight");
  add(list, weights.positions, embeddings + "position_embeddings.weight");
  if (weights.token_types) add(list, *weights.token_types, embeddings + "token_type_embeddings.weight");
  add_pair(list, weights.embeddings_norm, embeddings + "LayerNorm");
  if (weights.relative_bias) add(list, *weights.relative_bias, fmt::format("{}{}.weight", prefix, names.relative_bias));
  for (std::size_t i = 0; i < weights.layers.size(); ++i) {
    const LayerWeights& layer = weights.layers[i];
    const auto named = [&](std::string_view part) { return fmt::format("{}{}.{}.{}", prefix, names.layer, i, part); };
    add_pair(list, layer.query, named(names.query));
    add_pair(list, layer.key, named(names.key));
    add_pair(list, layer.value, named(names.value));
    add_pair(list, layer.attention_output, named(names.attention_output));
    add_pair(list, layer.attention_norm, named(names.attention_norm));
    add_pair(list, layer.intermediate, named(names.intermediate));
    add_pair(list, layer.output, named(names.output));
    add_pair(list, layer.output_norm, named(names.output_norm));
  }
  return list;
}

}  // namespace openaffect
