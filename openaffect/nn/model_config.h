// config.json of a Hugging Face model folder: what kind of network the weights are, and how large.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

enum class Architecture { bert, roberta, distilbert, mpnet };
inline constexpr std::array<std::string_view, 4> kArchitectureNames = {"bert", "roberta", "distilbert",
                                                                       "mpnet"};  // model_type

constexpr std::string_view architecture_name(Architecture architecture) {
  return kArchitectureNames[static_cast<std::size_t>(architecture)];
}

// RoBERTa and MPNet number positions from pad + 1 on, so their longest text is shorter than `positions`.
constexpr bool counts_from_pad(Architecture architecture) {
  return architecture == Architecture::roberta || architecture == Architecture::mpnet;
}

enum class Activation {
  gelu,       // x Phi(x), exact; "gelu"
  gelu_tanh,  // its approximation by tanh (Hendrycks and Gimpel 2016); "gelu_new", "gelu_pytorch_tanh"
  relu,
};

enum class ProblemType { single_label, multi_label, regression };

struct ModelConfig {
  Architecture architecture = Architecture::bert;
  std::int64_t hidden = 0;  // numbers per token; a multiple of `heads`
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t intermediate = 0;  // width of a layer's feed-forward part
  std::int64_t vocabulary = 0;    // rows of the word embeddings
  std::int64_t positions = 0;     // rows of the position embeddings
  std::int64_t token_types = 0;   // rows of the token type embeddings, of which text uses row 0; 0: the model has none
  std::int64_t relative_buckets = 0;  // rows of the relative positions' table (MPNet); 0: the model has none
  double layer_norm_epsilon = 1e-12;
  Activation activation = Activation::gelu;
  std::int32_t pad = 0;
  // What the classification head says, by output; {"LABEL_0", "LABEL_1"} when the file names none (the published
  // default). Distinct, none of them empty. Of no meaning when the weights have no head.
  std::vector<std::string> labels;
  std::optional<ProblemType> problem;
  // Whether "architectures" promises a classification head (…ForSequenceClassification) or denies it (…Model,
  // …ForMaskedLM, …ForPreTraining, …ForNextSentencePrediction, …LMHeadModel); else the weights decide.
  std::optional<bool> classifies;
  // Tokens with their frame ([CLS] … [SEP]).
  std::int64_t longest_text = 0;
};

// Names of fields: transformers 5, BertConfig, RobertaConfig, DistilBertConfig, MPNetConfig. Sizes must be there; of
// what may be absent, the published defaults are taken: two token types, gelu, epsilon 1e-12 (DistilBERT: always), pad
// 0 (RoBERTa: 1; MPNet: always 1), 32 buckets. Fields that matter to training only are not looked at. Errors begin with
// "config.json" as the file and name the field: `format` when it is no JSON (scheme_json's bounds), a size is missing,
// out of its bounds (1 to 2^20; 1,000 layers; 4,096 labels), hidden is no multiple of heads, id2label has a hole, a
// label's name stands twice, or num_labels contradicts id2label; `unsupported` for another architecture (named, with
// the known ones), head, activation or kind of position, for a decoder and for cross attention.
Result<ModelConfig> parse_model_config(std::string_view json);

}  // namespace openaffect
