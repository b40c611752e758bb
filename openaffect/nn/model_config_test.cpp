#include "openaffect/nn/model_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// As transformers 5.23 writes them for small models, shortened to what decides.
json bert() {
  return json::parse(R"({"model_type": "bert", "architectures": ["BertForSequenceClassification"], "hidden_size": 8,
      "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16, "hidden_act": "gelu",
      "vocab_size": 20, "max_position_embeddings": 512, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
      "pad_token_id": 0, "is_decoder": false, "add_cross_attention": false, "classifier_dropout": null})");
}

json roberta() {
  return json::parse(R"({"model_type": "roberta", "architectures": ["RobertaModel"], "hidden_size": 12,
      "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 17, "hidden_act": "gelu_new",
      "vocab_size": 50265, "max_position_embeddings": 514, "type_vocab_size": 1, "layer_norm_eps": 1e-5,
      "pad_token_id": 1})");
}

json distilbert() {
  return json::parse(R"({"model_type": "distilbert", "activation": "relu", "dim": 8, "hidden_dim": 16, "n_heads": 2,
      "n_layers": 6, "max_position_embeddings": 512, "sinusoidal_pos_embds": true, "vocab_size": 30522})");
}

ModelConfig read(const json& config) {
  const auto model = parse_model_config(config.dump());
  if (!model) throw std::runtime_error(describe_error(model.error()));
  return *model;
}

// What is said when a field of bert() is another.
std::string message(const char* field, const json& value) {
  json config = bert();
  config[field] = value;
  const auto model = parse_model_config(config.dump());
  return model ? "no error" : describe_error(model.error());
}

std::string message_without(const char* field) {
  json config = bert();
  config.erase(field);
  const auto model = parse_model_config(config.dump());
  return model ? "no error" : describe_error(model.error());
}

ErrorKind kind(const char* field, const json& value) {
  json config = bert();
  config[field] = value;
  const auto model = parse_model_config(config.dump());
  return model ? ErrorKind::io : model.error().kind;
}

TEST(ModelConfig, bert) {
  const ModelConfig model = read(bert());
  EXPECT_EQ(model.architecture, Architecture::bert);
  EXPECT_EQ(model.hidden, 8);
  EXPECT_EQ(model.layers, 1);
  EXPECT_EQ(model.heads, 2);
  EXPECT_EQ(model.intermediate, 16);
  EXPECT_EQ(model.vocabulary, 20);
  EXPECT_EQ(model.positions, 512);
  EXPECT_EQ(model.token_types, 2);
  EXPECT_EQ(model.layer_norm_epsilon, 1e-12);
  EXPECT_EQ(model.activation, Activation::gelu);
  EXPECT_EQ(model.pad, 0);
  EXPECT_EQ(model.longest_text, 512);
  EXPECT_EQ(model.classifies, true);
  EXPECT_EQ(model.problem, std::nullopt);
  EXPECT_THAT(model.labels, ElementsAre("LABEL_0", "LABEL_1"));
}

TEST(ModelConfig, roberta_has_fewer_places_than_positions) {
  const ModelConfig model = read(roberta());
  EXPECT_EQ(model.architecture, Architecture::roberta);
  EXPECT_EQ(model.layer_norm_epsilon, 1e-5);
  EXPECT_EQ(model.activation, Activation::gelu_tanh);
  EXPECT_EQ(model.token_types, 1);
  EXPECT_EQ(model.longest_text, 512);  // 514 - 1 - 1: the first token has position 2
  EXPECT_EQ(model.classifies, false);
}

TEST(ModelConfig, distilbert_has_names_of_its_own) {
  const ModelConfig model = read(distilbert());
  EXPECT_EQ(model.architecture, Architecture::distilbert);
  EXPECT_EQ(model.hidden, 8);
  EXPECT_EQ(model.layers, 6);
  EXPECT_EQ(model.heads, 2);
  EXPECT_EQ(model.intermediate, 16);
  EXPECT_EQ(model.activation, Activation::relu);
  EXPECT_EQ(model.token_types, 0);
  EXPECT_EQ(model.layer_norm_epsilon, 1e-12);
  EXPECT_EQ(model.longest_text, 512);
  EXPECT_EQ(model.classifies, std::nullopt);
}

// As published: pad is 1 whatever the file says, there are no token types, and 32 buckets of relative positions.
TEST(ModelConfig, mpnet_has_buckets) {
  json config = bert();
  config["model_type"] = "mpnet";
  config["architectures"] = {"MPNetModel"};
  config["max_position_embeddings"] = 514;
  const ModelConfig plain = read(config);
  EXPECT_EQ(plain.architecture, Architecture::mpnet);
  EXPECT_EQ(plain.relative_buckets, 32);
  EXPECT_EQ(plain.token_types, 0);
  EXPECT_EQ(plain.pad, 1);
  EXPECT_EQ(plain.longest_text, 512);
  config["relative_attention_num_buckets"] = 8;
  EXPECT_EQ(read(config).relative_buckets, 8);
  config["relative_attention_num_buckets"] = 3;
  EXPECT_FALSE(parse_model_config(config.dump()));
}

TEST(ModelConfig, what_is_absent_is_as_published) {
  json config = bert();
  for (const char* field : {"hidden_act", "type_vocab_size", "layer_norm_eps", "pad_token_id", "model_type"})
    config.erase(field);
  const ModelConfig model = read(config);
  EXPECT_EQ(model.architecture, Architecture::bert);  // by its class
  EXPECT_EQ(model.activation, Activation::gelu);
  EXPECT_EQ(model.token_types, 2);
  EXPECT_EQ(model.layer_norm_epsilon, 1e-12);
  EXPECT_EQ(model.pad, 0);
  config = roberta();
  config.erase("pad_token_id");
  EXPECT_EQ(read(config).pad, 1);
}

TEST(ModelConfig, architectures_and_heads) {
  EXPECT_EQ(message("model_type", "deberta-v2"),
            "config.json: model_type: 'deberta-v2' is not read; known: bert, distilbert, mpnet, roberta");
  EXPECT_EQ(message("model_type", "xlm-roberta"),
            "config.json: model_type: 'xlm-roberta' is not read (it needs a SentencePiece tokenizer); known: bert, "
            "distilbert, mpnet, roberta");
  EXPECT_EQ(kind("model_type", "gpt2"), ErrorKind::unsupported);
  EXPECT_EQ(message("model_type", 3), "config.json: model_type: a text is wanted, not a number");
  EXPECT_EQ(message("architectures", json::array({"BertForTokenClassification"})),
            "config.json: architectures: 'BertForTokenClassification' is not read; known heads: "
            "BertForSequenceClassification, and BertModel without one");
  EXPECT_EQ(message("architectures", "BertModel"), "config.json: architectures: a list is wanted, not a text");
  json config = bert();
  config["architectures"] = {"BertForMaskedLM"};
  EXPECT_EQ(read(config).classifies, false);
  config["architectures"] = {"BertForMultiLabelClassification"};  // somebody's own class: the weights decide
  EXPECT_EQ(read(config).classifies, std::nullopt);
  config["architectures"] = nullptr;
  EXPECT_EQ(read(config).classifies, std::nullopt);
  config.erase("model_type");
  EXPECT_EQ(describe_error(parse_model_config(config.dump()).error()),
            "config.json: model_type: is missing (known: bert, distilbert, mpnet, roberta)");
  config["architectures"] = {"ElectraModel"};
  EXPECT_EQ(describe_error(parse_model_config(config.dump()).error()),
            "config.json: architectures: 'ElectraModel' is not read; known: bert, distilbert, mpnet, roberta");
}

TEST(ModelConfig, sizes_are_bounded) {
  for (const char* field : {"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
                            "vocab_size", "max_position_embeddings"}) {
    EXPECT_EQ(message_without(field), std::string("config.json: ") + field + ": missing");
    for (const json& value : {json(0), json(-1), json(1.5), json(1e300)})
      EXPECT_THAT(message(field, value), HasSubstr("is no whole number from ")) << field;
    EXPECT_EQ(message(field, "8"), std::string("config.json: ") + field + ": a number is wanted, not a text");
  }
  EXPECT_EQ(message("hidden_size", 1048577), "config.json: hidden_size: 1048577 is no whole number from 1 to 1048576");
  EXPECT_EQ(message("num_hidden_layers", 1001),
            "config.json: num_hidden_layers: 1001 is no whole number from 1 to 1000");
  EXPECT_EQ(message("num_attention_heads", 3), "config.json: num_attention_heads: 3 is no divisor of hidden_size, 8");
  EXPECT_EQ(message("pad_token_id", 20), "config.json: pad_token_id: 20 is no whole number from 0 to 19");
  EXPECT_EQ(message("max_position_embeddings", 2), "config.json: max_position_embeddings: 2 leave no room for a text");
  EXPECT_EQ(message("layer_norm_eps", 0), "config.json: layer_norm_eps: 0 is not between 0 and 1");
}

TEST(ModelConfig, other_networks_are_refused_by_name) {
  EXPECT_EQ(message("hidden_act", "silu"),
            "config.json: hidden_act: unknown activation 'silu'; known: gelu, gelu_new, gelu_pytorch_tanh, relu");
  EXPECT_EQ(kind("hidden_act", "silu"), ErrorKind::unsupported);
  EXPECT_EQ(message("position_embedding_type", "relative_key"),
            "config.json: position_embedding_type: 'relative_key' is not read; known: absolute");
  EXPECT_EQ(message("position_embedding_type", "absolute"), "no error");
  for (const char* field : {"is_decoder", "add_cross_attention"}) {
    EXPECT_EQ(kind(field, true), ErrorKind::unsupported);
    EXPECT_THAT(message(field, true), HasSubstr("only encoders"));
    EXPECT_EQ(message(field, 1), std::string("config.json: ") + field + ": is neither true nor false");
  }
  EXPECT_THAT(message("problem_type", "ranking"),
              StartsWith("config.json: problem_type: unknown problem type 'ranking'"));
  json config = bert();
  config["problem_type"] = "multi_label_classification";
  EXPECT_EQ(read(config).problem, ProblemType::multi_label);
  config["problem_type"] = "single_label_classification";
  EXPECT_EQ(read(config).problem, ProblemType::single_label);
  config["problem_type"] = "regression";
  EXPECT_EQ(read(config).problem, ProblemType::regression);
  config["problem_type"] = nullptr;
  EXPECT_EQ(read(config).problem, std::nullopt);
}

TEST(ModelConfig, labels) {
  json config = bert();
  config["id2label"] = {{"2", "sadness"}, {"0", "anger"}, {"1", "joy"}};
  config["label2id"] = {{"of no", 7}, {"interest", "now"}};
  EXPECT_THAT(read(config).labels, ElementsAre("anger", "joy", "sadness"));
  config.erase("id2label");
  config["label2id"] = {{"joy", 1}, {"anger", 0}};
  EXPECT_THAT(read(config).labels, ElementsAre("anger", "joy"));
  config.erase("label2id");
  config["num_labels"] = 3;
  EXPECT_THAT(read(config).labels, ElementsAre("LABEL_0", "LABEL_1", "LABEL_2"));
  config["id2label"] = nullptr;
  config["num_labels"] = nullptr;
  EXPECT_THAT(read(config).labels, ElementsAre("LABEL_0", "LABEL_1"));
  std::string eleven = R"({"id2label": {"10": "k")";  // as text, "10" comes before "2"
  for (int i = 0; i < 10; ++i) eleven += ",\"" + std::to_string(i) + "\": \"" + static_cast<char>('a' + i) + "\"";
  config.merge_patch(json::parse(eleven + "}}"));
  EXPECT_THAT(read(config).labels, ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"));
}

TEST(ModelConfig, labels_that_cannot_be) {
  const std::string at = "config.json: id2label: ";
  EXPECT_EQ(message("id2label", {{"0", "a"}, {"2", "b"}}),
            at + "has number 2 and only 2 labels: they run from 0 without a hole");
  EXPECT_EQ(message("id2label", {{"0", "a"}, {"1", "a"}}), at + "'a' is the name of label 0 and of label 1");
  EXPECT_EQ(message("id2label", {{"0", "a"}, {"00", "b"}}), at + "label 0 stands twice");
  EXPECT_EQ(message("id2label", {{"0", ""}}), at + "the name of label 0 is empty");
  EXPECT_EQ(message("id2label", {{"x", "a"}}), at + "'x' is no label's number");
  EXPECT_EQ(message("id2label", {{"-1", "a"}}), at + "'-1' is no label's number");
  EXPECT_EQ(message("id2label", {{"0", 1}}), at + "the name of label 0 is no text");
  EXPECT_EQ(message("id2label", json::object()), at + "has no label");
  EXPECT_EQ(message("id2label", json::array({"a"})), at + "is no object");
  EXPECT_EQ(message("label2id", {{"a", "0"}}), "config.json: label2id: 'a' has no number");
  EXPECT_EQ(message("label2id", {{"a", 0.5}}), "config.json: label2id: '0.5' is no label's number");
  EXPECT_EQ(message("num_labels", 0), "config.json: num_labels: is no whole number from 1 to 4096");
  json many;
  for (int i = 0; i <= 4096; ++i) many[std::to_string(i)] = std::to_string(i);
  EXPECT_EQ(message("id2label", many), at + "has 4097 labels; at most 4096");
  json config = bert();
  config["id2label"] = {{"0", "a"}};
  config["num_labels"] = 3;
  EXPECT_EQ(describe_error(parse_model_config(config.dump()).error()),
            "config.json: num_labels: says 3, and 1 labels are named");
}

TEST(ModelConfig, what_is_no_config) {
  EXPECT_THAT(describe_error(parse_model_config("{").error()), StartsWith("config.json: byte 1: not JSON"));
  EXPECT_EQ(describe_error(parse_model_config("[]").error()), "config.json: an object is wanted, not a list");
  EXPECT_EQ(describe_error(parse_model_config(R"({"a": 1, "a": 2})").error()), "config.json: a: stands twice");
}

TEST(ModelConfig, the_real_minilm) {
  const std::string path = std::string(OA_SOURCE_DIR) + "/.cache/minilm/config.json";
  if (!file_exists(path)) GTEST_SKIP() << "needs " << path;
  const auto model = parse_model_config(*read_file(path, 1 << 20));
  ASSERT_TRUE(model) << describe_error(model.error());
  EXPECT_EQ(model->hidden, 384);
  EXPECT_EQ(model->layers, 6);
  EXPECT_EQ(model->heads, 12);
  EXPECT_EQ(model->vocabulary, 30522);
  EXPECT_EQ(model->classifies, false);
}

}  // namespace
}  // namespace openaffect
