// The weights of a text encoder under neutral names, whatever its architecture called them.
//
// All compute: x = norm(words[id] + positions[p] + token_types[0]); then, layer by layer,
//   x = attention_norm(x + attention_output(attention(query(x), key(x), value(x))));
//   x = output_norm(x + output(activation(intermediate(x)))).
// BERT and DistilBERT number positions from 0, RoBERTa and MPNet from pad + 1. MPNet's attention adds a number of its
// own to each score (relative_position.h). The classification head reads the first token:
//   BERT        head_output(tanh(head_dense(x[0])))     head_dense is the pooler
//   RoBERTa     head_output(tanh(head_dense(x[0])))     MPNet, too
//   DistilBERT  head_output(relu(head_dense(x[0])))
// A trained model (trained_model.h) has several heads of that kind under names of its own.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/safetensors.h"

namespace openaffect {

struct LinearWeights {  // y = weight x + bias
  TensorView weight;    // [out, in]
  TensorView bias;      // [out]
};

struct NormWeights {
  TensorView weight;  // [hidden]
  TensorView bias;
};

struct LayerWeights {
  LinearWeights query, key, value, attention_output;  // [hidden, hidden]
  NormWeights attention_norm;
  LinearWeights intermediate;  // [intermediate, hidden]
  LinearWeights output;        // [hidden, intermediate]
  NormWeights output_norm;
};

// A head of a trained model: heads.ID.dense and heads.ID.output, or output alone (HeadFeatures::first_and_mean).
struct HeadShape {
  std::string id;
  std::int64_t outputs = 0;
  bool with_mean = false;
};
struct HeadWeights {
  std::optional<LinearWeights> dense;  // [hidden, hidden]
  LinearWeights output;                // [outputs, hidden]; without dense [outputs, 2 hidden]
};

// Every tensor is float32, float16 or bfloat16 (not all of the same), of a trained model a matrix also int8 with
// row_scale, and has the shape that the config demands.
struct EncoderWeights {
  TensorView words;                       // [vocabulary, hidden]
  TensorView positions;                   // [positions, hidden]
  std::optional<TensorView> token_types;  // [token_types, hidden]; absent in DistilBERT and MPNet
  NormWeights embeddings_norm;
  std::optional<TensorView> relative_bias;  // [relative_buckets, heads]; MPNet's alone
  std::vector<LayerWeights> layers;
  std::optional<LinearWeights> head_dense;   // [hidden, hidden]; both parts of the head or none
  std::optional<LinearWeights> head_output;  // [labels, hidden]
  std::vector<HeadWeights> heads;            // of a trained model, in the order that was asked for
  std::vector<Safetensors> files;            // what the views look into
};

// Takes the weights of `config` from `files`, the shards of one model. Names are accepted with and without the
// architecture's prefix ("bert.", "roberta.", "distilbert.", "mpnet."), and "gamma" and "beta" for a norm's weight and
// bias, as old checkpoints have them. A head is wanted when config.classifies says so, and when that says nothing and
// the files have one. What other tasks left in the files is passed over: buffers of position and token type ids, the
// heads of masked language models (cls.*, lm_head.*, vocab_*), a pooler that no head uses. Of a trained model `heads`
// are its heads: they are taken instead of a classifier's, and matrices may be int8 with a tensor NAME.scale beside
// them, [rows] of float32. Errors are of kind `format` and name the file: a missing tensor with what it is for, a shape
// beside the wanted one, a type without exact float32 (`unsupported`), int8 without its scale or with one that is not
// finite, a name in two shards, and tensors that nobody knows (the first three of them and how many there are).
Result<EncoderWeights> read_encoder_weights(const ModelConfig& config, std::vector<Safetensors> files,
                                            std::span<const HeadShape> heads = {});

}  // namespace openaffect
