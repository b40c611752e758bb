#include "openaffect/nn/encoder_names.h"

namespace openaffect {
namespace {

constexpr EncoderNames kBert = {"bert.",
                                "encoder.layer",
                                "attention.self.query",
                                "attention.self.key",
                                "attention.self.value",
                                "attention.output.dense",
                                "attention.output.LayerNorm",
                                "intermediate.dense",
                                "output.dense",
                                "output.LayerNorm",
                                "pooler.dense",
                                "classifier"};

constexpr EncoderNames roberta_names() {
  EncoderNames names = kBert;
  names.prefix = "roberta.";
  names.head_dense = "classifier.dense";
  names.head_output = "classifier.out_proj";
  return names;
}
constexpr EncoderNames kRoberta = roberta_names();

constexpr EncoderNames kDistilBert = {"distilbert.",     "transformer.layer", "attention.q_lin", "attention.k_lin",
                                      "attention.v_lin", "attention.out_lin", "sa_layer_norm",   "ffn.lin1",
                                      "ffn.lin2",        "output_layer_norm", "pre_classifier",  "classifier"};

constexpr EncoderNames kMpnet = {"mpnet.",
                                 "encoder.layer",
                                 "attention.attn.q",
                                 "attention.attn.k",
                                 "attention.attn.v",
                                 "attention.attn.o",
                                 "attention.LayerNorm",
                                 "intermediate.dense",
                                 "output.dense",
                                 "output.LayerNorm",
                                 "classifier.dense",
                                 "classifier.out_proj",
                                 "encoder.relative_attention_bias"};

}  // namespace

const EncoderNames& encoder_names(Architecture architecture) {
  switch (architecture) {
    case Architecture::roberta:
      return kRoberta;
    case Architecture::distilbert:
      return kDistilBert;
    case Architecture::mpnet:
      return kMpnet;
    default:
      return kBert;
  }
}

bool is_harmless_tensor(std::string_view name, const EncoderNames& names) {
  for (const std::string_view head : {"cls.", "lm_head.", "vocab_transform.", "vocab_layer_norm.", "vocab_projector."})
    if (name.starts_with(head)) return true;
  if (name.starts_with(names.prefix)) name.remove_prefix(names.prefix.size());
  return name == "embeddings.position_ids" || name == "embeddings.token_type_ids" || name.starts_with("pooler.dense.");
}

}  // namespace openaffect
