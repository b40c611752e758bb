#include "openaffect/exchange/hugging_face_card.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Card, front_matter_and_body) {
  const auto card = *parse_card("---\nlicense: mit\nlanguage:\n- en\n---\n\n# Title\n", "README.md");
  EXPECT_EQ(card.front.dump(), R"({"license":"mit","language":["en"]})");
  EXPECT_EQ(card.body, "\n# Title\n");
  EXPECT_EQ(parse_card("# no front\n---\na: 1\n---\n", "r")->front.size(), 0U);
  EXPECT_EQ(parse_card("---\nnever closed: 1\n", "r")->body, "---\nnever closed: 1\n");
  EXPECT_EQ(parse_card("---\r\na: 1\r\n---\r\nb", "r")->body, "b");
  EXPECT_EQ(parse_card("", "r")->body, "");
  EXPECT_EQ(parse_card("---", "r")->body, "---");
}

TEST(Card, errors_stand_in_the_file) {
  const auto broken = parse_card("---\na: 1\nb: [\n---\n", "README.md");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.file, "README.md");
  EXPECT_GE(*broken.error().where.row, 3U);
}

// Features(…)._to_yaml_list() and .to_dict() of datasets 5.2 for the same features.
TEST(Card, features_in_both_spellings) {
  const auto yaml = *parse_card(R"(---
features:
- name: text
  dtype: string
- name: label
  dtype:
    class_label:
      names:
        '0': neg
        '1': pos
- name: labels
  list:
    class_label:
      names:
        '0': a
        '1': b
- name: score
  list: float32
- name: audio
  dtype:
    audio:
      sampling_rate: 16000
---
)",
                                "r");
  const auto check = [](const std::vector<Feature>& features) {
    ASSERT_EQ(features.size(), 5U);
    EXPECT_EQ(features[0].type, "string");
    EXPECT_EQ(features[1].labels, (std::vector<std::string>{"neg", "pos"}));
    EXPECT_FALSE(features[1].several);
    EXPECT_EQ(features[2].labels, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(features[2].several);
    EXPECT_TRUE(features[3].labels.empty());
    EXPECT_EQ(features[4].type, "audio");
  };
  check(features_of(yaml.front["features"]));
  check(features_of(Fields::parse(R"({"text": {"dtype": "string", "_type": "Value"},
    "label": {"names": ["neg", "pos"], "_type": "ClassLabel"},
    "labels": {"feature": {"names": ["a", "b"], "_type": "ClassLabel"}, "_type": "List"},
    "score": {"feature": {"dtype": "float32", "_type": "Value"}, "_type": "List"},
    "audio": {"sampling_rate": 16000, "_type": "Audio"}})")));
}

TEST(Card, law_written_features_are_read) {
  const std::vector<Feature> features = {
      {"t", "string", {}, false}, {"l", "", {"x", "y"}, false}, {"m", "", {"x"}, true}};
  const auto equal = [&](const std::vector<Feature>& again) {
    ASSERT_EQ(again.size(), features.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
      EXPECT_EQ(again[i].name, features[i].name);
      EXPECT_EQ(again[i].type, features[i].type);
      EXPECT_EQ(again[i].labels, features[i].labels);
      EXPECT_EQ(again[i].several, features[i].several);
    }
  };
  equal(features_of(card_features(features)));
  equal(features_of(Fields::parse(parquet_features(features))["info"]["features"]));
}

}  // namespace
}  // namespace openaffect
