// The embedded schemes against the publications' label lists, written by hand in the published order.
#include <algorithm>
#include <filesystem>
#include <map>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme.h"

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

std::vector<std::string> choices_of(const Scheme& scheme) {
  std::vector<std::string> ids;
  for (const Label& label : scheme.labels()) ids.push_back(label.id);
  for (const NumberField& field : scheme.fields()) ids.push_back(field.id);
  return ids;
}

std::vector<std::string> choices(std::string_view id) {
  return choices_of(*built_in_scheme(id));
}

// The ids of one group of a built-in scheme.
std::vector<std::string> group(std::string_view scheme_id, std::string_view grouping_id, std::string_view group_id) {
  const auto scheme = built_in_scheme(scheme_id);
  const std::vector<std::string> ids = choices_of(*scheme);
  for (const SchemeGrouping& grouping : scheme->groupings())
    for (const LabelGroup& candidate : grouping.groups) {
      if (grouping.id != grouping_id || candidate.id != group_id) continue;
      std::vector<std::string> labels;
      for (const LabelId label : candidate.labels) labels.push_back(ids[static_cast<std::size_t>(label)]);
      return labels;
    }
  return {"no such group"};
}

std::size_t group_count(std::string_view scheme_id, std::string_view grouping_id) {
  const auto scheme = built_in_scheme(scheme_id);
  for (const SchemeGrouping& grouping : scheme->groupings())
    if (grouping.id == grouping_id) return grouping.groups.size();
  return 0;
}

const std::vector<std::string> kGoEmotions = {
    "admiration", "amusement",   "anger",          "annoyance",   "approval", "caring",        "confusion",
    "curiosity",  "desire",      "disappointment", "disapproval", "disgust",  "embarrassment", "excitement",
    "fear",       "gratitude",   "grief",          "joy",         "love",     "nervousness",   "optimism",
    "pride",      "realization", "relief",         "remorse",     "sadness",  "surprise",      "neutral"};
const std::vector<std::string> kGoEmotionsPositive = {"admiration", "amusement",  "approval",  "caring",
                                                      "desire",     "excitement", "gratitude", "joy",
                                                      "love",       "optimism",   "pride",     "relief"};

TEST(BuiltInSchemes, are_these) {
  EXPECT_THAT(
      built_in_scheme_ids(),
      ElementsAre("affectnet8", "ambivalence2", "ei_oc4", "ekman7", "emonet40", "emotion32", "esc_strategy8",
                  "goemotions28", "intensity4", "irony2", "mikels8", "opinion3", "plutchik8", "polarity", "semeval11",
                  "sentiment3", "sst5", "subjectivity", "tweet_emotion4", "v_oc7", "vad", "vader", "valence01"));
}

TEST(BuiltInSchemes, are_the_files_of_the_folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(OA_SOURCE_DIR "/schemes"))
    if (entry.path().extension() == ".json") files.push_back(entry.path().stem().string());
  std::sort(files.begin(), files.end());
  EXPECT_THAT(built_in_scheme_ids(), ElementsAreArray(files));
}

TEST(BuiltInSchemes, all_say_who_what_and_under_which_licence) {
  for (const std::string_view id : built_in_scheme_ids()) {
    const auto scheme = built_in_scheme(id);
    EXPECT_EQ(scheme->id(), id);
    EXPECT_FALSE(scheme->description().empty()) << id;
    EXPECT_THAT(scheme->source(), testing::ContainsRegex("(19|20)[0-9][0-9]")) << id;
    EXPECT_THAT(scheme->licence(), testing::HasSubstr("Apache-2.0")) << id;
    const auto check = [&](const auto& choice) {
      EXPECT_THAT(choice.definition, testing::EndsWith(".")) << id << " " << choice.id;
      EXPECT_GT(choice.definition.size(), 12U) << id << " " << choice.id;
      EXPECT_FALSE(choice.definition_source.empty());
    };
    for (const Label& label : scheme->labels()) check(label);
    for (const NumberField& field : scheme->fields()) check(field);
  }
}

TEST(BuiltInSchemes, categories_stand_in_the_published_order) {
  EXPECT_THAT(choices("sentiment3"), ElementsAre("negative", "neutral", "positive"));
  EXPECT_THAT(choices("ekman7"), ElementsAre("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"));
  EXPECT_EQ(choices("goemotions28"), kGoEmotions);
  EXPECT_THAT(choices("mikels8"),
              ElementsAre("amusement", "awe", "contentment", "excitement", "anger", "disgust", "fear", "sadness"));
  EXPECT_THAT(choices("plutchik8"),
              ElementsAre("joy", "trust", "fear", "surprise", "sadness", "disgust", "anger", "anticipation"));
  EXPECT_THAT(choices("esc_strategy8"),
              ElementsAre("question", "restatement_or_paraphrasing", "reflection_of_feelings", "self_disclosure",
                          "affirmation_and_reassurance", "providing_suggestions", "information", "others"));
  EXPECT_THAT(choices("ambivalence2"), ElementsAre("absent", "present"));
  EXPECT_THAT(choices("irony2"), ElementsAre("no_irony", "irony"));
  EXPECT_THAT(choices("tweet_emotion4"), ElementsAre("anger", "joy", "optimism", "sadness"));
  EXPECT_THAT(choices("semeval11"), ElementsAre("anger", "anticipation", "disgust", "fear", "joy", "love", "optimism",
                                                "pessimism", "sadness", "surprise", "trust"));
  EXPECT_THAT(
      choices("emotion32"),
      ElementsAre("afraid", "angry", "annoyed", "anticipating", "anxious", "apprehensive", "ashamed", "caring",
                  "confident", "content", "devastated", "disappointed", "disgusted", "embarrassed", "excited",
                  "faithful", "furious", "grateful", "guilty", "hopeful", "impressed", "jealous", "joyful", "lonely",
                  "nostalgic", "prepared", "proud", "sad", "sentimental", "surprised", "terrified", "trusting"));
  EXPECT_THAT(choices("affectnet8"),
              ElementsAre("neutral", "happy", "sad", "surprise", "fear", "disgust", "anger", "contempt"));
}

TEST(BuiltInSchemes, kinds_are_the_publications) {
  const std::map<std::string_view, SchemeKind> other = {{"goemotions28", SchemeKind::multi_categories},
                                                        {"plutchik8", SchemeKind::multi_categories},
                                                        {"semeval11", SchemeKind::multi_categories},
                                                        {"opinion3", SchemeKind::grades},
                                                        {"ei_oc4", SchemeKind::grades},
                                                        {"v_oc7", SchemeKind::grades},
                                                        {"sst5", SchemeKind::grades}};
  for (const std::string_view id : built_in_scheme_ids()) {
    const auto scheme = built_in_scheme(id);
    const auto found = other.find(id);
    if (found != other.end())
      EXPECT_EQ(scheme->kind(), found->second) << id;
    else
      EXPECT_EQ(scheme->kind(), scheme->fields().empty() ? SchemeKind::categories : SchemeKind::numbers) << id;
  }
}

TEST(BuiltInSchemes, grades_carry_the_published_values) {
  const auto values = [](std::string_view id) {
    std::vector<double> numbers;
    const auto scheme = built_in_scheme(id);
    for (const Label& label : scheme->labels()) numbers.push_back(label.value.value());
    return numbers;
  };
  EXPECT_THAT(choices("ei_oc4"), ElementsAre("none", "low", "moderate", "high"));
  EXPECT_THAT(values("ei_oc4"), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(choices("v_oc7"),
              ElementsAre("very_negative", "moderately_negative", "slightly_negative", "neutral_or_mixed",
                          "slightly_positive", "moderately_positive", "very_positive"));
  EXPECT_THAT(values("v_oc7"), ElementsAre(-3, -2, -1, 0, 1, 2, 3));
  EXPECT_THAT(choices("sst5"), ElementsAre("very_negative", "negative", "neutral", "positive", "very_positive"));
  EXPECT_THAT(values("sst5"), ElementsAre(0, 1, 2, 3, 4));
}

TEST(BuiltInSchemes, opinion_is_cut_in_thirds_and_says_that_this_is_ours) {
  const auto scheme = built_in_scheme("opinion3");
  EXPECT_THAT(choices("opinion3"), ElementsAre("least_opinionated", "neutral", "highly_opinionated"));
  ASSERT_TRUE(scheme->cuts());
  EXPECT_EQ(scheme->cuts()->cuts, (std::vector<double>{1.0 / 3, 2.0 / 3}));
  EXPECT_THAT(scheme->cuts()->note, testing::HasSubstr("unknown"));
  EXPECT_NE(built_in_scheme(scheme->cuts()->scheme)->find_field(scheme->cuts()->field), nullptr);
}

TEST(BuiltInSchemes, numbers_have_the_published_ranges) {
  const auto expect_range = [](std::string_view id, std::string_view field_id, double minimum, double maximum) {
    const auto scheme = built_in_scheme(id);
    const NumberField* field = scheme->find_field(field_id);
    ASSERT_NE(field, nullptr) << id << " " << field_id;
    EXPECT_EQ(field->id, field_id);
    EXPECT_EQ(field->minimum, minimum);
    EXPECT_EQ(field->maximum, maximum);
    EXPECT_EQ(field->unit, "1");
  };
  EXPECT_THAT(choices("vader"), ElementsAre("neg", "neu", "pos", "compound"));
  for (const std::string_view share : {"neg", "neu", "pos"}) expect_range("vader", share, 0, 1);
  expect_range("vader", "compound", -1, 1);
  expect_range("polarity", "polarity", -1, 1);
  expect_range("subjectivity", "subjectivity", 0, 1);
  expect_range("valence01", "valence", 0, 1);
  EXPECT_THAT(choices("vad"), ElementsAre("valence", "arousal", "dominance"));
  for (const std::string_view dimension : {"valence", "arousal", "dominance"}) expect_range("vad", dimension, -1, 1);
  EXPECT_THAT(choices("intensity4"), ElementsAre("anger", "fear", "joy", "sadness"));
  for (const std::string_view emotion : {"anger", "fear", "joy", "sadness"}) expect_range("intensity4", emotion, 0, 1);
}

TEST(BuiltInSchemes, emonet_has_its_forty_emotions_in_whole_steps) {
  EXPECT_THAT(choices("emonet40"),
              ElementsAre("amusement", "elation", "pleasure_ecstasy", "contentment", "thankfulness_gratitude",
                          "affection", "infatuation", "hope_enthusiasm_optimism", "triumph", "pride", "interest", "awe",
                          "astonishment_surprise", "concentration", "contemplation", "relief", "longing", "teasing",
                          "impatience_and_irritability", "sexual_lust", "doubt", "fear", "distress", "confusion",
                          "embarrassment", "shame", "disappointment", "sadness", "bitterness", "contempt", "disgust",
                          "anger", "malevolence_malice", "sourness", "pain", "helplessness", "fatigue_exhaustion",
                          "emotional_numbness", "intoxication_altered_states_of_consciousness", "jealousy_and_envy"));
  const auto scheme = built_in_scheme("emonet40");
  for (const NumberField& field : scheme->fields()) {
    EXPECT_EQ(field.minimum, 0);
    EXPECT_EQ(field.maximum, 2);
    EXPECT_EQ(field.step, 1);
  }
}

TEST(BuiltInSchemes, published_spellings_are_found) {
  const std::tuple<std::string_view, std::string_view, std::string_view> spellings[] = {
      {"ekman7", "happiness", "joy"},
      {"ekman7", "Happy", "joy"},
      {"ekman7", "NEUTRAL", "neutral"},
      {"esc_strategy8", "Reflection of feelings", "reflection_of_feelings"},
      {"esc_strategy8", "Providing Suggestions", "providing_suggestions"},
      {"esc_strategy8", "Self-disclosure", "self_disclosure"},
      {"esc_strategy8", "Questions", "question"},
      {"esc_strategy8", "Other", "others"},
      {"esc_strategy8", "Restatement or Paraphrasing", "restatement_or_paraphrasing"},
      {"ei_oc4", "2: moderate amount of sadness can be inferred", "moderate"},
      {"ei_oc4", "0: no joy can be inferred", "none"},
      {"v_oc7", "-3: very negative emotional state can be inferred", "very_negative"},
      {"v_oc7", "0: neutral or mixed mental state can be inferred", "neutral_or_mixed"},
      {"sst5", "4: very positive", "very_positive"},
      {"sst5", "1", "negative"},
      {"ambivalence2", "Non-Ambivalent", "absent"},
      {"ambivalence2", "1", "present"},
      {"opinion3", "highly opinionated", "highly_opinionated"}};
  for (const auto& [id, text, label] : spellings) {
    const auto scheme = built_in_scheme(id);
    const auto found = scheme->find_label(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(scheme->label(*found).id, label) << text;
  }
  const auto emonet = built_in_scheme("emonet40");
  for (const std::string_view text :
       {"Pleasure/Ecstasy", "Hope/Optimism", "Hope/Enthusiasm/Optimism", "jealousy_&_envy", "Jealousy & Envy",
        "Intoxication/Altered States", "Fatigue", "Astonishment"})
    EXPECT_NE(emonet->find_field(text), nullptr) << text;
}

TEST(BuiltInSchemes, goemotions_is_grouped_as_published) {
  EXPECT_EQ(group_count("goemotions28", "ekman"), 7U);
  EXPECT_THAT(group("goemotions28", "ekman", "anger"), ElementsAre("anger", "annoyance", "disapproval"));
  EXPECT_THAT(group("goemotions28", "ekman", "disgust"), ElementsAre("disgust"));
  EXPECT_THAT(group("goemotions28", "ekman", "fear"), ElementsAre("fear", "nervousness"));
  EXPECT_EQ(group("goemotions28", "ekman", "joy"), kGoEmotionsPositive);
  EXPECT_THAT(group("goemotions28", "ekman", "sadness"),
              ElementsAre("disappointment", "embarrassment", "grief", "remorse", "sadness"));
  EXPECT_THAT(group("goemotions28", "ekman", "surprise"),
              ElementsAre("confusion", "curiosity", "realization", "surprise"));
  EXPECT_THAT(group("goemotions28", "ekman", "neutral"), ElementsAre("neutral"));
  EXPECT_EQ(group_count("goemotions28", "sentiment"), 4U);
  EXPECT_EQ(group("goemotions28", "sentiment", "positive"), kGoEmotionsPositive);
  EXPECT_THAT(group("goemotions28", "sentiment", "negative"),
              ElementsAre("anger", "annoyance", "disappointment", "disapproval", "disgust", "embarrassment", "fear",
                          "grief", "nervousness", "remorse", "sadness"));
  EXPECT_THAT(group("goemotions28", "sentiment", "ambiguous"),
              ElementsAre("confusion", "curiosity", "realization", "surprise"));
}

TEST(BuiltInSchemes, other_groups_are_the_published_ones) {
  EXPECT_THAT(group("mikels8", "polarity", "positive"), ElementsAre("amusement", "awe", "contentment", "excitement"));
  EXPECT_THAT(group("mikels8", "polarity", "negative"), ElementsAre("anger", "disgust", "fear", "sadness"));
  EXPECT_EQ(group_count("emonet40", "group"), 7U);
  EXPECT_THAT(group("emonet40", "group", "cognitive"), ElementsAre("concentration", "confusion"));
  EXPECT_THAT(group("emonet40", "group", "longing_and_lust"), ElementsAre("longing", "sexual_lust", "infatuation"));
  EXPECT_THAT(group("emonet40", "group", "negative_high_energy"),
              ElementsAre("fear", "anger", "malevolence_malice", "disgust", "impatience_and_irritability", "distress"));
  EXPECT_THAT(group("emonet40", "valence", "mixed"), ElementsAre("longing", "teasing", "sexual_lust"));
  EXPECT_THAT(group("emonet40", "arousal", "low"),
              ElementsAre("contentment", "sadness", "helplessness", "fatigue_exhaustion", "emotional_numbness"));
  EXPECT_THAT(group("esc_strategy8", "stage", "comforting"),
              ElementsAre("reflection_of_feelings", "self_disclosure", "affirmation_and_reassurance"));
}

TEST(BuiltInSchemes, partitions_hold_every_label_once) {
  const std::pair<std::string_view, std::string_view> partitions[] = {
      {"goemotions28", "ekman"}, {"goemotions28", "sentiment"}, {"mikels8", "polarity"}, {"plutchik8", "opposites"},
      {"emonet40", "group"},     {"emonet40", "valence"},       {"emonet40", "arousal"}};
  for (const auto& [id, grouping_id] : partitions) {
    const auto scheme = built_in_scheme(id);
    std::vector<int> seen(choices_of(*scheme).size());
    for (const SchemeGrouping& grouping : scheme->groupings())
      for (const LabelGroup& candidate : grouping.groups)
        if (grouping.id == grouping_id)
          for (const LabelId label : candidate.labels) ++seen[static_cast<std::size_t>(label)];
    EXPECT_THAT(seen, testing::Each(1)) << id << " " << grouping_id;
  }
}

TEST(BuiltInSchemes, an_unknown_one_is_named_with_the_nearest) {
  const auto scheme = find_scheme("ekmann7");
  ASSERT_FALSE(scheme);
  EXPECT_EQ(scheme.error().kind, ErrorKind::unknown);
  EXPECT_THAT(scheme.error().what,
              testing::StartsWith("unknown scheme 'ekmann7'; did you mean 'ekman7'? known: affectnet8, "));
  EXPECT_THROW(built_in_scheme("ekmann7"), ContractError);
}

TEST(BuiltInSchemes, threads_share_one_copy) {
  std::vector<std::shared_ptr<const Scheme>> copies(8);
  std::vector<std::thread> threads;
  for (auto& copy : copies) threads.emplace_back([&copy] { copy = built_in_scheme("emonet40"); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(copies, testing::Each(built_in_scheme("emonet40")));
}

// "label>target" of every label that has a counterpart.
std::vector<std::string> pairs_of(std::string_view from, std::string_view to) {
  const std::vector<std::string> sources = choices(from);
  const std::vector<std::string> targets = choices(to);
  std::vector<std::string> pairs;
  for (const SchemeMapping& mapping : built_in_mappings()) {
    if (mapping.from() != from || mapping.to() != to) continue;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const LabelId target = mapping.apply(static_cast<LabelId>(i));
      if (target != kNoLabel) pairs.push_back(sources[i] + ">" + targets[static_cast<std::size_t>(target)]);
    }
  }
  return pairs;
}

TEST(BuiltInMappings, are_these_and_say_what_they_lose) {
  std::vector<std::string> ends;
  for (const SchemeMapping& mapping : built_in_mappings()) {
    ends.push_back(mapping.from() + " " + mapping.to());
    EXPECT_FALSE(mapping.loses().empty());
    EXPECT_FALSE(mapping.source().empty());
  }
  EXPECT_THAT(ends, ElementsAre("affectnet8 ekman7", "emonet40 affectnet8", "emotion32 ekman7", "goemotions28 ekman7",
                                "goemotions28 sentiment3", "mikels8 ekman7", "mikels8 sentiment3", "plutchik8 ekman7",
                                "semeval11 ekman7", "sst5 sentiment3", "v_oc7 sentiment3"));
}

// The mapping and the scheme's own grouping are two files; they say the same.
TEST(BuiltInMappings, goemotions_agrees_with_its_groupings) {
  const auto expected = [](std::string_view grouping, const std::vector<std::string>& groups) {
    std::map<std::string, std::string> target;
    for (const std::string& name : groups)
      for (const std::string& label : group("goemotions28", grouping, name)) target[label] = name;
    std::vector<std::string> pairs;
    for (const std::string& label : kGoEmotions)
      if (target.count(label) != 0) pairs.push_back(label + ">" + target[label]);
    return pairs;
  };
  EXPECT_EQ(pairs_of("goemotions28", "ekman7"), expected("ekman", choices("ekman7")));
  EXPECT_EQ(pairs_of("goemotions28", "ekman7").size(), 28U);
  EXPECT_EQ(pairs_of("goemotions28", "sentiment3"), expected("sentiment", choices("sentiment3")));
  EXPECT_EQ(pairs_of("goemotions28", "sentiment3").size(), 24U);
}

TEST(BuiltInMappings, small_ones_are_these) {
  EXPECT_THAT(pairs_of("mikels8", "ekman7"),
              ElementsAre("amusement>joy", "awe>surprise", "contentment>joy", "excitement>joy", "anger>anger",
                          "disgust>disgust", "fear>fear", "sadness>sadness"));
  EXPECT_THAT(pairs_of("mikels8", "sentiment3"),
              ElementsAre("amusement>positive", "awe>positive", "contentment>positive", "excitement>positive",
                          "anger>negative", "disgust>negative", "fear>negative", "sadness>negative"));
  EXPECT_THAT(pairs_of("plutchik8", "ekman7"), ElementsAre("joy>joy", "fear>fear", "surprise>surprise",
                                                           "sadness>sadness", "disgust>disgust", "anger>anger"));
  EXPECT_THAT(pairs_of("semeval11", "ekman7"),
              ElementsAre("anger>anger", "disgust>disgust", "fear>fear", "joy>joy", "love>joy", "optimism>joy",
                          "pessimism>sadness", "sadness>sadness", "surprise>surprise"));
  EXPECT_THAT(pairs_of("sst5", "sentiment3"),
              ElementsAre("very_negative>negative", "negative>negative", "neutral>neutral", "positive>positive",
                          "very_positive>positive"));
  EXPECT_THAT(pairs_of("v_oc7", "sentiment3"),
              ElementsAre("very_negative>negative", "moderately_negative>negative", "slightly_negative>negative",
                          "neutral_or_mixed>neutral", "slightly_positive>positive", "moderately_positive>positive",
                          "very_positive>positive"));
  EXPECT_EQ(pairs_of("emotion32", "ekman7").size(), 25U);
}

TEST(BuiltInMappings, emonet_follows_the_published_map_for_affectnet) {
  std::map<std::string, int> sizes;
  const std::vector<std::string> pairs = pairs_of("emonet40", "affectnet8");
  for (const std::string& pair : pairs) ++sizes[pair.substr(pair.find('>') + 1)];
  EXPECT_EQ(sizes, (std::map<std::string, int>{{"happy", 3},
                                               {"surprise", 3},
                                               {"anger", 5},
                                               {"fear", 3},
                                               {"sad", 7},
                                               {"neutral", 13},
                                               {"disgust", 4},
                                               {"contempt", 2}}));
  for (const std::string pair : {"awe>fear", "affection>neutral", "jealousy_and_envy>disgust", "triumph>surprise",
                                 "disappointment>anger", "infatuation>sad", "teasing>contempt", "pride>happy"})
    EXPECT_THAT(pairs, testing::Contains(pair));
}

}  // namespace
}  // namespace openaffect
