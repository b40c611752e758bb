#include "openaffect/nn/encoder_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/nn/encoder_weights_testing.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr Architecture kAll[] = {Architecture::bert, Architecture::roberta, Architecture::distilbert,
                                 Architecture::mpnet};

Safetensors written(const TensorPile& pile, const std::string& name = "weights") {
  const std::string path = testing::TempDir() + "encoder_weights_test_" + name;
  if (!write_safetensors(path, pile.tensors)) throw std::runtime_error("cannot write " + path);
  return *Safetensors::open(path);
}

Result<EncoderWeights> read(const ModelConfig& config, const TensorPile& pile) {
  return read_encoder_weights(config, {written(pile)});
}

// Without the file's name.
std::string message(const ModelConfig& config, const TensorPile& pile) {
  const auto weights = read(config, pile);
  return weights ? "no error" : weights.error().what;
}

std::string prefix_of(Architecture architecture) {
  return std::string(encoder_names(architecture).prefix);
}

TEST(EncoderWeights, every_architecture_with_and_without_prefix) {
  for (const Architecture architecture : kAll)
    for (const std::string& prefix : {prefix_of(architecture), std::string()}) {
      const ModelConfig config = sample_config(architecture);
      TensorPile pile = sample_model(config, prefix);
      const auto weights = read(config, pile);
      ASSERT_TRUE(weights) << describe_error(weights.error());
      EXPECT_EQ(weights->token_types.has_value(), config.token_types > 0);
      EXPECT_EQ(weights->relative_bias.has_value(), architecture == Architecture::mpnet);
      ASSERT_EQ(weights->layers.size(), 2U);
      EXPECT_THAT(weights->layers[1].intermediate.weight.shape, ElementsAre(6, 4));
      EXPECT_THAT(weights->head_output->weight.shape, ElementsAre(3, 4));
      // Numbers are told by their place: the words begin with 0, 1, 2.
      EXPECT_EQ(read_floats(weights->words)[2], 2.0F);
      EXPECT_EQ(read_floats(weights->positions)[0], 40.0F);  // after 10 * 4
    }
}

// The names, written out once more from the published modules.
TEST(EncoderWeights, each_part_has_its_tensor) {
  const auto name_of = [](Architecture architecture) {
    const ModelConfig config = sample_config(architecture);
    const auto weights = read(config, sample_model(config, prefix_of(architecture)));
    const LayerWeights& layer = weights->layers[1];
    return std::vector<std::string>{layer.query.weight.name,          layer.key.bias.name,
                                    layer.value.weight.name,          layer.attention_output.weight.name,
                                    layer.attention_norm.weight.name, layer.intermediate.bias.name,
                                    layer.output.weight.name,         layer.output_norm.bias.name,
                                    weights->head_dense->weight.name, weights->head_output->bias.name};
  };
  const std::string bert = "bert.encoder.layer.1.", roberta = "roberta.encoder.layer.1.",
                    distilbert = "distilbert.transformer.layer.1.", mpnet = "mpnet.encoder.layer.1.";
  EXPECT_THAT(name_of(Architecture::bert),
              ElementsAre(bert + "attention.self.query.weight", bert + "attention.self.key.bias",
                          bert + "attention.self.value.weight", bert + "attention.output.dense.weight",
                          bert + "attention.output.LayerNorm.weight", bert + "intermediate.dense.bias",
                          bert + "output.dense.weight", bert + "output.LayerNorm.bias", "bert.pooler.dense.weight",
                          "classifier.bias"));
  EXPECT_EQ(name_of(Architecture::roberta)[0], roberta + "attention.self.query.weight");
  EXPECT_EQ(name_of(Architecture::roberta)[8], "classifier.dense.weight");
  EXPECT_EQ(name_of(Architecture::roberta)[9], "classifier.out_proj.bias");
  EXPECT_THAT(
      name_of(Architecture::mpnet),
      ElementsAre(mpnet + "attention.attn.q.weight", mpnet + "attention.attn.k.bias", mpnet + "attention.attn.v.weight",
                  mpnet + "attention.attn.o.weight", mpnet + "attention.LayerNorm.weight",
                  mpnet + "intermediate.dense.bias", mpnet + "output.dense.weight", mpnet + "output.LayerNorm.bias",
                  "classifier.dense.weight", "classifier.out_proj.bias"));
  EXPECT_THAT(
      name_of(Architecture::distilbert),
      ElementsAre(distilbert + "attention.q_lin.weight", distilbert + "attention.k_lin.bias",
                  distilbert + "attention.v_lin.weight", distilbert + "attention.out_lin.weight",
                  distilbert + "sa_layer_norm.weight", distilbert + "ffn.lin1.bias", distilbert + "ffn.lin2.weight",
                  distilbert + "output_layer_norm.bias", "pre_classifier.weight", "classifier.bias"));
}

TEST(EncoderWeights, old_names_of_norms) {
  const ModelConfig config = sample_config(Architecture::bert);
  TensorPile pile = sample_model(config, "bert.");
  pile.find("bert.embeddings.LayerNorm.weight")->name = "bert.embeddings.LayerNorm.gamma";
  pile.find("bert.embeddings.LayerNorm.bias")->name = "bert.embeddings.LayerNorm.beta";
  const auto weights = read(config, pile);
  ASSERT_TRUE(weights) << describe_error(weights.error());
  EXPECT_EQ(weights->embeddings_norm.weight.name, "bert.embeddings.LayerNorm.gamma");
  EXPECT_EQ(weights->embeddings_norm.bias.name, "bert.embeddings.LayerNorm.beta");
}

TEST(EncoderWeights, the_head_is_there_when_promised_or_found) {
  ModelConfig config = sample_config(Architecture::roberta);
  const TensorPile whole = sample_model(config, "roberta.");
  config.classifies = false;
  const TensorPile bare = sample_model(config, "");
  EXPECT_FALSE(read(config, bare)->head_output);
  EXPECT_THAT(message(config, whole), StartsWith("4 of 41 tensors belong to no part that config.json describes: "
                                                 "classifier.dense.bias, classifier.dense.weight, "
                                                 "classifier.out_proj.bias, …"));
  config.classifies = std::nullopt;
  EXPECT_FALSE(read(config, bare)->head_output);
  EXPECT_TRUE(read(config, whole)->head_output);
  config.classifies = true;
  EXPECT_EQ(message(config, bare),
            "tensor 'classifier.dense.weight', the classification head's first part, is missing");
}

TEST(EncoderWeights, what_other_tasks_left_is_passed_over) {
  for (const Architecture architecture : kAll) {
    ModelConfig config = sample_config(architecture);
    config.classifies = false;
    TensorPile pile = sample_model(config, prefix_of(architecture));
    pile.add(prefix_of(architecture) + "embeddings.position_ids", {1, 8});
    pile.add("embeddings.token_type_ids", {1, 8}).add_linear(prefix_of(architecture) + "pooler.dense", 4, 4);
    pile.add("cls.predictions.bias", {10}).add("lm_head.bias", {10}).add("vocab_projector.bias", {10});
    EXPECT_EQ(message(config, pile), "no error");
    pile.add("adapter", {1});
    EXPECT_THAT(message(config, pile), HasSubstr("tensors belong to no part that config.json describes: adapter"));
  }
}

TEST(EncoderWeights, a_missing_tensor_is_named_with_its_purpose) {
  const ModelConfig config = sample_config(Architecture::bert);
  for (const TensorView& tensor : sample_model(config, "bert.").tensors) {
    TensorPile pile = sample_model(config, "bert.");
    pile.erase(tensor.name);
    const std::string said = message(config, pile);
    // Without its word embeddings under a prefix, a file is taken for one without prefix.
    const bool is_first = tensor.name == "bert.embeddings.word_embeddings.weight";
    EXPECT_THAT(said, StartsWith("tensor '" + (is_first ? tensor.name.substr(5) : tensor.name) + "', "));
    EXPECT_THAT(said, HasSubstr(", is missing"));
  }
  TensorPile pile = sample_model(config, "bert.");
  pile.erase("bert.encoder.layer.1.attention.self.query.bias");
  EXPECT_EQ(message(config, pile),
            "tensor 'bert.encoder.layer.1.attention.self.query.bias', layer 1's query, is missing");
  EXPECT_THAT(describe_error(read(config, pile).error()), HasSubstr("encoder_weights_test_weights: tensor"));
}

TEST(EncoderWeights, shapes_and_types_are_checked) {
  ModelConfig config = sample_config(Architecture::bert);
  const TensorPile pile = sample_model(config, "bert.");
  config.vocabulary = 11;
  EXPECT_EQ(message(config, pile),
            "tensor 'bert.embeddings.word_embeddings.weight', the word embeddings, has shape [10, 4], and config.json "
            "asks for [11, 4]");
  config = sample_config(Architecture::bert);
  config.labels = {"anger", "joy"};
  EXPECT_EQ(message(config, pile),
            "tensor 'classifier.weight', the classification head of 2 labels, has shape [3, 4], and config.json asks "
            "for [2, 4]");
  config = sample_config(Architecture::bert);
  config.layers = 1;
  EXPECT_THAT(message(config, pile), StartsWith("16 of 41 tensors belong to no part"));
  config.layers = 3;
  EXPECT_EQ(message(config, pile),
            "tensor 'bert.encoder.layer.2.attention.self.query.weight', layer 2's query, is missing");
  config.layers = 2;
  TensorPile integers = pile;
  integers.find("bert.pooler.dense.bias")->type = ElementType::int32;
  EXPECT_EQ(message(config, integers),
            "tensor 'bert.pooler.dense.bias', the classification head's first part, is of type I32; known: F32, F16, "
            "BF16");
  EXPECT_EQ(read(config, integers).error().kind, ErrorKind::unsupported);
}

TEST(EncoderWeights, shards_are_one_model) {
  const ModelConfig config = sample_config(Architecture::bert);
  TensorPile first = sample_model(config, "bert."), second = first;
  first.tensors.resize(20);
  second.tensors.erase(second.tensors.begin(), second.tensors.begin() + 20);
  const auto weights = read_encoder_weights(config, {written(first, "1"), written(second, "2")});
  ASSERT_TRUE(weights) << describe_error(weights.error());
  EXPECT_EQ(weights->files.size(), 2U);
  EXPECT_EQ(read_floats(weights->words)[2], 2.0F);
  second.add("bert.embeddings.LayerNorm.bias", {4});
  const auto twice = read_encoder_weights(config, {written(first, "1"), written(second, "2")});
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().what, StartsWith("tensor 'bert.embeddings.LayerNorm.bias' stands in "));
  EXPECT_THAT(read_encoder_weights(config, {}).error().what, HasSubstr("is missing"));
}

TEST(EncoderWeights, the_real_minilm) {
  const std::string folder = std::string(OA_SOURCE_DIR) + "/.cache/minilm/";
  if (!file_exists(folder + "model.safetensors")) GTEST_SKIP() << "needs " << folder;
  const auto config = parse_model_config(*read_file(folder + "config.json", 1 << 20));
  const auto weights = read_encoder_weights(*config, {*Safetensors::open(folder + "model.safetensors")});
  ASSERT_TRUE(weights) << describe_error(weights.error());
  EXPECT_EQ(weights->layers.size(), 6U);
  EXPECT_FALSE(weights->head_output);
}

}  // namespace
}  // namespace openaffect
