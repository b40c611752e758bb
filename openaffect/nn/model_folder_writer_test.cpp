#include "openaffect/nn/model_folder_writer.h"

#include <sys/resource.h>

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/trained_model_testing.h"

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ModelFolder opened(const std::string& path) {
  auto folder = open_model_folder(path);
  if (!folder) throw std::runtime_error(describe_error(folder.error()));
  return *std::move(folder);
}

// What is said of a trained folder in which a tensor is another.
std::string message_with(const std::string& test, const std::function<void(TensorPile&)>& spoil) {
  TestFolder folder = sample_trained_folder(test);
  TensorPile pile = trained_pile(sample_config(Architecture::bert), sample_trained());
  spoil(pile);
  const auto read = open_model_folder(folder.write("model.safetensors", pile).path);
  return read ? "no error" : describe_error(read.error());
}

class ModelFolderWriterTest : public testing::Test {
 protected:
  ModelFolderWriterTest() : out_(testing::TempDir() + "model_folder_written") { (void)remove_all(out_); }
  ~ModelFolderWriterTest() override { (void)remove_all(out_); }

  // Weights as a trainer leaves them: with the prefix, and with a pooler that nobody uses.
  TrainedFolderParts parts(const TestFolder& base) const {
    TestFolder job("job");
    TensorPile pile = trained_pile(sample_config(Architecture::bert), sample_trained(), "bert.");
    pile.add_linear("bert.pooler.dense", 4, 4);
    job.write("weights.safetensors", pile);
    return {base.path, job.file("weights.safetensors"), sample_trained(), "# A card\n"};
  }
  std::string out_;
};

TEST(TrainedFolder, is_opened_with_its_heads) {
  const TestFolder test = sample_trained_folder("trained");
  const ModelFolder folder = opened(test.path);
  ASSERT_TRUE(folder.trained);
  EXPECT_EQ(folder.trained->name, "sample");
  EXPECT_EQ(folder.config.classifies, false);
  EXPECT_TRUE(folder.config.labels.empty());
  ASSERT_EQ(folder.weights->heads.size(), 7U);
  EXPECT_THAT(folder.weights->heads[3].output.weight.shape, ElementsAre(4, 4));
  EXPECT_THAT(folder.files, testing::Contains(testing::Field(&FileHash::name, "openaffect.json")));
  EXPECT_FALSE(opened(sample_bert_folder("untrained").path).trained);
}

TEST(TrainedFolder, tensors_that_do_not_fit_are_named) {
  EXPECT_THAT(message_with("gone", [](TensorPile& pile) { pile.erase("heads.vad.output.bias"); }),
              HasSubstr("model.safetensors: tensor 'heads.vad.output.bias', head vad's outputs, is missing"));
  EXPECT_THAT(message_with("shape",
                           [](TensorPile& pile) {
                             pile.erase("heads.sst5.output.weight");
                             pile.add("heads.sst5.output.weight", {5, 4});
                           }),
              HasSubstr("head sst5's outputs, has shape [5, 4], and config.json and openaffect.json ask for [4, 4]"));
  EXPECT_THAT(message_with("other", [](TensorPile& pile) { pile.add("heads.mod.dense.bias", {4}); }),
              HasSubstr("belong to no part that config.json and openaffect.json describe: heads.mod.dense.bias"));
}

TEST(TrainedFolder, int8_wants_its_scale) {
  static const std::vector<std::int8_t> bytes(16, 3);
  const auto narrow = [](TensorPile& pile) {
    TensorView& tensor = *pile.find("heads.vad.dense.weight");
    tensor.type = ElementType::int8;
    tensor.bytes = std::as_bytes(std::span(bytes));
  };
  EXPECT_THAT(message_with("scale_gone", narrow),
              HasSubstr("tensor 'heads.vad.dense.weight.scale', the scale of the int8 matrix "
                        "'heads.vad.dense.weight', is missing"));
  EXPECT_THAT(message_with("scale_shape",
                           [&](TensorPile& pile) {
                             narrow(pile);
                             pile.add("heads.vad.dense.weight.scale", {3});
                           }),
              HasSubstr("has shape [3]"));
  const auto scaled_by = [&](const char* test, float scale) {
    return message_with(test, [&](TensorPile& pile) {
      narrow(pile);
      pile.add("heads.vad.dense.weight.scale", {4});
      auto* numbers = reinterpret_cast<float*>(const_cast<std::byte*>(pile.tensors.back().bytes.data()));
      numbers[2] = scale;
    });
  };
  EXPECT_EQ(scaled_by("scale_fine", .5F), "no error");
  EXPECT_THAT(scaled_by("scale_nan", NAN), HasSubstr("below 0 or not finite"));
  EXPECT_THAT(scaled_by("scale_below", -1), HasSubstr("below 0 or not finite"));
}

TEST(TrainedFolder, int8_is_refused_in_folders_of_others) {
  TestFolder folder = sample_bert_folder("narrow");
  static const std::vector<std::int8_t> bytes(16, 3);
  TensorPile pile = sample_model(sample_config(Architecture::bert), "bert.");
  TensorView& tensor = *pile.find("bert.pooler.dense.weight");
  tensor.type = ElementType::int8;
  tensor.bytes = std::as_bytes(std::span(bytes));
  pile.add("bert.pooler.dense.weight.scale", {4});
  const auto read = open_model_folder(folder.write("model.safetensors", pile).path);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().what, HasSubstr("is of type I8; known: F32, F16, BF16"));
}

TEST(TrainedFolder, a_longest_text_that_does_not_fit) {
  TrainedModel model = sample_trained();
  const auto message = [&](std::size_t longest) {
    TestFolder folder = sample_trained_folder("longest");
    model.longest_text = longest;
    const auto read = open_model_folder(folder.write(kTrainedModelName, trained_model_json(model)).path);
    return read ? "no error" : read.error().what;
  };
  EXPECT_EQ(message(9), "longest_text: 9, and the encoder takes 8 tokens");
  EXPECT_THAT(message(2), HasSubstr("the tokenizer's frame of 2 tokens leaves no room in the longest text, 2"));
  EXPECT_EQ(message(3), "no error");
}

TEST_F(ModelFolderWriterTest, writes_a_folder_that_opens) {
  TestFolder base = sample_bert_folder("base");
  base.write("tokenizer_config.json", "{}");
  const auto written = write_trained_folder(out_, parts(base));
  ASSERT_TRUE(written) << describe_error(written.error());
  const ModelFolder folder = opened(out_);
  EXPECT_EQ(trained_model_json(*folder.trained), trained_model_json(sample_trained()));
  EXPECT_EQ(folder.weights->words.name, "embeddings.word_embeddings.weight");
  EXPECT_EQ(read_floats(folder.weights->words)[39], 39.0F);
  const auto config = nlohmann::json::parse(*read_file(out_ + "/config.json", 1 << 20));
  EXPECT_EQ(config["architectures"], nlohmann::json{"BertModel"});
  EXPECT_FALSE(config.contains("id2label"));
  EXPECT_EQ(*read_file(out_ + "/README.md", 100), "# A card\n");
  EXPECT_TRUE(file_exists(out_ + "/tokenizer_config.json"));
  EXPECT_EQ(write_trained_folder(out_, parts(base)).error().kind, ErrorKind::refused);
  EXPECT_TRUE(write_trained_folder(out_, parts(base), Overwrite::replace));
}

TEST_F(ModelFolderWriterTest, int8_is_what_float32_was_to_half_a_step) {
  const TestFolder trained = sample_trained_folder("precise");
  const auto written = quantise_folder(trained.path, out_);
  ASSERT_TRUE(written) << describe_error(written.error());
  const ModelFolder before = opened(trained.path), after = opened(out_);
  EXPECT_EQ(after.trained->precision, Precision::int8);
  const auto compare = [](const TensorView& exact, const TensorView& narrow, float step) {
    const std::vector<float> a = read_floats(exact), b = read_floats(narrow);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], step) << exact.name;
  };
  // The words are 0..39; the largest of a row of four is at most 39.
  EXPECT_EQ(after.weights->words.type, ElementType::int8);
  compare(before.weights->words, after.weights->words, 39.F / 254 + 1e-4F);
  const LinearWeights &wide = before.weights->layers[1].intermediate, &narrow = after.weights->layers[1].intermediate;
  EXPECT_EQ(narrow.weight.type, ElementType::int8);
  compare(wide.weight, narrow.weight, read_floats(wide.weight).back() / 254 * 1.001F);
  compare(wide.bias, narrow.bias, 0);
  compare(*before.weights->token_types, *after.weights->token_types, 0);
  EXPECT_EQ(after.weights->heads[0].dense->weight.type, ElementType::int8);
  EXPECT_EQ(after.weights->heads[0].output.weight.type, ElementType::float32);
  compare(before.weights->heads[0].output.weight, after.weights->heads[0].output.weight, 0);
}

// law: what is int8 already stays as it is.
TEST_F(ModelFolderWriterTest, quantising_twice_is_quantising_once) {
  const TestFolder trained = sample_trained_folder("twice");
  const std::string again = out_ + "_again";
  ASSERT_TRUE(quantise_folder(trained.path, out_));
  ASSERT_TRUE(quantise_folder(out_, again, Overwrite::replace));
  EXPECT_EQ(content_sha256(opened(out_)), content_sha256(opened(again)));
  EXPECT_EQ(quantise_folder(again, again, Overwrite::replace).error().kind, ErrorKind::refused);
  (void)remove_all(again);
  EXPECT_EQ(quantise_folder(sample_bert_folder("foreign").path, again).error().kind, ErrorKind::unsupported);
}

TEST_F(ModelFolderWriterTest, nothing_remains_of_what_does_not_fit_or_of_a_full_disk) {
  const TestFolder base = sample_bert_folder("full");
  TrainedFolderParts lacking = parts(base);
  add_head(lacking.model, HeadKind::single_label, built_in_scheme("irony2"));
  const auto missing = write_trained_folder(out_, lacking);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().what, HasSubstr("'heads.irony2.dense.weight'"));
  EXPECT_FALSE(file_exists(out_) || file_exists(out_ + ".new"));

  const TrainedFolderParts whole = parts(base);
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{6000, before.rlim_max};  // enough for all but the weights
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto full = write_trained_folder(out_, whole);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(full);
  EXPECT_THAT(describe_error(full.error()), HasSubstr("model.safetensors"));
  EXPECT_FALSE(file_exists(out_) || file_exists(out_ + ".new"));
}

TEST_F(ModelFolderWriterTest, exports_a_head_under_the_names_of_transformers) {
  const TestFolder trained = sample_trained_folder("export");
  const auto written = export_head({.folder = trained.path, .to = out_, .head = "sst5"});
  ASSERT_TRUE(written) << describe_error(written.error());
  const ModelFolder head = opened(out_), whole = opened(trained.path);
  EXPECT_FALSE(head.trained);
  EXPECT_EQ(head.config.problem, ProblemType::multi_label);
  EXPECT_THAT(head.config.labels, ElementsAre("> very_negative", "> negative", "> neutral", "> positive"));
  EXPECT_EQ(head.weights->head_dense->weight.name, "bert.pooler.dense.weight");
  EXPECT_EQ(read_floats(head.weights->head_dense->weight), read_floats(whole.weights->heads[3].dense->weight));
  EXPECT_EQ(read_floats(head.weights->head_output->bias), read_floats(whole.weights->heads[3].output.bias));
  const std::string card = *read_file(out_ + "/README.md", 1 << 20);
  EXPECT_THAT(card, HasSubstr("the name of an account becomes @user"));
  EXPECT_THAT(card, testing::Not(HasSubstr("emoji becomes")));  // was not prepared
}

TEST_F(ModelFolderWriterTest, export_wants_a_head_that_is_there) {
  const TestFolder trained = sample_trained_folder("which");
  const auto failure = [&](const std::string& head) {
    return export_head({.folder = trained.path, .to = out_, .head = head}).error();
  };
  EXPECT_EQ(failure("").kind, ErrorKind::unknown);
  EXPECT_THAT(failure("").what, HasSubstr("the model has 7 heads; --head names one of them: sentiment3, ekman7"));
  EXPECT_THAT(failure("ekman").what, HasSubstr("did you mean 'ekman7'?"));
  EXPECT_EQ(export_head({.folder = trained.path, .to = trained.path, .head = "vad"}).error().kind, ErrorKind::refused);
  EXPECT_FALSE(file_exists(out_) || file_exists(out_ + ".new"));
}

}  // namespace
}  // namespace openaffect
