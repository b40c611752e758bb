#include "openaffect/raters/huggingface.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/raters/neural_testing.h"

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A folder with three labels, whose outputs count the letters a, b and c.
class HuggingFaceTest : public testing::Test {
 protected:
  HuggingFaceTest() : files_(sample_bert_folder("rater")) {
    auto opened = open_model_folder(files_.path);
    if (!opened) throw std::runtime_error(describe_error(opened.error()));
    folder_ = *std::move(opened);
    folder_.tokenizer = std::make_shared<ByteTokenizer>();
    folder_.config.longest_text = 512;
    folder_.config.hidden = 2;
  }
  std::shared_ptr<const Rater> rater(NetworkSettings settings = {}) const {
    auto made = make_hugging_face({"mine", files_.path, settings}, std::make_shared<const ModelFolder>(folder_),
                                  std::make_shared<CountingModel>("abc"));
    if (!made) throw std::runtime_error(describe_error(made.error()));
    return *made;
  }
  static std::vector<std::string> names(const Rater& rater) {
    std::vector<std::string> all;
    for (const RaterField& field : rater.info().fields) all.push_back(field.name);
    return all;
  }
  static Rating rate(const Rater& rater, std::string_view text) {
    const Item item{.text = text};
    return rating_at(rater.rate({&item, 1}, {.evidence = true}), 0);
  }

  TestFolder files_;
  ModelFolder folder_;
};

TEST_F(HuggingFaceTest, decides_for_one_label) {
  const auto mine = rater();
  EXPECT_THAT(names(*mine), ElementsAre("mine", "mine.anger", "mine.joy", "mine.sadness", "mine.confidence"));
  const Rating rating = rate(*mine, "bba");  // outputs 1, 2, 0
  EXPECT_EQ(rating.status, Status::ok);
  EXPECT_EQ(std::get<LabelId>(rating.values[0]), 1);
  const double joy = std::exp(2.0) / (std::exp(1.0) + std::exp(2.0) + 1);
  EXPECT_DOUBLE_EQ(std::get<double>(rating.values[2]), joy);
  EXPECT_DOUBLE_EQ(std::get<double>(rating.values[4]), joy);
}

TEST_F(HuggingFaceTest, decides_for_any_number_of_labels) {
  folder_.config.problem = ProblemType::multi_label;
  const auto mine = rater({.threshold = 0.7});
  EXPECT_THAT(names(*mine), ElementsAre("mine", "mine.anger", "mine.joy", "mine.sadness"));
  // sigmoid(1) = .731, sigmoid(0) = .5
  EXPECT_THAT(std::get<std::vector<LabelId>>(rate(*mine, "ca").values[0]), ElementsAre(0, 2));
  EXPECT_TRUE(std::get<std::vector<LabelId>>(rate(*mine, "").values[0]).empty());
  EXPECT_EQ(rate(*mine, "").status, Status::ok);
}

TEST_F(HuggingFaceTest, gives_numbers_as_they_are) {
  folder_.config.problem = ProblemType::regression;
  const auto mine = rater();
  EXPECT_THAT(names(*mine), ElementsAre("mine.anger", "mine.joy", "mine.sadness"));
  EXPECT_EQ(std::get<double>(rate(*mine, "bb").values[1]), 2);
  EXPECT_EQ(mine->info().fields[0].scheme->kind(), SchemeKind::numbers);
}

TEST_F(HuggingFaceTest, puts_labels_into_the_order_of_their_scheme) {
  folder_.config.labels = {"Positive", "NEG", "neutral"};  // sentiment3: negative, neutral, positive
  const auto mine = rater();
  EXPECT_THAT(names(*mine), ElementsAre("sentiment3", "sentiment3.negative", "sentiment3.neutral",
                                        "sentiment3.positive", "sentiment3.confidence"));
  const Rating rating = rate(*mine, "bbba");  // positive 1, negative 3
  EXPECT_EQ(std::get<LabelId>(rating.values[0]), 0);
  EXPECT_GT(std::get<double>(rating.values[1]), .8);
  ASSERT_FALSE(rating.evidence.empty());
  EXPECT_EQ(rating.evidence[0].field, "sentiment3.negative");
}

TEST_F(HuggingFaceTest, says_which_words_decided) {
  folder_.config.problem = ProblemType::multi_label;
  const Rating rating = rate(*rater(), "é bb x a");  // decided: all, for sigmoid(0) is .5
  std::vector<std::string> said;
  for (const Evidence& e : rating.evidence)
    if (e.field == "mine.joy")
      said.push_back(std::to_string(e.start) + "-" + std::to_string(e.end) + " " + e.text + " " +
                     std::to_string(std::lround(e.weight * 1000)));
  EXPECT_THAT(said, ElementsAre("0-1 é 0", "2-4 bb 2000", "5-6 x 0", "7-8 a 0"));
}

TEST_F(HuggingFaceTest, says_of_texts_without_a_decision_what_speaks_for_the_likeliest) {
  folder_.config.problem = ProblemType::multi_label;
  const Rating rating = rate(*rater({.threshold = 0.99}), "b a b");
  for (const Evidence& e : rating.evidence) EXPECT_EQ(e.field, "mine.joy");
  EXPECT_EQ(rating.evidence.size(), 3U);
}

TEST_F(HuggingFaceTest, explains_long_texts_by_fewer_spans) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "b ";
  const auto spans = [&](std::size_t window) { return rate(*rater({.window = window}), text).evidence.size(); };
  EXPECT_EQ(spans(512), 256U / 5);  // 2,000 bytes: windows of 510 begin at 0, 382, 764, 1146 and 1490
  EXPECT_EQ(spans(34), 8U);
}

TEST_F(HuggingFaceTest, reads_long_texts_in_windows_and_says_where_it_stopped) {
  const std::string text(1000, 'b');
  const Rating all = rate(*rater({.window = 102, .overlap = 0}), text);
  EXPECT_EQ(all.status, Status::ok);
  const Rating some = rate(*rater({.window = 102, .overlap = 0, .most_windows = 3}), text);
  EXPECT_EQ(some.status, Status::truncated);
  EXPECT_EQ(std::get<LabelId>(some.values[0]), 1);
  EXPECT_EQ(some.evidence.back().end, 300U);
}

TEST_F(HuggingFaceTest, of_nulls_empty_and_odd_texts) {
  const auto mine = rater({.embed = true});
  EXPECT_EQ(mine->info().fields.back().name, "embedding");
  EXPECT_EQ(mine->info().fields.back().size, 2U);
  const std::string nul("\0", 1);
  const std::vector<Item> items = {
      {}, {.text = ""}, {.text = "?"}, {.text = nul}, {.text = "\xff\xf0"}, {.text = "😀"}};
  const RatingBatch batch = mine->rate(items, {.evidence = true});
  EXPECT_THAT(batch.status,
              ElementsAre(Status::no_text, Status::ok, Status::error, Status::ok, Status::ok, Status::ok));
  const auto& vectors = std::get<VectorColumn>(batch.columns.back());
  EXPECT_TRUE(vectors.is_null(0) && vectors.is_null(2));
  EXPECT_THAT(vectors[1], ElementsAre(2, 1));
  EXPECT_EQ(std::get<LabelColumn>(batch.columns[0])[0], kNoLabel);
  EXPECT_TRUE(std::isnan(std::get<NumberColumn>(batch.columns[1])[2]));
  EXPECT_TRUE(mine->rate({}, {.evidence = true}).status.empty());
}

TEST_F(HuggingFaceTest, its_info_holds_what_decides_content) {
  const RaterInfo plain = rater()->info();
  EXPECT_TRUE(plain.slow);
  EXPECT_EQ(plain.kind, RaterKind::model);
  EXPECT_EQ(plain.content_sha256, content_sha256(folder_));
  EXPECT_EQ(plain.licence, LicenceClass::terms);
  EXPECT_THAT(plain.licence_text, HasSubstr("README.md"));
  using Setting = std::pair<std::string, std::string>;
  EXPECT_THAT(plain.settings, ElementsAre(Setting{"precision", "float32"}, Setting{"window", "512"},
                                          Setting{"overlap", "128"}, Setting{"most_windows", "64"}));
  EXPECT_NE(rater({.precision = Precision::int8})->info().settings, plain.settings);
  const auto details = nlohmann::json::parse(plain.details);
  EXPECT_EQ(details["architecture"], "bert");
  EXPECT_EQ(details["labels"], (std::vector<std::string>{"anger", "joy", "sadness"}));
  EXPECT_EQ(details["scheme_built_in"], false);
}

TEST_F(HuggingFaceTest, without_a_head_gives_vectors_or_nothing) {
  auto weights = std::make_shared<EncoderWeights>(*folder_.weights);
  weights->head_output.reset();
  folder_.weights = weights;
  const auto folder = std::make_shared<const ModelFolder>(folder_);
  const auto model = std::make_shared<CountingModel>("abc");
  const auto refused = make_hugging_face({"mine", files_.path}, folder, model);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(refused.error().what, HasSubstr("--embed"));
  EXPECT_THAT(names(*rater({.embed = true})), ElementsAre("embedding"));
  EXPECT_TRUE(rate(*rater({.embed = true}), "a b").evidence.empty());
}

TEST_F(HuggingFaceTest, windows_that_the_model_cannot_hold_are_refused) {
  const auto folder = std::make_shared<const ModelFolder>(folder_);
  const auto model = std::make_shared<CountingModel>("abc");
  const auto error = [&](NetworkSettings settings) {
    const auto made = make_hugging_face({"mine", files_.path, settings}, folder, model);
    return made ? "" : made.error().what;
  };
  EXPECT_EQ(error({.window = 513}), "mine.window takes 3 to 512 tokens here");
  EXPECT_EQ(error({.window = 12, .overlap = 10}), "mine.overlap takes 0 to 9 tokens here");
  EXPECT_EQ(error({.window = 3}), "");
}

}  // namespace
}  // namespace openaffect
