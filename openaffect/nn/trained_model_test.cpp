#include "openaffect/nn/trained_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/nn/trained_model_testing.h"

namespace openaffect {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

json sample_json() {
  return json::parse(trained_model_json(sample_trained()));
}

std::string message(const json& file) {
  const auto model = parse_trained_model(file.dump());
  return model ? "no error" : describe_error(model.error());
}

// What is said when a field, given by its JSON pointer, is another.
std::string message_with(const char* pointer, const json& value) {
  json file = sample_json();
  file[json::json_pointer(pointer)] = value;
  return message(file);
}

std::string message_without(const char* object, const char* field) {
  json file = sample_json();
  file[json::json_pointer(object)].erase(field);
  return message(file);
}

// law: parse(json(m)) == m
TEST(TrainedModel, comes_back_as_it_was_written) {
  const TrainedModel written = sample_trained();
  const auto read = parse_trained_model(trained_model_json(written));
  ASSERT_TRUE(read) << describe_error(read.error());
  EXPECT_EQ(read->name, written.name);
  EXPECT_EQ(read->summary, written.summary);
  EXPECT_EQ(read->licence, LicenceClass::nc);
  EXPECT_EQ(read->licence_text, written.licence_text);
  EXPECT_EQ(read->longest_text, 8U);
  EXPECT_EQ(read->preparation, written.preparation);
  EXPECT_EQ(read->trained, written.trained);
  ASSERT_EQ(read->heads.size(), written.heads.size());
  for (std::size_t i = 0; i < read->heads.size(); ++i) {
    EXPECT_EQ(read->heads[i].id, written.heads[i].id);
    EXPECT_EQ(read->heads[i].kind, written.heads[i].kind);
    EXPECT_EQ(read->heads[i].names, written.heads[i].names);
    EXPECT_EQ(read->heads[i].temperature, written.heads[i].temperature);
    EXPECT_EQ(read->heads[i].thresholds, written.heads[i].thresholds);
    EXPECT_EQ(scheme_text(*read->schemes[i]), scheme_text(*written.schemes[i]));
  }
  EXPECT_EQ(trained_model_json(*read), trained_model_json(written));
}

TEST(TrainedModel, only_schemes_that_are_not_built_in_stand_in_the_file) {
  const json file = sample_json();
  ASSERT_EQ(file["schemes"].size(), 1U);
  EXPECT_EQ(file["schemes"][0]["id"], "mood");
}

TEST(TrainedModel, an_ordinal_head_has_an_output_less_than_grades) {
  std::vector<std::size_t> outputs;
  for (const TrainedHead& head : sample_trained().heads) outputs.push_back(head.outputs());
  EXPECT_THAT(outputs, ElementsAre(3, 7, 11, 4, 2, 1, 3));
}

TEST(TrainedModel, columns_are_called_as_the_scheme_unless_heads_share_it) {
  TrainedModel model = sample_trained();
  model.heads[0].id = "tone";
  EXPECT_EQ(head_column(model, 0), "sentiment3");
  add_head(model, HeadKind::distribution, built_in_scheme("sentiment3"));
  EXPECT_EQ(head_column(model, 0), "tone");
  EXPECT_EQ(head_column(model, 7), "sentiment3");
  EXPECT_TRUE(parse_trained_model(trained_model_json(model)));
  model.heads[7].id = "ekman7";
  EXPECT_THAT(message(json::parse(trained_model_json(model))), HasSubstr("'ekman7' stands twice"));
  model.heads[7].id = "embedding";
  EXPECT_EQ(message(json::parse(trained_model_json(model))), "heads[7]: 'embedding' is the name of another column");
}

TEST(TrainedModel, a_model_that_lacks_a_scheme_or_bends_one_is_a_bug) {
  TrainedModel model = sample_trained();
  model.schemes.pop_back();
  EXPECT_THROW(static_cast<void>(head_scheme(model, 6)), ContractError);
  json bent = json::parse(scheme_text(*built_in_scheme("vad")));
  bent["title"] = "Another";
  model.schemes.push_back(std::make_shared<const Scheme>(*Scheme::parse(bent.dump())));
  EXPECT_THROW(static_cast<void>(trained_model_json(model)), ContractError);
}

TEST(TrainedModel, fields_that_nobody_knows_are_refused_with_the_near_name) {
  EXPECT_THAT(message_with("/sumary", "x"), HasSubstr("unknown field 'sumary'; did you mean 'summary'?"));
  EXPECT_THAT(message_with("/heads/1/threshold", {1}),
              HasSubstr("heads[1]: unknown field 'threshold'; did you mean 'thresholds'?"));
  EXPECT_THAT(message_with("/preparation/emojis", true), HasSubstr("did you mean 'emoji'?"));
  EXPECT_THAT(message_with("/trained/0/hash", "x"), HasSubstr("trained[0]: unknown field 'hash'"));
  EXPECT_THAT(message_with("/schemes/0/lables", 1), HasSubstr("schemes[0]: unknown field 'lables'"));
}

TEST(TrainedModel, what_is_missing_is_named) {
  for (const char* field :
       {"schema", "name", "version", "licence_class", "precision", "longest_text", "preparation", "heads", "trained"})
    EXPECT_EQ(message_without("", field), std::string(field) + ": missing");
  EXPECT_EQ(message_without("/heads/2", "kind"), "heads[2].kind: missing");
  EXPECT_EQ(message_without("/preparation", "users"), "preparation.users: missing");
  EXPECT_EQ(message_without("", "summary"), "no error");
  EXPECT_EQ(message_without("", "licence"), "no error");
}

TEST(TrainedModel, wrong_values_are_named_with_their_path) {
  EXPECT_THAT(message_with("/schema", "openaffect/model/2"), HasSubstr("is not 'openaffect/model/1'"));
  EXPECT_THAT(message_with("/name", "My Model"), HasSubstr("name: 'My Model' is not lower_snake_case"));
  EXPECT_THAT(message_with("/licence_class", "opn"), HasSubstr("did you mean 'open'?"));
  EXPECT_THAT(message_with("/precision", "int9"), HasSubstr("precision: unknown precision 'int9'"));
  EXPECT_EQ(message_with("/longest_text", 2.5), "longest_text: 2.5 is no whole number from 1 to 1048576");
  EXPECT_THAT(message_with("/preparation/users", 1), HasSubstr("preparation.users: is neither true nor false"));
  EXPECT_THAT(message_with("/trained/0/sha256", "ab"), HasSubstr("trained[0].sha256: is not 64 digits"));
  EXPECT_THAT(message_with("/heads", json::array()), HasSubstr("heads: 0 given"));
}

TEST(TrainedModel, heads_fit_their_schemes) {
  EXPECT_THAT(message_with("/heads/0/kind", "single"), HasSubstr("heads[0].kind: unknown kind 'single'"));
  EXPECT_EQ(message_with("/heads/0/kind", "ordinal"),
            "heads[0].kind: ordinal does not go with sentiment3, a scheme of categories");
  EXPECT_EQ(message_with("/heads/2/kind", "single_label"),
            "heads[2].kind: single_label does not go with semeval11, a scheme of multi_categories");
  EXPECT_THAT(message_with("/heads/0/scheme", "sentiment4"),
              HasSubstr("unknown scheme 'sentiment4'; did you mean 'sentiment3'?"));
  EXPECT_EQ(message_with("/heads/0/names", {"negative", "positive"}),
            "heads[0].names: 2 given; sentiment3 has 3 labels");
  EXPECT_EQ(message_with("/heads/0/names", {"neutral", "negative", "positive"}),
            "heads[0].names[0]: 'neutral' stands where sentiment3 has 'negative'");
  EXPECT_THAT(message_with("/heads/6/names/1", "arousl"), HasSubstr("did you mean 'arousal'?"));
  EXPECT_EQ(message_with("/heads/6/names", {"valence", "valence"}), "heads[6].names[1]: 'valence' stands twice");
  EXPECT_EQ(message_with("/heads/6/names", json::array()), "heads[6].names: empty");
  EXPECT_EQ(message_with("/heads/6/names", {"dominance"}), "no error");
  EXPECT_EQ(message_with("/heads/1/id", "sentiment3"), "heads[1].id: 'sentiment3' stands twice");
  EXPECT_THAT(message_with("/schemes/0/id", "tone"), HasSubstr("heads[4].scheme: unknown scheme 'mood'"));
  EXPECT_THAT(message_with("/schemes/0/id", "vad"), HasSubstr("schemes[0]: 'vad' is built in"));
  json file = sample_json();
  file["schemes"].push_back(file["schemes"][0]);
  EXPECT_EQ(message(file), "schemes[1]: 'mood' stands twice");
  file["schemes"][1]["id"] = "tone";
  EXPECT_EQ(message(file), "schemes[1]: no head has 'tone'");
}

TEST(TrainedModel, temperatures_and_thresholds_are_bounded) {
  EXPECT_EQ(message_with("/heads/0/temperature", 0), "heads[0].temperature: 0 is not above 0 and at most 1e6");
  EXPECT_EQ(message_with("/heads/6/temperature", 2), "heads[6].temperature: a regression has none");
  EXPECT_EQ(message_with("/heads/1/thresholds/3", 1), "heads[1].thresholds[3]: 1 is not between 0 and 1");
  EXPECT_EQ(message_with("/heads/1/thresholds", {.5}), "heads[1].thresholds: 1 given, and 7 labels");
  EXPECT_EQ(message_with("/heads/0/thresholds", {.5, .5, .5}), "heads[0].thresholds: only a multi_label head has them");
  EXPECT_EQ(message_without("/heads/1", "thresholds"), "no error");
}

TEST(TrainedModel, what_is_no_json) {
  EXPECT_FALSE(parse_trained_model("{"));
  EXPECT_FALSE(parse_trained_model("[]"));
  EXPECT_EQ(parse_trained_model("").error().kind, ErrorKind::format);
}

}  // namespace
}  // namespace openaffect
