// What each architecture calls its tensors, after the prefix: "query" of layer 3 is
// "encoder.layer.3.attention.self.query" in BERT and "transformer.layer.3.attention.q_lin" in DistilBERT.
// Source: the modules of transformers 5, modeling_bert.py, modeling_roberta.py, modeling_distilbert.py,
// modeling_mpnet.py.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/nn/model_config.h"

namespace openaffect {

struct EncoderNames {
  std::string_view prefix;  // of all but the head's
  std::string_view layer;   // "encoder.layer": the number and the names below follow
  std::string_view query, key, value, attention_output, attention_norm, intermediate, output, output_norm;
  std::string_view head_dense;  // from the root of the file, but for BERT's, which is the pooler
  std::string_view head_output;
  std::string_view relative_bias = {};  // of MPNet, after the prefix
};

const EncoderNames& encoder_names(Architecture architecture);

// Whether a tensor with this name says nothing about the encoder: buffers, other tasks' heads, an unused pooler.
bool is_harmless_tensor(std::string_view name, const EncoderNames& names);

}  // namespace openaffect
