#include "openaffect/learn/recipe.h"

#include "openaffect/learn/learn_testing.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;

constexpr const char* kHeads = R"([{"id": "sentiment3"}])";
constexpr const char* kSources =
    R"([{"name": "mine", "data": "mine.csv", "targets": [{"head": "sentiment3", "column": "mood"}]}])";

std::string document(const std::string& heads = kHeads, const std::string& sources = kSources,
                     const std::string& more = "") {
  return R"({"schema": "openaffect/recipe/1", "heads": )" + heads + R"(, "sources": )" + sources + more + "}";
}
std::string failure(const std::string& json, const std::string& folder = "") {
  const auto recipe = parse_recipe(json, folder);
  return recipe ? "" : describe_error(recipe.error());
}
std::string with_target(const std::string& target) {
  return R"([{"name": "m", "data": "m.csv", "targets": [)" + target + "]}]";
}

class Recipes : public LearnFiles {};

TEST_F(Recipes, defaults) {
  const auto recipe = parse_recipe(document(), "/data");
  ASSERT_TRUE(recipe) << describe_error(recipe.error());
  EXPECT_EQ(recipe->heads[0].kind, HeadKind::single_label);
  EXPECT_EQ(recipe->heads[0].scheme->id(), "sentiment3");
  EXPECT_EQ(recipe->sources[0].data, "/data/mine.csv");
  EXPECT_EQ(recipe->sources[0].text, "text");
  EXPECT_EQ(recipe->base, "minilm");
  EXPECT_EQ(recipe->fit.epochs, FitOptions().epochs);
  EXPECT_FALSE(recipe->fit_precision);
}

TEST_F(Recipes, an_unknown_field_is_named_with_the_nearest) {
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "nmae": "x")")), HasSubstr("did you mean 'name'"));
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "fit": {"epochss": 3})")),
              AllOf(HasSubstr("fit: "), HasSubstr("did you mean 'epochs'")));
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "preparation": {"emojis": true})")),
              HasSubstr("did you mean 'emoji'"));
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3", "los": "asymmetric"}])")),
              AllOf(HasSubstr("heads[0]"), HasSubstr("did you mean 'loss'")));
  EXPECT_THAT(failure(document(kHeads, with_target(R"({"head": "sentiment3", "colum": "x"})"))),
              AllOf(HasSubstr("sources[0].targets[0]"), HasSubstr("did you mean 'column'")));
}

TEST_F(Recipes, numbers_have_ranges) {
  for (const auto& [field, value] : {std::pair{"epochs", "0"},
                                     {"epochs", "-1"},
                                     {"lr", "2"},
                                     {"layer_decay", "1.5"},
                                     {"warmup", "-.1"},
                                     {"batch", "0"},
                                     {"ema", "1"},
                                     {"dropout", "1"},
                                     {"temperature", "0"},
                                     {"seed", "-1"},
                                     {"threads", "5000"}})
    EXPECT_THAT(
        failure(document(kHeads, kSources,
                         std::string(R"(, "fit": {")") + field + "\": " + (value[0] == '-' ? "-1" : value) + "}")),
        HasSubstr(std::string("fit.") + field))
        << field;
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "fit": {"batch": 1.5})")), HasSubstr("1.5 is no whole number"));
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "longest_text": 4)")),
              HasSubstr("longest_text: 4 is not within"));
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3", "weight": 0}])")), HasSubstr("heads[0].weight"));
}

TEST_F(Recipes, choices_are_named) {
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3", "kind": "singel_label"}])")),
              HasSubstr("did you mean 'single_label'"));
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "store": "innt8")")), HasSubstr("did you mean 'int8'"));
  EXPECT_THAT(failure(document(kHeads, kSources, R"(, "store": "bfloat16")")), HasSubstr("store: "));
  EXPECT_THAT(failure(document(R"([{"id": "x", "scheme": "sentimen3"}])")),
              AllOf(HasSubstr("heads[0].scheme"), HasSubstr("did you mean 'sentiment3'")));
}

TEST_F(Recipes, heads_and_targets_belong_together) {
  EXPECT_THAT(failure(document(kHeads, with_target(R"({"head": "sentiment"})"))),
              AllOf(HasSubstr("sources[0].targets[0].head"), HasSubstr("did you mean 'sentiment3'")));
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3"}, {"id": "vad"}])")),
              HasSubstr("heads[1]: no source has answers"));
  EXPECT_THAT(failure(document(R"([{"id": "vad", "kind": "ordinal"}])", with_target(R"({"head": "vad"})"))),
              HasSubstr("heads[0].scheme"));
  EXPECT_THAT(failure(document(R"([{"id": "vad"}])", with_target(R"({"head": "vad", "column": "v"})"))),
              HasSubstr("{field}"));
  EXPECT_THAT(failure(document(kHeads, with_target(R"({"head": "sentiment3", "mapping": "goemotions28_to_ekman7"})"))),
              HasSubstr("gives labels of ekman7"));
  EXPECT_THAT(failure(document(kHeads, with_target(R"({"head": "sentiment3", "mapping": "sst_to_sentiment3"})"))),
              HasSubstr("did you mean 'sst5_to_sentiment3'"));
  EXPECT_THAT(failure(document(kHeads, with_target(R"({"head": "sentiment3", "cuts": [1]})"))),
              HasSubstr("1 given; 3 labels need 2"));
  EXPECT_THAT(failure(document(kHeads, with_target(R"({"head": "sentiment3", "cuts": [1, 1]})"))),
              HasSubstr("cuts[1]"));
  EXPECT_THAT(failure(document(kHeads, R"([{"name": "m", "targets": [{"head": "sentiment3"}]}])")),
              HasSubstr("either set or data"));
  EXPECT_THAT(failure(document(kHeads, "[]")), HasSubstr("sources: none given"));
  const std::string one = R"([{"name": "m", "data": "m.csv", "targets": [{"head": "sentiment3"}]}])";
  EXPECT_THAT(failure(document(kHeads, one, R"(, "teachers": [{"model": "a", "heads": ["sentiment"]}])")),
              AllOf(HasSubstr("teachers[0].heads"), HasSubstr("sentiment3")));
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3"}, {"id": "sst5", "kind": "ordinal"}])", one,
                               R"(, "teachers": [{"model": "a", "heads": ["sst5"]}])")),
              HasSubstr("teachers[0].heads: sst5 is of grades"));
  EXPECT_THAT(failure(document(kHeads, one, R"(, "fit": {"attention_dropout": 1})")),
              HasSubstr("fit.attention_dropout"));
  EXPECT_THAT(failure(document(R"([{"id": "m", "scheme": "ekman7", "kind": "multi_label", "loss": "asymmetric",
                                   "class_weights": "balanced"}])",
                               R"([{"name": "m", "data": "m.csv", "targets": [{"head": "m"}]}])")),
              HasSubstr("asymmetric"));
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3", "thresholds": "jaccard"}])", one)),
              HasSubstr("heads[0].thresholds"));
  EXPECT_THAT(failure(document(R"([{"id": "sentiment3", "thresholds": "jacard"}])", one)),
              HasSubstr("did you mean 'jaccard'"));
}

// law: parse(recipe_json(r)) == r, seen through its JSON, which has every field.
TEST_F(Recipes, what_is_written_reads_back) {
  put("own.json", R"({"schema": "openaffect/scheme/1", "id": "own", "version": "2", "title": "T", "source": "us",
      "licence": "CC0", "kind": "grades", "labels": [{"id": "low", "definition": "d", "value": 1, "aliases": ["l"]},
      {"id": "high", "definition": "d", "value": 2}], "groupings": [{"id": "g", "source": "s", "groups": [{"id": "all",
      "labels": ["low", "high"]}]}], "cuts": {"scheme": "vad", "field": "valence", "cuts": [0.5]}})");
  const std::string json = document(
      R"([{"id": "sentiment3", "weight": 0.5, "class_weights": "balanced"}, {"id": "own", "scheme": "own.json"},
          {"id": "several", "kind": "multi_label", "scheme": "ekman7", "loss": "asymmetric", "thresholds": "jaccard"}])",
      R"([{"name": "m", "data": "m.csv", "text": "body", "where": {"a": "x", "n": 3, "t": true}, "split": "part",
           "keep_together": ["who"], "merge_equal": true, "licence": "CC0", "licence_class": "open", "where_held_out": {"root": true},
           "targets": [{"head": "sentiment3", "column": "s", "cuts": [-1, 1], "scale": 2, "offset": -3},
                       {"head": "own"}, {"head": "several", "column": "e", "mapping": "goemotions28_to_ekman7"}]}])",
      R"(, "name": "mood", "version": "3", "summary": "S", "languages": [], "base": "b/c", "longest_text": 64,
         "preparation": {"emoji": false}, "fit": {"epochs": 2.5, "keep_best": false, "seed": 9},
         "fit_precision": "float32", "store": "int8", "notes": ["n"],
         "teachers": ["a", {"model": "b", "heads": ["several"]}], "teacher_share": 0.25)");
  const auto recipe = parse_recipe(json, folder_);
  ASSERT_TRUE(recipe) << describe_error(recipe.error());
  EXPECT_EQ(recipe->sources[0].where[1], (std::pair<std::string, std::string>("n", "3")));
  EXPECT_EQ(recipe->fit.epochs, 2.5);
  EXPECT_EQ(recipe->teachers[1].heads, std::vector<std::string>{"several"});
  EXPECT_EQ(recipe->sources[0].licence_class, LicenceClass::open);
  EXPECT_FALSE(recipe->preparation.emoji);
  const auto again = parse_recipe(recipe_json(*recipe), "");
  ASSERT_TRUE(again) << describe_error(again.error());
  EXPECT_EQ(recipe_json(*again), recipe_json(*recipe));
  EXPECT_EQ(again->heads[1].scheme->labels()[1].value, 2);
  EXPECT_EQ(again->heads[1].scheme->cuts()->cuts, (std::vector<double>{0.5}));
  EXPECT_EQ(again->heads[1].kind, HeadKind::ordinal);
  EXPECT_EQ(again->heads[2].thresholds, ThresholdGoal::jaccard);
  EXPECT_EQ(again->sources[0].targets[0].offset, -3);
  EXPECT_EQ(again->fit_precision, Precision::float32);
}

TEST_F(Recipes, a_scheme_file_that_is_wrong_or_not_there) {
  put("bad.json", R"({"schema": "openaffect/scheme/1"})");
  EXPECT_THAT(failure(document(R"([{"id": "x", "scheme": "bad.json"}])"), folder_),
              AllOf(HasSubstr("heads[0].scheme"), HasSubstr("bad.json"), HasSubstr("id: missing")));
  EXPECT_THAT(failure(document(R"([{"id": "x", "scheme": "none.json"}])"), folder_), HasSubstr("none.json"));
}

TEST_F(Recipes, those_that_made_the_committed_models) {
  for (const std::string name : {"text", "text_teacher", "goe", "text_research_teacher", "text_research"}) {
    std::ifstream file(std::string(OA_SOURCE_DIR) + "/recipes/" + name + ".json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    const auto recipe = parse_recipe(json, "");
    ASSERT_TRUE(recipe) << describe_error(recipe.error());
    EXPECT_EQ(recipe->name, name);
    EXPECT_EQ(recipe->store, name == "goe" ? Precision::float32 : Precision::int8);
  }
}

TEST_F(Recipes, kinds_of_heads) {
  EXPECT_EQ(*head_kind_of(*built_in_scheme("sentiment3")), HeadKind::single_label);
  EXPECT_EQ(*head_kind_of(*built_in_scheme("goemotions28")), HeadKind::multi_label);
  EXPECT_EQ(*head_kind_of(*built_in_scheme("sst5")), HeadKind::ordinal);
  EXPECT_EQ(*head_kind_of(*built_in_scheme("vad")), HeadKind::regression);
}

TEST_F(Recipes, a_scheme_of_the_labels_of_a_column) {
  const std::vector<std::string> labels = {"Very Happy", "sad!", "SAD!", "5", "very-happy"};
  const auto own = scheme_of_labels("mood", labels);
  ASSERT_TRUE(own) << describe_error(own.error());
  ASSERT_EQ((*own)->labels().size(), 4U);  // "SAD!" is "sad!"
  EXPECT_EQ((*own)->id(), "mood");
  EXPECT_EQ((*own)->labels()[0].id, "very_happy");
  EXPECT_EQ((*own)->labels()[1].id, "sad");
  EXPECT_EQ((*own)->labels()[2].id, "label_5");
  EXPECT_EQ((*own)->labels()[3].id, "very_happy_2");
  EXPECT_EQ((*own)->find_label("VERY-HAPPY"), 3);
  const std::vector<std::string> known = {"pos", "neg", "Neutral"};
  EXPECT_EQ((*scheme_of_labels("mood", known))->id(), "sentiment3");
  EXPECT_EQ((*scheme_of_labels("ekman7", labels))->id(), "ekman7_labels");
  const std::vector<std::string> one = {"a", "A"};
  EXPECT_THAT(scheme_of_labels("mood", one).error().what, HasSubstr("one label only"));
}

// A label may be written as another one's id would be.
TEST_F(Recipes, labels_that_look_like_ids_of_others) {
  const std::vector<std::string> labels = {"A b", "a_b", "a-b", "a_b_2"};
  const auto own = scheme_of_labels("mood", labels);
  ASSERT_TRUE(own) << describe_error(own.error());
  for (std::size_t i = 0; i < labels.size(); ++i)
    EXPECT_EQ((*own)->find_label(labels[i]), static_cast<LabelId>(i)) << labels[i];
}

}  // namespace
}  // namespace openaffect
