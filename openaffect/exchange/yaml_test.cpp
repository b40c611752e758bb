#include "openaffect/exchange/yaml.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

Fields parsed(std::string_view text) {
  const auto value = parse_yaml(text, "a.yaml");
  EXPECT_TRUE(value) << (value ? "" : describe_error(value.error()));
  return value ? *value : Fields();
}

// What PyYAML 6 makes of each scalar: python -c "import yaml; print(yaml.safe_load('- ~\n- yes …'))"
TEST(Yaml, scalars_are_pyyamls) {
  Fields expected = Fields::parse(
      R"([null, null, "", true, false, true, "y", 12, -3, 31, 5, 8, 1000, 1.5, 0.5, "-.5", "1e3", 1000.0, "12", "1:x"])");
  expected.push_back(std::numeric_limits<double>::infinity());
  EXPECT_EQ(parsed("[~, null, '', yes, Off, True, y, 12, -3, 0x1F, 0b101, 010, 1_000, 1.5, .5, -.5, 1e3, 1.0e+3, '12', "
                   "1:x, .inf]"),
            expected);
  EXPECT_EQ(parsed("expires: 2024-05-31")["expires"], "2024-05-31");
  EXPECT_TRUE(parsed("").is_null());
}

TEST(Yaml, blocks_flows_anchors_and_texts) {
  const Fields value = parsed(
      "a: {x: [1, 2]}\n"
      "b: &names [joy, anger]\n"
      "c: *names\n"
      "d: >\n  one\n  two\n"
      "1: number as key\n");
  EXPECT_EQ(value.dump(),
            R"({"a":{"x":[1,2]},"b":["joy","anger"],"c":["joy","anger"],"d":"one two\n","1":"number as key"})");
}

TEST(Yaml, says_where_it_is_broken) {
  const auto broken = parse_yaml("a: 1\nb: [1, 2\nc: 3\n", "a.yaml");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::format);
  EXPECT_EQ(broken.error().where.file, "a.yaml");
  EXPECT_EQ(broken.error().where.row, 3U);
  const auto twice = parse_yaml("a: 1\na: 2\n", "a.yaml");
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().what, ::testing::HasSubstr("the key a stands twice"));
  EXPECT_EQ(twice.error().where.row, 2U);
}

TEST(Yaml, refuses_what_is_no_data) {
  EXPECT_FALSE(parse_yaml("!!python/object/apply:os.system [ls]", "a"));
  EXPECT_FALSE(parse_yaml("a: 1\n---\nb: 2\n", "a"));
  EXPECT_FALSE(parse_yaml("a: {<<: {b: 1}}", "a"));
  EXPECT_FALSE(parse_yaml("? [a, b]\n: 1\n", "a"));
  EXPECT_FALSE(parse_yaml("a: *nothing", "a"));
  EXPECT_FALSE(parse_yaml(std::string(100, '['), "a"));
  EXPECT_FALSE(parse_yaml("a: \xff\xfe", "a"));
}

// The billion laughs: nine levels of ten aliases each would be 10^9 values.
TEST(Yaml, bounds_what_aliases_stand_for) {
  std::string text = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; ++j) text += "," + before;
    text += "]\n";
  }
  const auto bomb = parse_yaml(text, "a");
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().kind, ErrorKind::unsupported);
}

// The same by bytes: few aliases of a long text.
TEST(Yaml, bounds_the_text_that_aliases_stand_for) {
  const std::string megabyte(std::size_t{1} << 20, 'x');
  std::string aliases;
  for (int i = 0; i < 1000; ++i) aliases += "*a,";
  for (const std::string& text :
       {"a: &a " + megabyte + "\nb: [" + aliases + "]\n", "a: &a {? " + megabyte + "\n: 1}\nb: [" + aliases + "]\n"}) {
    const auto bomb = parse_yaml(text, "a");
    ASSERT_FALSE(bomb);
    EXPECT_EQ(bomb.error().kind, ErrorKind::unsupported);
  }
  EXPECT_TRUE(parse_yaml("a: &a " + megabyte + "\nb: [*a, *a]\n", "a"));
}

TEST(Yaml, bounds_the_keys_of_a_mapping) {
  std::string text;
  for (int i = 0; i <= 20'000; ++i) text += std::to_string(i) + ": 1\n";
  EXPECT_EQ(parse_yaml(text, "a").error().kind, ErrorKind::unsupported);
}

TEST(Yaml, norwegian_is_a_language) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(yaml_words(parsed("[en, no]")), (Words{"en", "no"}));
  EXPECT_EQ(yaml_words(parsed("no")), Words{"no"});
  EXPECT_EQ(yaml_words(parsed("[1, [a]]")), Words{});
}

// What stands without quotes is a date, and nothing that a reader could take for a tag or another key.
TEST(Yaml, plain_dates_are_dates) {
  for (const char* text : {"!!python/object/apply:os.system [ls]", "2024-05-31\nx: !!python/none", "2024-05-3 ", "a: b",
                           "2024-13-01", "&a [*a]", "2024-05-31 12:00"}) {
    const Fields value = {{"expires", text}};
    const std::string yaml = yaml_text(value, {{"expires"}});
    EXPECT_TRUE(yaml.starts_with("expires: \"")) << yaml;
    EXPECT_EQ(std::count(yaml.begin(), yaml.end(), '\n'), 1) << yaml;
    EXPECT_EQ(parsed(yaml), value);
  }
}

TEST(Yaml, law_what_is_written_is_read) {
  const Fields value = Fields::parse(R"({
    "plain": "some words", "empty": "", "yes": "yes", "date": "2024-05-31", "number": "12", "point": "1.5", "null": null,
    "colon": "a: b", "hash": "a #b", "dash": "- a", "quote": "\"q\" 'q'", "lines": "a\nb\tc", "umlaut": "Zürich 😁",
    "space": " a ", "true": true, "int": -7, "float": 1.0, "small": 1e-7, "big": 1e300, "list": [1, [2, []], {"k": [3]}, {}],
    "nested": {"a": {"b": {}}}, "time": "12:30:45", "tilde": "~", "control": "\u0001\u0085\u2028", "=": "=", "a:b": "k"})");
  EXPECT_EQ(parsed(yaml_text(value)), value) << yaml_text(value);
  const Fields long_key = {{"a", {{{std::string(2000, 'k'), {{"b", 1}}}}}}};
  EXPECT_EQ(parsed(yaml_text(long_key)), long_key);
  EXPECT_EQ(yaml_text({{"expires", "2024-05-31"}}, {{"expires"}}), "expires: 2024-05-31\n");
  EXPECT_EQ(yaml_text({{"labels", {{number_key("1"), "a"}}}}), "labels:\n  1: a\n");
}

}  // namespace
}  // namespace openaffect
