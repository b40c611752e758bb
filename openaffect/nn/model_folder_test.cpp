#include "openaffect/nn/model_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/sha256.h"
#include "openaffect/nn/model_folder_testing.h"

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string message(const std::string& path) {
  const auto folder = open_model_folder(path);
  return folder ? "no error" : describe_error(folder.error());
}

// What is said when a field of config.json is another.
std::string message_with(const std::string& test, const char* field, const nlohmann::json& value) {
  TestFolder folder = sample_bert_folder(test);
  nlohmann::json config = sample_bert_json();
  config[field] = value;
  return message(folder.write("config.json", config.dump()).path);
}

TEST(ModelFolder, is_opened_whole) {
  TestFolder test = sample_bert_folder("whole");
  test.write("README.md", "---\nlicense: cc-by-nc-4.0\n---\n# A model\n");
  const auto folder = open_model_folder(test.path + "//");
  ASSERT_TRUE(folder) << describe_error(folder.error());
  EXPECT_EQ(folder->path, test.path);
  EXPECT_EQ(folder->config.classifies, true);
  EXPECT_THAT(folder->config.labels, ElementsAre("anger", "joy", "sadness"));
  EXPECT_EQ(folder->weights->layers.size(), 2U);
  EXPECT_EQ(folder->tokenizer->vocabulary_size(), 10U);
  EXPECT_THAT(folder->tokenizer->frame().before, ElementsAre(2));
  EXPECT_EQ(folder->pooling.pooling, Pooling::mean);
  EXPECT_TRUE(folder->pooling.normalise);
  EXPECT_EQ(folder->licence, "cc-by-nc-4.0");
}

TEST(ModelFolder, weights_outlive_the_files) {
  TestFolder test = sample_bert_folder("gone");
  auto folder = open_model_folder(test.path);
  ASSERT_TRUE(folder) << describe_error(folder.error());
  const std::shared_ptr<const EncoderWeights> weights = folder->weights;
  folder->weights.reset();
  ASSERT_TRUE(remove_all(test.path));
  EXPECT_EQ(read_floats(weights->words)[39], 39.0F);
}

TEST(ModelFolder, without_a_head_there_are_no_labels) {
  TestFolder test = sample_bert_folder("bare");
  nlohmann::json config = sample_bert_json();
  config["architectures"] = {"BertModel"};
  ModelConfig bare = sample_config(Architecture::bert);
  bare.classifies = false;
  test.write("config.json", config.dump()).write("model.safetensors", sample_model(bare, ""));
  const auto folder = open_model_folder(test.path);
  ASSERT_TRUE(folder) << describe_error(folder.error());
  EXPECT_TRUE(folder->config.labels.empty());
  EXPECT_EQ(folder->config.classifies, false);
  config.erase("architectures");  // the weights decide
  EXPECT_EQ(open_model_folder(test.write("config.json", config.dump()).path)->config.classifies, false);
}

TEST(ModelFolder, hashes_are_those_of_sha256sum) {
  TestFolder test = sample_bert_folder("hash");
  test.write("README.md", "decides nothing").write("tokenizer_config.json", "{}");
  const auto folder = open_model_folder(test.path);
  ASSERT_TRUE(folder) << describe_error(folder.error());
  const auto hash_of = [&](const char* name) { return sha256_hex(*read_file(test.file(name), 1 << 20)); };
  EXPECT_EQ(weights_sha256(*folder), hash_of("model.safetensors"));
  std::string lines;
  for (const char* name : {"config.json", "model.safetensors", "tokenizer_config.json", "vocab.txt"})
    lines += hash_of(name) + "  " + name + "\n";
  EXPECT_EQ(content_sha256(*folder), sha256_hex(lines));
}

TEST(ModelFolder, what_is_no_folder) {
  EXPECT_EQ(message("/no/such/folder"), "/no/such/folder: no such folder");
  EXPECT_EQ(message("./absent/model"), "./absent/model: no such folder");
  EXPECT_EQ(message(""), "no such folder");
  const std::string hub = "j-hartmann/emotion-english-distilroberta-base";
  EXPECT_EQ(message(hub), hub + ": no such folder; if it is a name on the Hugging Face Hub, `hf download " + hub +
                              " --local-dir emotion-english-distilroberta-base` fetches it, and "
                              "./emotion-english-distilroberta-base is the folder to give");
  EXPECT_THAT(message("distilbert-base-uncased"), HasSubstr("`hf download distilbert-base-uncased --local-dir"));
  TestFolder test = sample_bert_folder("file");
  EXPECT_EQ(message(test.file("vocab.txt")),
            test.file("vocab.txt") + ": is a file; a model is the folder with config.json, weights and tokenizer");
}

TEST(ModelFolder, what_is_missing_is_named) {
  TestFolder test = sample_bert_folder("missing");
  EXPECT_EQ(message(test.remove("vocab.txt").path), test.path + ": no tokenizer: neither tokenizer.json nor vocab.txt");
  EXPECT_EQ(message(test.remove("model.safetensors").path),
            test.path + ": no weights: neither model.safetensors nor model.safetensors.index.json");
  EXPECT_EQ(message(test.remove("config.json").path), test.path + ": no config.json, so no Hugging Face model folder");
  TestFolder roberta("missing_merges");
  ModelConfig config = sample_config(Architecture::roberta);
  nlohmann::json json = sample_bert_json();
  json["model_type"] = "roberta";
  json["architectures"] = {"RobertaForSequenceClassification"};
  roberta.write("config.json", json.dump()).write("model.safetensors", sample_model(config, "roberta."));
  EXPECT_EQ(message(roberta.write("vocab.json", "{}").path),
            roberta.path + ": no tokenizer: neither tokenizer.json nor vocab.json with merges.txt");
}

TEST(ModelFolder, parts_that_do_not_fit_are_named) {
  TestFolder test = sample_bert_folder("unfit");
  EXPECT_EQ(
      message(test.write("vocab.txt", std::string(kSampleVocabulary) + "f\n").path),
      test.path + ": the tokenizer does not fit: it has token ids up to 10, and the word embeddings have 10 rows");
  EXPECT_THAT(message(test.write("tokenizer.json", "no").path), StartsWith(test.path + ": tokenizer.json: "));
  EXPECT_THAT(message_with("labels", "id2label", {{"0", "a"}}),
              HasSubstr("/model.safetensors: tensor 'classifier.weight', the classification head of 1 labels, has "
                        "shape [3, 4], and config.json asks for [1, 4]"));
  EXPECT_THAT(message_with("kind", "model_type", "t5"),
              HasSubstr("/config.json: model_type: 't5' is not read; known: bert, distilbert, mpnet, roberta"));
}

TEST(ModelFolder, a_frame_that_leaves_no_room) {
  nlohmann::json single = nlohmann::json::array();
  for (int i = 0; i < 8; ++i) single.push_back({{"SpecialToken", {{"id", "[CLS]"}, {"type_id", 0}}}});
  single.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
  const nlohmann::json cls = {{"id", "[CLS]"}, {"ids", {2}}, {"tokens", {"[CLS]"}}};
  const nlohmann::json tokenizer = {
      {"added_tokens", nlohmann::json::array()},
      {"normalizer", {{"type", "BertNormalizer"}}},
      {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
      {"post_processor",
       {{"type", "TemplateProcessing"}, {"single", single}, {"pair", single}, {"special_tokens", {{"[CLS]", cls}}}}},
      {"model",
       {{"type", "WordPiece"},
        {"unk_token", "[UNK]"},
        {"continuing_subword_prefix", "##"},
        {"max_input_chars_per_word", 100},
        {"vocab", {{"[UNK]", 0}, {"a", 1}, {"[CLS]", 2}}}}}};
  TestFolder test = sample_bert_folder("frame");
  EXPECT_EQ(message(test.write("tokenizer.json", tokenizer.dump()).path),
            test.path + ": the tokenizer's frame of 8 tokens leaves no room in the longest text, 8");
}

TEST(ModelFolder, lfs_pointers_are_told_as_what_they_are) {
  constexpr std::string_view kPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
  TestFolder test = sample_bert_folder("lfs");
  EXPECT_EQ(
      message(test.write("tokenizer.json", kPointer).path),
      test.file("tokenizer.json") + ": is a Git LFS pointer, not the file; `git lfs pull` in its folder fetches it");
  EXPECT_EQ(message(test.write("model.safetensors", kPointer).path),
            test.file("model.safetensors") +
                ": is a Git LFS pointer, not the weights; `git lfs pull` in its folder fetches them");
}

TEST(ModelFolder, the_real_minilm) {
  const std::string path = std::string(OA_SOURCE_DIR) + "/.cache/minilm";
  if (!is_folder(path)) GTEST_SKIP() << "needs " << path;
  const auto folder = open_model_folder(path);
  ASSERT_TRUE(folder) << describe_error(folder.error());
  EXPECT_EQ(folder->licence, "apache-2.0");
  EXPECT_EQ(folder->pooling.longest_text, 256);
  EXPECT_EQ(folder->pooling.pooling, Pooling::mean);
  EXPECT_TRUE(folder->pooling.normalise);
  std::vector<std::string> names;
  for (const FileHash& file : folder->files) names.push_back(file.name);
  EXPECT_THAT(names, ElementsAre("1_Pooling/config.json", "config.json", "modules.json", "sentence_bert_config.json",
                                 "tokenizer.json"));
}

}  // namespace
}  // namespace openaffect
