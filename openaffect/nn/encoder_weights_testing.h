// Small models made in a test: tensors under the names of an architecture, every number told by its place.
#pragma once

#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "openaffect/nn/encoder_names.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/safetensors.h"

namespace openaffect {

// Tensors that own their bytes.
class TensorPile {
 public:
  // Float32 numbers start, start + 1, …, where start grows with every tensor.
  TensorPile& add(const std::string& name, std::vector<std::int64_t> shape) {
    std::size_t count = 1;
    for (const std::int64_t length : shape) count *= static_cast<std::size_t>(length);
    auto numbers = std::make_shared<std::vector<float>>(count);
    std::iota(numbers->begin(), numbers->end(), next_);
    next_ += static_cast<float>(count);
    tensors.push_back({name, ElementType::float32, std::move(shape), std::as_bytes(std::span(*numbers))});
    numbers_.push_back(std::move(numbers));
    return *this;
  }
  TensorPile& add_linear(const std::string& name, std::int64_t out, std::int64_t in) {
    return add(name + ".weight", {out, in}).add(name + ".bias", {out});
  }
  TensorPile& add_norm(const std::string& name, std::int64_t hidden) {
    return add(name + ".weight", {hidden}).add(name + ".bias", {hidden});
  }
  TensorView* find(std::string_view name) {
    for (TensorView& tensor : tensors)
      if (tensor.name == name) return &tensor;
    return nullptr;
  }
  void erase(std::string_view name) {
    std::erase_if(tensors, [&](const TensorView& tensor) { return tensor.name == name; });
  }

  std::vector<TensorView> tensors;

 private:
  std::vector<std::shared_ptr<std::vector<float>>> numbers_;
  float next_ = 0;
};

inline void add_layer(TensorPile& pile, const ModelConfig& config, const std::string& at) {
  const EncoderNames& names = encoder_names(config.architecture);
  const std::int64_t hidden = config.hidden;
  for (const auto name : {names.query, names.key, names.value, names.attention_output})
    pile.add_linear(at + std::string(name), hidden, hidden);
  pile.add_norm(at + std::string(names.attention_norm), hidden);
  pile.add_linear(at + std::string(names.intermediate), config.intermediate, hidden);
  pile.add_linear(at + std::string(names.output), hidden, config.intermediate);
  pile.add_norm(at + std::string(names.output_norm), hidden);
}

// A whole model; with its head when config.classifies is true.
inline TensorPile sample_model(const ModelConfig& config, const std::string& prefix) {
  const EncoderNames& names = encoder_names(config.architecture);
  const std::int64_t hidden = config.hidden;
  TensorPile pile;
  pile.add(prefix + "embeddings.word_embeddings.weight", {config.vocabulary, hidden});
  pile.add(prefix + "embeddings.position_embeddings.weight", {config.positions, hidden});
  if (config.token_types > 0)
    pile.add(prefix + "embeddings.token_type_embeddings.weight", {config.token_types, hidden});
  pile.add_norm(prefix + "embeddings.LayerNorm", hidden);
  if (config.relative_buckets > 0)
    pile.add(prefix + std::string(names.relative_bias) + ".weight", {config.relative_buckets, config.heads});
  for (std::int64_t i = 0; i < config.layers; ++i)
    add_layer(pile, config, prefix + std::string(names.layer) + "." + std::to_string(i) + ".");
  if (!config.classifies.value_or(false)) return pile;
  const bool is_pooler = config.architecture == Architecture::bert;
  pile.add_linear((is_pooler ? prefix : "") + std::string(names.head_dense), hidden, hidden);
  pile.add_linear(std::string(names.head_output), static_cast<std::int64_t>(config.labels.size()), hidden);
  return pile;
}

inline ModelConfig sample_config(Architecture architecture) {
  ModelConfig config;
  config.architecture = architecture;
  config.hidden = 4;
  config.layers = 2;
  config.heads = 2;
  config.intermediate = 6;
  config.vocabulary = 10;
  config.positions = 8;
  config.token_types = architecture == Architecture::bert || architecture == Architecture::roberta ? 2 : 0;
  config.relative_buckets = architecture == Architecture::mpnet ? 8 : 0;
  config.labels = {"anger", "joy", "sadness"};
  config.classifies = true;
  config.longest_text = 8;
  return config;
}

}  // namespace openaffect
