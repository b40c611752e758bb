// The weights of a BERT-like encoder as float32 tensors, whatever its architecture calls them (encoder_weights.h) and
// whatever type its file keeps them in.
#pragma once

#include <optional>
#include <vector>

#include "openaffect/nn/encoder_weights.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/precision.h"
#include "openaffect/nn/tensor.h"

namespace openaffect::nn {

struct LinearTensors {
  Tensor weight;  // [out, in]
  Tensor bias;    // [out]
};

struct LayerTensors {
  LinearTensors query, key, value, attention_output;
  LinearTensors attention_norm;  // weight and bias are [hidden]
  LinearTensors intermediate, output;
  LinearTensors output_norm;
};

struct EncoderTensors {
  Tensor words;        // [vocabulary, hidden]
  Tensor positions;    // [positions, hidden]
  Tensor token_types;  // [types, hidden], or undefined
  LinearTensors embeddings_norm;
  Tensor relative_bias;  // [buckets, heads], or undefined
  std::vector<LayerTensors> layers;
};

// What the tensors' shapes do not say.
struct EncoderSettings {
  std::size_t heads = 1;
  double epsilon = 1e-12;  // of every layer normalisation
  Activation activation = Activation::gelu;
  // RoBERTa and MPNet count positions from pad + 1 on, and a pad token that stands in the text has position pad.
  std::optional<std::int64_t> position_pad = {};
};

// Which row of the position embeddings each token of a text takes; one counter a text, asked in order.
class PositionCounter {
 public:
  explicit PositionCounter(std::optional<std::int64_t> pad) : pad_(pad), next_(pad ? *pad + 1 : 0) {}
  std::int64_t next(std::int64_t id) { return pad_ && id == *pad_ ? id : next_++; }

 private:
  std::optional<std::int64_t> pad_;
  std::int64_t next_;
};

// The head of a classifier: dense, its function, output; or output alone.
struct HeadTensors {
  LinearTensors dense;   // [hidden, hidden]; undefined: output alone
  LinearTensors output;  // [labels, hidden]; alone [labels, 2 hidden]
};

// float32 weights are looked at where they lie (aligned, in the mapped file); others are converted, exactly. The
// tensors live no longer than the files.
Tensor to_tensor(const TensorView& view);
EncoderTensors to_tensors(const EncoderWeights& weights);
std::vector<HeadTensors> head_tensors(
    const EncoderWeights& weights);  // a trained model's, or a classifier's one, or none

// Copies on the NVIDIA device, in float32 or bfloat16.
EncoderTensors to_device(const EncoderTensors& tensors, Precision precision);
HeadTensors to_device(const HeadTensors& tensors, Precision precision);

EncoderSettings encoder_settings(const ModelConfig& config);

}  // namespace openaffect::nn
