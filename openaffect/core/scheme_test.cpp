#include "openaffect/core/scheme.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

constexpr std::string_view kMood = R"({
  "schema": "openaffect/scheme/1",
  "id": "mood3", "version": "2", "title": "Mood", "description": "How a day felt.",
  "source": "Us, 2024", "licence": "CC0-1.0", "kind": "grades",
  "labels": [
    {"id": "low", "definition": "A bad day.", "value": -1},
    {"id": "so_so", "name": "So-so", "aliases": ["medium", "So so"], "definition": "In between.", "definition_source": "Them", "value": 0},
    {"id": "high", "definition": "A good day.", "value": 1.5}
  ],
  "groupings": [{"id": "side", "source": "ours", "groups": [{"id": "outer", "labels": ["high", "low"]}, {"id": "upper", "labels": ["high"]}]}],
  "cuts": {"scheme": "polarity", "field": "polarity", "cuts": [-0.25, 0.25], "note": "A guess."}
})";

constexpr std::string_view kTemperature = R"({
  "schema": "openaffect/scheme/1",
  "id": "body", "version": "1", "title": "Body", "source": "Us", "licence": "CC0-1.0", "kind": "track",
  "fields": [
    {"id": "heat", "definition": "Skin.", "minimum": 20, "maximum": 45.5, "step": 0.5, "unit": "degC", "native_scale": "F"},
    {"id": "calm", "aliases": ["Ease"], "definition": "Calm.", "minimum": -1e0, "maximum": 1}
  ]
})";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  const std::size_t at = result.find(from);
  if (at == std::string::npos) throw std::invalid_argument(std::string(from));
  return result.replace(at, from.size(), to);
}

std::string failure(std::string_view json) {
  const Result<Scheme> scheme = Scheme::parse(json);
  return scheme ? "no failure" : describe_error(scheme.error());
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

TEST(Scheme, keeps_what_a_file_of_grades_says) {
  const Result<Scheme> parsed = Scheme::parse(kMood);
  ASSERT_TRUE(parsed) << describe_error(parsed.error());
  const Scheme& scheme = *parsed;
  EXPECT_EQ(scheme.id(), "mood3");
  EXPECT_EQ(scheme.version(), "2");
  EXPECT_EQ(scheme.title(), "Mood");
  EXPECT_EQ(scheme.description(), "How a day felt.");
  EXPECT_EQ(scheme.source(), "Us, 2024");
  EXPECT_EQ(scheme.licence(), "CC0-1.0");
  EXPECT_EQ(scheme.kind(), SchemeKind::grades);
  ASSERT_EQ(scheme.labels().size(), 3U);
  EXPECT_EQ(scheme.label(0).name, "Low");
  EXPECT_EQ(scheme.label(0).definition_source, "ours");
  EXPECT_EQ(scheme.label(1).name, "So-so");
  EXPECT_EQ(scheme.label(1).definition, "In between.");
  EXPECT_EQ(scheme.label(1).definition_source, "Them");
  EXPECT_THAT(scheme.label(1).aliases, testing::ElementsAre("medium", "So so"));
  EXPECT_EQ(scheme.label(2).value, 1.5);
  ASSERT_EQ(scheme.groupings().size(), 1U);
  EXPECT_EQ(scheme.groupings()[0].id, "side");
  EXPECT_EQ(scheme.groupings()[0].source, "ours");
  ASSERT_EQ(scheme.groupings()[0].groups.size(), 2U);
  EXPECT_EQ(scheme.groupings()[0].groups[0].id, "outer");
  EXPECT_THAT(scheme.groupings()[0].groups[0].labels, testing::ElementsAre(2, 0));
  EXPECT_THAT(scheme.groupings()[0].groups[1].labels, testing::ElementsAre(2));
  ASSERT_TRUE(scheme.cuts());
  EXPECT_EQ(scheme.cuts()->scheme, "polarity");
  EXPECT_EQ(scheme.cuts()->field, "polarity");
  EXPECT_THAT(scheme.cuts()->cuts, testing::ElementsAre(-0.25, 0.25));
  EXPECT_EQ(scheme.cuts()->note, "A guess.");
}

TEST(Scheme, keeps_what_a_file_of_numbers_says) {
  const Result<Scheme> scheme = Scheme::parse(kTemperature);
  ASSERT_TRUE(scheme) << describe_error(scheme.error());
  EXPECT_EQ(scheme->kind(), SchemeKind::track);
  ASSERT_EQ(scheme->fields().size(), 2U);
  const NumberField& heat = scheme->fields()[0];
  EXPECT_EQ(heat.name, "Heat");
  EXPECT_EQ(heat.minimum, 20);
  EXPECT_EQ(heat.maximum, 45.5);
  EXPECT_EQ(heat.step, 0.5);
  EXPECT_EQ(heat.unit, "degC");
  EXPECT_EQ(heat.native_scale, "F");
  const NumberField* calm = scheme->find_field("EASE");
  ASSERT_NE(calm, nullptr);
  EXPECT_EQ(calm->id, "calm");
  EXPECT_EQ(calm->unit, "1");
  EXPECT_FALSE(calm->step);
  EXPECT_EQ(scheme->find_field("cal"), nullptr);
}

TEST(Scheme, finds_labels_by_id_name_and_alias_without_case) {
  const Scheme scheme = *Scheme::parse(kMood);
  for (const std::string_view text : {"so_so", "SO_SO", "so-so", "Medium", "so SO"})
    EXPECT_EQ(scheme.find_label(text), 1) << text;
  for (const std::string_view text : {"", "so", "so_so ", "mood3"}) EXPECT_FALSE(scheme.find_label(text)) << text;
}

TEST(Scheme, throws_for_a_label_that_is_not_there) {
  const Scheme scheme = *Scheme::parse(kMood);
  EXPECT_THROW(scheme.label(3), ContractError);
  EXPECT_THROW(scheme.label(kNoLabel), ContractError);
}

TEST(Scheme, names_every_kind) {
  const std::pair<std::string_view, std::string_view> kinds[] = {
      {"open_words", ""},
      {"free_text", ""},
      {"multi_categories", R"(, "labels": [{"id": "a", "definition": "A."}])"},
      {"categories", R"(, "labels": [{"id": "a", "definition": "A."}, {"id": "b", "definition": "B."}])"},
      {"grades", R"(, "labels": [{"id": "a", "definition": "A."}, {"id": "b", "definition": "B."}])"},
      {"numbers", R"(, "fields": [{"id": "a", "definition": "A.", "minimum": 0, "maximum": 1}])"},
      {"track", R"(, "fields": [{"id": "a", "definition": "A.", "minimum": 0, "maximum": 1}])"}};
  for (const auto& [kind, choices] : kinds) {
    std::string json =
        R"({"schema": "openaffect/scheme/1", "id": "x", "version": "1", "title": "X", "source": "X", "licence": "X", "kind": ")";
    json += std::string(kind) + '"' + std::string(choices) + "}";
    const Result<Scheme> scheme = Scheme::parse(json);
    ASSERT_TRUE(scheme) << describe_error(scheme.error());
    EXPECT_EQ(scheme_kind_name(scheme->kind()), kind);
  }
}

TEST(SchemeErrors, text_that_is_no_json_is_named_with_its_byte) {
  EXPECT_EQ(failure(""), "byte 0: not JSON: unexpected end of input; expected '[', '{', or a literal");
  EXPECT_EQ(failure("id: mood3"), "byte 0: not JSON: invalid literal");
  EXPECT_EQ(failure(R"({"id": "x",})"), "byte 11: not JSON: unexpected '}'; expected string literal");
  EXPECT_EQ(failure(R"({"id": "x"} 7)"), "byte 12: not JSON: unexpected number literal; expected end of input");
  EXPECT_THAT(failure("{\"id\": \"\xff\"}"), testing::StartsWith("byte 8: not JSON: invalid string: ill-formed UTF-8"));
  const Result<Scheme> scheme = Scheme::parse("{");
  ASSERT_FALSE(scheme);
  EXPECT_EQ(scheme.error().kind, ErrorKind::format);
  EXPECT_EQ(scheme.error().where.byte, 1U);
}

TEST(SchemeErrors, numbers_are_finite) {
  EXPECT_EQ(failure(replaced(kTemperature, "45.5", "NaN")),
            "byte " + std::to_string(kTemperature.find("45.5")) + ": not JSON: invalid literal");
  EXPECT_THAT(failure(replaced(kTemperature, "45.5", "1e999")),
              testing::HasSubstr("a number beyond the range of a double"));
  EXPECT_EQ(failure(replaced(replaced(kTemperature, "45.5", "1e308"), "20", "-1e308")),
            "fields[0].maximum: the range is wider than a double");
}

TEST(SchemeErrors, bounds_hold_before_anything_is_built) {
  EXPECT_EQ(failure(repeated("[", 200'000)), repeated("[0]", 16) + ": nested deeper than 16 levels");
  EXPECT_EQ(failure(repeated("{\"a\":", 200'000)), repeated("a.", 15) + "a: nested deeper than 16 levels");
  EXPECT_EQ(failure(std::string(5'000'000, ' ')), "5000000 bytes; a scheme file has at most 4194304");
  EXPECT_EQ(failure("[" + repeated("0,", 200'000) + "0]"), "[99999]: more than 100000 values");
  EXPECT_EQ(failure("{\"" + std::string(300, 'k') + "\": 0}"), "a key of 300 bytes; at most 256");
  EXPECT_EQ(failure("{\"schema\": \"" + std::string(4097, 'x') + "\"}"), "schema: a text of 4097 bytes; at most 4096");
  std::string labels;
  for (int i = 0; i < 4097; ++i)
    labels += (i == 0 ? "{\"id\": \"l" : ", {\"id\": \"l") + std::to_string(i) + "\", \"definition\": \"D.\"}";
  EXPECT_EQ(failure(replaced(kMood, R"({"id": "low")", labels + R"(, {"id": "low")")),
            "labels: 4100 given; at most 4096");
}

TEST(SchemeErrors, keys_are_known_and_stand_once) {
  EXPECT_EQ(failure(replaced(kMood, R"("definition": "A bad)", R"("definiton": "A bad)")),
            "labels[0]: unknown field 'definiton'; did you mean 'definition'? known: id, name, aliases, definition, "
            "definition_source, value");
  EXPECT_THAT(failure(replaced(kMood, "\"version\"", "\"verison\"")),
              testing::StartsWith("unknown field 'verison'; did you mean 'version'?"));
  EXPECT_THAT(failure(replaced(kTemperature, "\"minimum\"", "\"min\"")),
              testing::StartsWith("fields[0]: unknown field 'min'"));
  EXPECT_THAT(failure(replaced(kMood, "\"note\"", "\"notes\"")), testing::StartsWith("cuts: unknown field 'notes'"));
  EXPECT_THAT(failure(replaced(kMood, "\"groups\"", "\"group\"")),
              testing::StartsWith("groupings[0]: unknown field 'group'"));
  EXPECT_EQ(failure(replaced(kMood, R"("id": "high",)", R"("id": "high", "id": "high",)")),
            "labels[2].id: stands twice");
  EXPECT_EQ(failure(replaced(kMood, R"("kind")", R"("id": "x", "kind")")), "id: stands twice");
}

TEST(SchemeErrors, what_is_required_is_there) {
  for (const std::string key : {"schema", "id", "version", "title", "source", "licence", "kind", "labels"}) {
    const std::string json = replaced(kMood, "\"" + key + "\":", "\"_" + key + "\":");
    EXPECT_THAT(failure(json), key == "schema" ? testing::StartsWith("schema: missing")
                                               : testing::StartsWith("unknown field '_" + key))
        << key;
  }
  EXPECT_EQ(failure(replaced(kMood, R"("title": "Mood", )", "")), "title: missing");
  EXPECT_EQ(failure(replaced(kMood, R"("title": "Mood")", R"("title": "")")), "title: empty");
  EXPECT_EQ(failure(replaced(kMood, R"("definition": "A bad day.", )", "")), "labels[0].definition: missing");
  EXPECT_EQ(failure(replaced(kMood, R"("source": "ours", )", "")), "groupings[0].source: missing");
  EXPECT_EQ(failure(replaced(kTemperature, R"(, "maximum": 1)", "")), "fields[1].maximum: missing");
  EXPECT_EQ(failure("{}"), "schema: missing");
}

TEST(SchemeErrors, types_are_the_wanted_ones) {
  EXPECT_EQ(failure("[]"), "an object is wanted, not a list");
  EXPECT_EQ(failure("null"), "an object is wanted, not null");
  EXPECT_EQ(failure(replaced(kMood, R"("version": "2")", R"("version": 2)")),
            "version: a text is wanted, not a number");
  EXPECT_EQ(failure(replaced(kMood, R"(["medium", "So so"])", R"("medium")")),
            "labels[1].aliases: a list is wanted, not a text");
  EXPECT_EQ(failure(replaced(kMood, R"("So so")", "true")),
            "labels[1].aliases[1]: a text is wanted, not a truth value");
  EXPECT_EQ(failure(replaced(kMood, R"("So so")", "\"\"")), "labels[1].aliases[1]: empty");
  EXPECT_EQ(failure(replaced(kMood, "1.5", "\"1.5\"")), "labels[2].value: a number is wanted, not a text");
  EXPECT_EQ(failure(replaced(kMood, "[-0.25, 0.25]", "[-0.25, {}]")),
            "cuts.cuts[1]: a number is wanted, not an object");
  EXPECT_EQ(failure(replaced(kTemperature, "\"fields\": [", "\"fields\": [null, ")),
            "fields[0]: an object is wanted, not null");
}

TEST(SchemeErrors, names_are_lower_snake_case_and_mean_one_label) {
  EXPECT_EQ(failure(replaced(kMood, "\"mood3\"", "\"Mood-3\"")),
            "id: 'Mood-3' is not lower_snake_case (a-z first, then a-z, 0-9 and _; at most 64 bytes)");
  EXPECT_THAT(failure(replaced(kMood, "\"so_so\"", "\"so so\"")),
              testing::StartsWith("labels[1].id: 'so so' is not lower_snake_case"));
  EXPECT_EQ(failure(replaced(kMood, R"("id": "high",)", R"("id": "low",)")), "labels[2].id: 'low' already means 'low'");
  EXPECT_EQ(failure(replaced(kMood, "\"medium\"", "\"LOW\"")), "labels[1].aliases[0]: 'LOW' already means 'low'");
  EXPECT_EQ(failure(replaced(kMood, "\"So-so\"", "\"Low\"")), "labels[1].name: 'Low' already means 'low'");
  EXPECT_EQ(failure(replaced(kTemperature, "\"Ease\"", "\"heat\"")),
            "fields[1].aliases[0]: 'heat' already means 'heat'");
  EXPECT_EQ(failure(replaced(kMood, R"("id": "upper")", R"("id": "outer")")),
            "groupings[0].groups[1].id: 'outer' stands twice");
}

TEST(SchemeErrors, words_hold_no_control_characters) {
  EXPECT_EQ(failure(replaced(kMood, "A bad day.", "A\\u001b[2J day.")),
            "labels[0].definition: a text with control characters");
  EXPECT_EQ(failure(replaced(kMood, "A bad day.", "A \xC2\x9B day.")),
            "labels[0].definition: a text with control characters");
  EXPECT_EQ(failure(replaced(kMood, "A bad day.", "Ein sch\xC3\xB6ner Tag.")), "no failure");
  EXPECT_EQ(failure("{\"a\\n\": 1}"), "a key with control characters");
}

TEST(SchemeErrors, ranges_are_not_empty) {
  EXPECT_EQ(failure(replaced(kTemperature, "45.5", "20")), "fields[0].maximum: 20 is not above the minimum, 20");
  EXPECT_EQ(failure(replaced(kTemperature, "45.5", "-3")), "fields[0].maximum: -3 is not above the minimum, 20");
  EXPECT_EQ(failure(replaced(kTemperature, "\"step\": 0.5", "\"step\": 0")),
            "fields[0].step: 0 is not above 0 and at most 25.5, the width of the range");
  EXPECT_EQ(failure(replaced(kTemperature, "\"step\": 0.5", "\"step\": 26")),
            "fields[0].step: 26 is not above 0 and at most 25.5, the width of the range");
}

TEST(SchemeErrors, a_kind_has_what_belongs_to_it) {
  EXPECT_EQ(failure(replaced(kMood, "\"grades\"", "\"grade\"")),
            "kind: unknown kind 'grade'; did you mean 'grades'? known: categories, multi_categories, grades, numbers, "
            "open_words, free_text, track");
  EXPECT_EQ(failure(replaced(kMood, "\"grades\"", "\"free_text\"")), "labels: a scheme of kind free_text has none");
  EXPECT_EQ(failure(replaced(kMood, "\"grades\"", "\"categories\"")), "labels[0].value: only grades have one");
  EXPECT_EQ(failure(replaced(kTemperature, "\"track\"", "\"numbers\"")), "no failure");
  EXPECT_EQ(failure(replaced(kTemperature, "\"fields\": [", "\"labels\": [], \"fields\": [")),
            "labels: a scheme of kind track has none");
  EXPECT_EQ(failure(replaced(kMood, R"("cuts": {)", R"("fields": [], "cuts": {)")),
            "fields: a scheme of kind grades has none");
  EXPECT_EQ(failure(R"({"schema": "openaffect/scheme/1", "id": "x", "version": "1", "title": "X", "source": "X",
                        "licence": "X", "kind": "categories", "labels": [{"id": "a", "definition": "A."}]})"),
            "labels: 1 given; kind categories needs at least 2");
  EXPECT_EQ(failure(replaced(kTemperature, R"("fields")", R"("cuts": {}, "fields")")), "cuts: only grades have them");
}

TEST(SchemeErrors, grades_rise) {
  EXPECT_EQ(failure(replaced(kMood, "1.5", "0")), "labels[2].value: 0 is not above 0, the value of 'so_so'");
  EXPECT_EQ(failure(replaced(kMood, R"(, "value": 0)", "")),
            "labels[1].value: either all labels have a value, or none");
  EXPECT_EQ(failure(replaced(kMood, "[-0.25, 0.25]", "[0.25, 0.25]")), "cuts.cuts[1]: 0.25 is not above 0.25");
  EXPECT_EQ(failure(replaced(kMood, "[-0.25, 0.25]", "[0.25]")), "cuts.cuts: 1 given; 3 labels need 2");
}

TEST(SchemeErrors, groupings_speak_of_labels_that_are_there) {
  EXPECT_EQ(failure(replaced(kMood, R"(["high", "low"])", R"(["high", "lwo"])")),
            "groupings[0].groups[0].labels[1]: unknown label 'lwo'; did you mean 'low'? known: low, so_so, high");
  EXPECT_THAT(failure(replaced(kMood, R"(["high", "low"])", R"(["medium"])")),
              testing::StartsWith("groupings[0].groups[0].labels[0]: unknown label 'medium'"));
  EXPECT_EQ(failure(replaced(kMood, R"(["high", "low"])", R"(["high", "high"])")),
            "groupings[0].groups[0].labels[1]: 'high' stands twice");
  EXPECT_EQ(failure(replaced(kMood, R"(["high", "low"])", "[]")), "groupings[0].groups[0].labels: none given");
  EXPECT_EQ(failure(replaced(
                kMood, R"([{"id": "outer", "labels": ["high", "low"]}, {"id": "upper", "labels": ["high"]}])", "[]")),
            "groupings[0].groups: empty");
}

TEST(SchemeErrors, another_format_version_is_unsupported) {
  const Result<Scheme> scheme = Scheme::parse(replaced(kMood, "scheme/1", "scheme/2"));
  ASSERT_FALSE(scheme);
  EXPECT_EQ(scheme.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(scheme.error().what, "schema: 'openaffect/scheme/2' is not 'openaffect/scheme/1'");
}

std::string user_page() {
  std::ifstream file(OA_SOURCE_DIR "/docs/schemes.md");
  std::stringstream page;
  page << file.rdbuf();
  return page.str();
}

// Every ```json block of the user's page that names the format is a whole scheme file.
TEST(SchemeDocuments, examples_parse) {
  const std::string text = user_page();
  int examples = 0;
  for (std::size_t at = text.find("```json\n"); at != std::string::npos; at = text.find("```json\n", at + 1)) {
    const std::string block = text.substr(at + 8, text.find("\n```", at + 8) - at - 8);
    if (block.find("\"openaffect/scheme/1\"") == std::string::npos) continue;
    EXPECT_EQ(failure(block), "no failure");
    ++examples;
  }
  EXPECT_GE(examples, 2);
}

TEST(SchemeDocuments, list_every_built_in_scheme_and_mapping) {
  const std::string text = user_page();
  for (const std::string_view id : built_in_scheme_ids())
    EXPECT_THAT(text, testing::HasSubstr("| `" + std::string(id) + "` |"));
  for (const SchemeMapping& mapping : built_in_mappings())
    EXPECT_THAT(text, testing::HasSubstr("| `" + mapping.from() + "` | `" + mapping.to() + "` |"));
}

}  // namespace
}  // namespace openaffect
