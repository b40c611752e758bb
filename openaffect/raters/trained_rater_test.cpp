#include "openaffect/raters/trained_rater.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/nn/trained_model_testing.h"
#include "openaffect/raters/neural_testing.h"

namespace openaffect {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Heads of sentiment3, ekman7 (one label a text), sst5 and vad, whose 17 outputs count the letters a to q.
class TrainedRaterTest : public testing::Test {
 protected:
  TrainedRaterTest() : files_(sample_trained_folder("trained_rater")) {
    TrainedModel model = sample_trained();
    for (const int gone : {5, 4, 2}) {  // polarity, mood, semeval11
      model.heads.erase(model.heads.begin() + gone);
      model.schemes.erase(model.schemes.begin() + gone);
    }
    model.longest_text = 300;
    auto opened = open_model_folder(files_.path);
    if (!opened) throw std::runtime_error(describe_error(opened.error()));
    folder_ = *std::move(opened);
    folder_.trained = std::move(model);
    folder_.tokenizer = std::make_shared<ByteTokenizer>();
    folder_.config.longest_text = 512;
    folder_.config.hidden = 2;
  }
  std::shared_ptr<const Rater> rater(NetworkSettings settings = {}, const std::string& name = "mine") const {
    auto made = make_trained_rater({name, files_.path, settings}, std::make_shared<const ModelFolder>(folder_),
                                   std::make_shared<CountingModel>("abcdefghijklmnopq"));
    if (!made) throw std::runtime_error(describe_error(made.error()));
    return *made;
  }
  static Rating rate(const Rater& rater, std::string_view text) {
    const Item item{.text = text};
    return rating_at(rater.rate({&item, 1}, {.evidence = true}), 0);
  }
  static std::size_t place(const Rater& rater, std::string_view name) {
    for (std::size_t i = 0; i < rater.info().fields.size(); ++i)
      if (rater.info().fields[i].name == name) return i;
    throw std::out_of_range(std::string(name));
  }
  static double number(const Rater& rater, const Rating& rating, std::string_view name) {
    return std::get<double>(rating.values[place(rater, name)]);
  }
  static std::string label(const Rater& rater, const Rating& rating, std::string_view name) {
    const std::size_t at = place(rater, name);
    return rater.info().fields[at].scheme->label(std::get<LabelId>(rating.values[at])).id;
  }

  TestFolder files_;
  ModelFolder folder_;
};

TEST_F(TrainedRaterTest, has_the_columns_of_all_its_heads) {
  std::vector<std::string> names;
  const auto mine = rater({.embed = true});
  for (const RaterField& field : mine->info().fields) names.push_back(field.name);
  EXPECT_THAT(names, ElementsAre("sentiment3", "sentiment3.negative", "sentiment3.neutral", "sentiment3.positive",
                                 "sentiment3.confidence", "ekman7", "ekman7.anger", "ekman7.disgust", "ekman7.fear",
                                 "ekman7.joy", "ekman7.sadness", "ekman7.surprise", "ekman7.neutral",
                                 "ekman7.confidence", "sst5", "sst5.very_negative", "sst5.negative", "sst5.neutral",
                                 "sst5.positive", "sst5.very_positive", "sst5.confidence", "vad.valence", "vad.arousal",
                                 "vad.dominance", "embedding"));
}

// Letters: a b c sentiment3; d … j ekman7; k l m n sst5; o p q vad. "ccgnooo": c 2, g 1, n 1, o 3.
TEST_F(TrainedRaterTest, reads_each_head_by_its_kind) {
  const auto mine = rater();
  const Rating rating = rate(*mine, "ccgnooo");
  EXPECT_EQ(label(*mine, rating, "sentiment3"), "positive");
  const double powers = std::exp(2 / 1.25);
  EXPECT_NEAR(number(*mine, rating, "sentiment3.confidence"), powers / (powers + 2), 1e-12);  // temperature 1.25
  EXPECT_EQ(label(*mine, rating, "ekman7"), "joy");
  EXPECT_NEAR(number(*mine, rating, "ekman7.joy"), 1 / (1 + std::exp(-1.)), 1e-12);
  EXPECT_EQ(number(*mine, rating, "ekman7.fear"), .5);
  // P(> k) = .5 .5 .5 .731: one of them above .5
  EXPECT_EQ(label(*mine, rating, "sst5"), "negative");
  EXPECT_EQ(number(*mine, rating, "vad.valence"), 1);  // 3, cut to the range
  EXPECT_EQ(number(*mine, rating, "vad.arousal"), 0);
}

TEST_F(TrainedRaterTest, one_threshold_may_stand_for_all) {
  folder_.trained->heads[1].thresholds = {.9, .9, .9, .9, .9, .9, .1};
  EXPECT_EQ(label(*rater(), rate(*rater(), "g"), "ekman7"), "neutral");  // .731 - .9 < .5 - .1
  const auto even = rater({.threshold = .5});
  EXPECT_EQ(label(*even, rate(*even, "g"), "ekman7"), "joy");
  using Setting = std::pair<std::string, std::string>;
  EXPECT_THAT(even->info().settings, Contains(Setting{"threshold", "0.5"}));
  EXPECT_THAT(rater()->info().settings, Not(Contains(testing::Field(&Setting::first, "threshold"))));
}

// Offsets are those of the text that came: "&amp;" is one letter to the network.
TEST_F(TrainedRaterTest, weighs_words_of_the_text_as_it_was_given) {
  const auto mine = rater();
  const Rating rating = rate(*mine, "é &amp; cc o");
  std::vector<std::string> said;
  for (const Evidence& e : rating.evidence)
    if (e.field == "sentiment3.positive" || e.field == "vad.valence")
      said.push_back(std::to_string(e.start) + "-" + std::to_string(e.end) + " " + e.text + " " + e.field + " " +
                     std::to_string(std::lround(e.weight * 1000)));
  EXPECT_THAT(said, Contains("8-10 cc sentiment3.positive 1600"));  // 2 / 1.25
  EXPECT_THAT(said, Contains("11-12 o vad.valence 1000"));
  for (const Evidence& e : rating.evidence)
    EXPECT_TRUE(e.field == "sst5" || e.field.find('.') != std::string::npos) << e.field;
}

TEST_F(TrainedRaterTest, reads_long_texts_in_windows_of_what_it_was_trained_on) {
  const auto mine = rater({.overlap = 0, .most_windows = 2});
  const Rating rating = rate(*mine, std::string(1000, 'o'));
  EXPECT_EQ(rating.status, Status::truncated);
  EXPECT_EQ(rating.evidence.back().end, 2U * 298);
  EXPECT_EQ(rate(*mine, "").status, Status::ok);
  const Item null;
  EXPECT_EQ(mine->rate({&null, 1}).status[0], Status::no_text);
}

TEST_F(TrainedRaterTest, its_info_is_that_of_the_folder) {
  const RaterInfo info = rater({}, "")->info();
  EXPECT_EQ(info.name, "sample");
  EXPECT_EQ(info.version, "1.0");
  EXPECT_EQ(info.licence, LicenceClass::nc);
  EXPECT_EQ(info.licence_text, "CC-BY-NC-4.0");
  EXPECT_THAT(info.languages, ElementsAre("en"));
  EXPECT_EQ(info.summary, "A sample.");
  EXPECT_EQ(info.content_sha256, content_sha256(folder_));
  EXPECT_TRUE(info.slow);
  const auto details = nlohmann::json::parse(info.details);
  EXPECT_EQ(details["answers"][1], "ekman7 (multi_label)");
  EXPECT_EQ(details["prepares"], (nlohmann::json{"entities", "links", "users"}));
  EXPECT_EQ(rater()->info().name, "mine");
}

TEST_F(TrainedRaterTest, takes_the_models_precision_or_float32_and_says_so) {
  folder_.trained->precision = Precision::int8;
  const RaterInfo info = rater()->info();
  const auto details = nlohmann::json::parse(info.details);
  EXPECT_EQ(details["precision"], "int8");
  EXPECT_FALSE(details.contains("precision_note"));
  EXPECT_EQ(info.settings[0].second, details["precision"].get<std::string>());
  const auto made =
      make_trained_rater({"mine", files_.path, {}, Device::cuda}, std::make_shared<const ModelFolder>(folder_),
                         std::make_shared<CountingModel>("abcdefghijklmnopq"));
  ASSERT_TRUE(made);
  EXPECT_THAT((*made)->info().details, HasSubstr("precision_note"));
  EXPECT_EQ(rater({.precision = Precision::float32})->info().settings[0].second, "float32");
}

TEST_F(TrainedRaterTest, what_it_is_not_made_of) {
  const auto foreign = make_trained_rater({"mine", sample_bert_folder("not_trained").path});
  ASSERT_FALSE(foreign);
  EXPECT_THAT(foreign.error().what, HasSubstr("has no openaffect.json"));
  const auto window = make_trained_rater({"mine", files_.path, {.window = 9}});
  ASSERT_FALSE(window);
  EXPECT_EQ(window.error().what, "mine.window takes 3 to 8 tokens here");
}

// Through the real network, prepared and cut: an embedding and labels in one go.
TEST_F(TrainedRaterTest, from_the_folder) {
  const auto made = make_trained_rater({"", files_.path, {.embed = true}});
  ASSERT_TRUE(made) << describe_error(made.error());
  const Item item{.text = "a b c"};
  const RatingBatch batch = (*made)->rate({&item, 1});
  EXPECT_EQ(std::get<VectorColumn>(batch.columns.back()).width, 4U);
  EXPECT_EQ((*made)->info().fields.size(), batch.columns.size());
}

}  // namespace
}  // namespace openaffect
