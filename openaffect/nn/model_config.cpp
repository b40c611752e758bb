#include "openaffect/nn/model_config.h"

#include <cmath>
#include <span>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme_json.h"
#include "openaffect/nn/model_config_labels.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

constexpr std::int64_t kMaxSize = std::int64_t{1} << 20;
constexpr std::int64_t kMaxLayers = 1000;
constexpr std::int64_t kLeastBuckets = 4, kMostBuckets = 4096;

// What each architecture calls its sizes.
struct FieldNames {
  Architecture architecture;
  std::string_view classes;  // of transformers begin with it
  const char* hidden;
  const char* layers;
  const char* heads;
  const char* intermediate;
  const char* activation;
  std::int32_t pad;
};
constexpr FieldNames kFields[] = {
    {Architecture::bert, "Bert", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
     "hidden_act", 0},
    {Architecture::roberta, "Roberta", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
     "hidden_act", 1},
    {Architecture::distilbert, "DistilBert", "dim", "n_layers", "n_heads", "hidden_dim", "activation", 0},
    {Architecture::mpnet, "MPNet", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
     "hidden_act", 1},
};

// The rest of a class's name, after "Bert": which heads we have, and which we know to be others.
struct HeadName {
  std::string_view name;
  bool classifies;
};
constexpr HeadName kHeads[] = {
    {"ForSequenceClassification", true},  {"Model", false},      {"ForMaskedLM", false}, {"ForPreTraining", false},
    {"ForNextSentencePrediction", false}, {"LMHeadModel", false}};
constexpr std::string_view kOtherHeads[] = {"ForTokenClassification", "ForQuestionAnswering", "ForMultipleChoice",
                                            "ForCausalLM"};

struct ActivationName {
  std::string_view name;
  Activation activation;
};
constexpr ActivationName kActivations[] = {{"gelu", Activation::gelu},
                                           {"gelu_new", Activation::gelu_tanh},
                                           {"gelu_pytorch_tanh", Activation::gelu_tanh},
                                           {"relu", Activation::relu}};

struct ProblemName {
  std::string_view name;
  ProblemType problem;
};
constexpr ProblemName kProblems[] = {{"single_label_classification", ProblemType::single_label},
                                     {"multi_label_classification", ProblemType::multi_label},
                                     {"regression", ProblemType::regression}};

template <class Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.name);
  return names;
}

Error unsupported(Error error) {
  error.kind = ErrorKind::unsupported;
  return error;
}

bool is_absent(const Object& config, std::string_view field) {
  const Value* value = config.find(field);
  return value == nullptr || std::holds_alternative<std::nullptr_t>(value->data);
}

// A whole number from `minimum` to `maximum`.
Result<std::int64_t> read_size(const Object& config, std::string_view field, std::int64_t minimum,
                               std::int64_t maximum) {
  OA_TRY(number, config.number(field));
  if (!(number >= static_cast<double>(minimum) && number <= static_cast<double>(maximum)) ||
      number != std::floor(number))
    return config.error(field, fmt::format("{} is no whole number from {} to {}", number, minimum, maximum));
  return static_cast<std::int64_t>(number);
}

Result<std::int64_t> read_size_or(const Object& config, std::string_view field, std::int64_t minimum,
                                  std::int64_t maximum, std::int64_t otherwise) {
  if (is_absent(config, field)) return otherwise;
  return read_size(config, field, minimum, maximum);
}

// The first of "architectures", or "".
Result<std::string> read_class(const Object& config) {
  if (is_absent(config, "architectures")) return std::string();
  OA_TRY(classes, config.texts("architectures"));
  return classes.empty() ? std::string() : classes[0];
}

// model_type, else the class whose weights these are.
Result<const FieldNames*> read_architecture(const Object& config, const std::string& class_name) {
  std::string name;
  if (!is_absent(config, "model_type")) {
    OA_TRY(model_type, config.text("model_type"));
    name = model_type;
  }
  for (const FieldNames& fields : kFields)
    if (name.empty() ? class_name.starts_with(fields.classes) : name == architecture_name(fields.architecture))
      return &fields;
  const std::string known = "known: bert, distilbert, mpnet, roberta";
  if (name.empty() && class_name.empty()) return config.error("model_type", fmt::format("is missing ({})", known));
  if (name.empty())
    return unsupported(config.error("architectures", fmt::format("'{}' is not read; {}", class_name, known)));
  const char* reason = name == "xlm-roberta" ? " (it needs a SentencePiece tokenizer)" : "";
  return unsupported(config.error("model_type", fmt::format("'{}' is not read{}; {}", name, reason, known)));
}

Result<std::optional<bool>> read_head(const Object& config, const FieldNames& fields, const std::string& class_name) {
  if (!class_name.starts_with(fields.classes)) return std::optional<bool>();
  const std::string_view head = std::string_view(class_name).substr(fields.classes.size());
  for (const std::string_view other : kOtherHeads)
    if (head == other)
      return unsupported(config.error(
          "architectures",
          fmt::format("'{}' is not read; known heads: {}ForSequenceClassification, and {}Model without one", class_name,
                      fields.classes, fields.classes)));
  for (const HeadName& known : kHeads)
    if (head == known.name) return std::optional<bool>(known.classifies);
  return std::optional<bool>();
}

Result<Activation> read_activation(const Object& config, const char* field) {
  if (is_absent(config, field)) return Activation::gelu;
  OA_TRY(name, config.text(field));
  for (const ActivationName& known : kActivations)
    if (name == known.name) return known.activation;
  return unsupported(config.error(field, unknown_name_message("activation", name, names_of(kActivations))));
}

Result<std::optional<ProblemType>> read_problem(const Object& config) {
  if (is_absent(config, "problem_type")) return std::optional<ProblemType>();
  OA_TRY(name, config.text("problem_type"));
  for (const ProblemName& known : kProblems)
    if (name == known.name) return std::optional<ProblemType>(known.problem);
  return unsupported(config.error("problem_type", unknown_name_message("problem type", name, names_of(kProblems))));
}

Result<double> read_epsilon(const Object& config) {
  constexpr double kDefault = 1e-12;
  if (is_absent(config, "layer_norm_eps")) return kDefault;
  OA_TRY(epsilon, config.number("layer_norm_eps"));
  if (!(epsilon > 0 && epsilon < 1))
    return config.error("layer_norm_eps", fmt::format("{} is not between 0 and 1", epsilon));
  return epsilon;
}

// What would make another network of the same weights.
Result<Done> check_kind(const Object& config) {
  for (const char* field : {"is_decoder", "add_cross_attention"}) {
    if (is_absent(config, field)) continue;
    const auto* flag = std::get_if<bool>(&config.find(field)->data);
    if (flag == nullptr) return config.error(field, "is neither true nor false");
    if (*flag) return unsupported(config.error(field, "decoders and cross attention are not read; only encoders"));
  }
  if (is_absent(config, "position_embedding_type")) return Done{};
  OA_TRY(positions, config.text("position_embedding_type"));
  if (positions != "absolute")
    return unsupported(
        config.error("position_embedding_type", fmt::format("'{}' is not read; known: absolute", positions)));
  return Done{};
}

Result<Done> read_sizes(const Object& config, const FieldNames& fields, ModelConfig& model) {
  OA_TRY(hidden, read_size(config, fields.hidden, 1, kMaxSize));
  OA_TRY(layers, read_size(config, fields.layers, 1, kMaxLayers));
  OA_TRY(heads, read_size(config, fields.heads, 1, hidden));
  OA_TRY(intermediate, read_size(config, fields.intermediate, 1, kMaxSize));
  OA_TRY(vocabulary, read_size(config, "vocab_size", 1, kMaxSize));
  OA_TRY(positions, read_size(config, "max_position_embeddings", 1, kMaxSize));
  OA_TRY(pad, read_size_or(config, "pad_token_id", 0, vocabulary - 1, fields.pad));
  if (hidden % heads != 0)
    return config.error(fields.heads, fmt::format("{} is no divisor of {}, {}", heads, fields.hidden, hidden));
  model.hidden = hidden;
  model.layers = layers;
  model.heads = heads;
  model.intermediate = intermediate;
  model.vocabulary = vocabulary;
  model.positions = positions;
  model.pad = fields.architecture == Architecture::mpnet ? fields.pad : static_cast<std::int32_t>(pad);
  model.longest_text = counts_from_pad(fields.architecture) ? positions - model.pad - 1 : positions;
  constexpr std::int64_t kShortest = 3;  // a frame of two, and one token
  if (model.longest_text < kShortest)
    return config.error("max_position_embeddings", fmt::format("{} leave no room for a text", positions));
  return Done{};
}

Result<ModelConfig> read_config(const Object& config) {
  OA_TRY(class_name, read_class(config));
  OA_TRY(fields, read_architecture(config, class_name));
  ModelConfig model;
  model.architecture = fields->architecture;
  OA_TRY(classifies, read_head(config, *fields, class_name));
  OA_CHECK(check_kind(config));
  OA_CHECK(read_sizes(config, *fields, model));
  OA_TRY(activation, read_activation(config, fields->activation));
  if (model.architecture == Architecture::bert || model.architecture == Architecture::roberta) {
    OA_TRY(token_types, read_size_or(config, "type_vocab_size", 1, kMaxSize, 2));
    model.token_types = token_types;
  }
  if (model.architecture == Architecture::mpnet) {
    OA_TRY(buckets, read_size_or(config, "relative_attention_num_buckets", kLeastBuckets, kMostBuckets, 32));
    model.relative_buckets = buckets;
  }
  if (model.architecture != Architecture::distilbert) {
    OA_TRY(epsilon, read_epsilon(config));
    model.layer_norm_epsilon = epsilon;
  }
  OA_TRY(problem, read_problem(config));
  OA_TRY(labels, read_labels(config));
  model.classifies = classifies;
  model.activation = activation;
  model.problem = problem;
  model.labels = std::move(labels);
  return model;
}

Result<ModelConfig> parse(std::string_view json) {
  OA_TRY(document, scheme_json::parse(json));
  OA_TRY(config, Object::open(document, ""));
  return read_config(config);
}

}  // namespace

Result<ModelConfig> parse_model_config(std::string_view json) {
  auto config = parse(json);
  if (config) return config;
  Error error = config.error();
  error.where.file = "config.json";
  return error;
}

}  // namespace openaffect
