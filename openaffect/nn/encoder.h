// A BERT-like encoder on the CPU (Devlin et al. 2019; post-norm layers of Vaswani et al. 2017), made for reading:
// weights packed once, no padding, one pass over memory between two products.
#pragma once

#include <span>
#include <vector>

#include "openaffect/nn/attention.h"
#include "openaffect/nn/encoder_tensors.h"
#include "openaffect/nn/layer_norm.h"
#include "openaffect/nn/linear.h"
#include "openaffect/nn/precision.h"

namespace openaffect::nn {

// Immutable; safe to share between threads.
class Encoder {
 public:
  // Keeps no more of `tensors` than the embeddings; the rest is packed.
  Encoder(const EncoderTensors& tensors, const EncoderSettings& settings, Precision precision);

  // The last layer's rows: [tokens of all texts, hidden] float32, texts one behind the other, or the first row of each
  // text, [texts, hidden]. Row r depends on its own text alone. The ids are within the vocabulary and no text is longer
  // than the positions (TextModel checks). The memory grows with the tokens: callers cut batches of a few hundred.
  Tensor operator()(std::span<const TokenSequence> texts, Asking asking) const;

 private:
  struct Layer {
    Linear projection, attention_output, intermediate, output;
    LinearTensors attention_norm, output_norm;
  };

  Tensor embed(std::span<const TokenSequence> texts, std::size_t tokens) const;
  Tensor run(const Layer& layer, std::span<const RowSpan> texts, Asking asking, Attention& attention,
             Tensor hidden) const;
  Norm norm(const LinearTensors& tensors) const;

  DistanceBias bias() const;

  Tensor words_, positions_;
  Tensor bias_by_distance_;  // of MPNet, else undefined
  LinearTensors embeddings_norm_;
  std::vector<Layer> layers_;
  EncoderSettings settings_;
  Precision precision_;
};

}  // namespace openaffect::nn
