// The network that is trained: a BERT-like encoder (nn/encoder_weights.h has its equations) with several heads
// (nn/trained_model.h), gradients and dropout.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "openaffect/learn/fit_options.h"
#include "openaffect/learn/parameters.h"
#include "openaffect/learn/training_data.h"
#include "openaffect/nn/encoder_tensors.h"
#include "openaffect/nn/encoder_weights.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/precision.h"

namespace openaffect::learn {

// Texts side by side, padded to the longest.
struct TokenBatch {
  nn::Tensor ids;        // [texts, longest] int64
  nn::Tensor positions;  // [texts, longest] int64
  nn::Tensor mask;       // [texts, 1, 1, longest] boolean, or undefined when all texts are of one length
};

struct Dropout {
  double encoder = 0, attention = 0, heads = 0;  // shares
  std::uint64_t seed = 0;                        // of this batch
};

// Where a network's products are made, and how precisely. The numbers that are trained are float32 everywhere.
struct Place {
  Precision precision = Precision::float32;
  Device device = Device::cpu;
};

class Network {
 public:
  // Numbers of the encoder from `weights`, those of the heads drawn (normal, deviation .02; biases 0) from `seed`.
  Network(const EncoderWeights& weights, const ModelConfig& config, const TrainingData& data, const Place& place,
          std::uint64_t seed);

  const ParameterTable& table() const { return table_; }
  nn::Tensor& values() { return values_; }        // [count] float32
  nn::Tensor& gradients() { return gradients_; }  // [count] float32

  // Texts of a part, by position.
  TokenBatch batch(const TrainingPart& part, const std::vector<std::size_t>& texts) const;

  // What is multiplied from now on: copies of `flat` in the network's precision. Gradients of `values` are wanted when
  // `learns`.
  void use(const nn::Tensor& flat, bool learns);

  // [texts, outputs] float32 for each of `heads`, positions in the plans.
  std::vector<nn::Tensor> forward(const TokenBatch& batch, const std::vector<std::size_t>& heads,
                                  const Dropout& dropout);

  // Adds the gradients of `loss`, made of the last forward's outputs, to gradients(). clear_gradients() begins anew.
  void backward(const nn::Tensor& loss);
  void clear_gradients();

  // The weights' file: encoder and heads by name, out of `flat`. An ordinal head's one row of weights is written once
  // for each output.
  Result<Done> write(const nn::Tensor& flat, const std::string& path) const;

 private:
  class Drop;
  struct LinearPlace {
    std::size_t weight = 0, bias = 0;
  };
  struct LayerPlace {
    LinearPlace query, key, value, attention_output, attention_norm, intermediate, output, output_norm;
  };
  struct HeadPlace {
    std::optional<LinearPlace> dense;  // not with features first_and_mean
    LinearPlace output;
    HeadPlan plan;
  };

  LinearPlace place_linear(const TensorView& weight, const TensorView& bias, int depth);
  LayerPlace place_layer(const LayerWeights& layer, int depth);
  void place_heads(const std::vector<HeadPlan>& heads, std::int64_t hidden, int depth);
  void fill(const EncoderWeights& weights, std::uint64_t seed);
  void fill_heads(std::uint64_t seed);
  nn::Tensor embed(const TokenBatch& batch);
  // `bias` is added to scores: where no token is, -infinity; undefined: nothing.
  nn::Tensor bias(const TokenBatch& batch) const;
  nn::Tensor attend(const LayerPlace& layer, const nn::Tensor& x, const nn::Tensor& bias, const Drop& drop) const;
  nn::Tensor run(const LayerPlace& layer, const nn::Tensor& x, const nn::Tensor& bias, const Drop& drop) const;
  nn::Tensor norm(const LinearPlace& place, const nn::Tensor& x) const;
  nn::Tensor features(const nn::Tensor& x, const nn::Tensor& mask) const;
  nn::Tensor head(const HeadPlace& place, const nn::Tensor& features, const Drop& drop) const;

  ParameterTable table_;
  std::size_t words_ = 0, positions_ = 0, types_ = 0;
  bool has_types_ = false;
  LinearPlace embeddings_norm_;
  std::optional<std::size_t> relative_bias_;  // MPNet's
  std::vector<LayerPlace> layers_;
  std::vector<HeadPlace> heads_;
  nn::EncoderSettings settings_;
  Architecture architecture_;
  HeadFeatures features_;
  Place place_;
  bool learns_ = false;
  nn::Tensor values_, gradients_;
  nn::Tensor source_;                // what use() was given
  std::vector<nn::Tensor> working_;  // by parameter: what is multiplied; embeddings are read from source_
  nn::Tensor embedded_;              // of the last forward, for the embeddings' gradients
  TokenBatch last_;
  std::vector<nn::Tensor> touched_;  // rows of the word embeddings that have a gradient
};

}  // namespace openaffect::learn
