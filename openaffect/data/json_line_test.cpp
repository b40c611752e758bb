#include "openaffect/data/json_line.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/random.h"
#include "openaffect/data/json_text.h"

namespace openaffect {
namespace {

TEST(JsonLine, members_as_they_stand) {
  JsonLine line;
  ASSERT_FALSE(line.read(" {\"a\" : 1e2 ,\"b\\n\":\"x\\\"y\",\"c\":[1, {\"d\":null}],\"e\":-0,\"f\":true,\"g\":null} ")
                   .has_value());
  const auto& members = line.members();
  ASSERT_EQ(members.size(), 6U);
  EXPECT_EQ(members[0].bytes, "\"a\" : 1e2");
  EXPECT_EQ(members[0].value.kind, JsonKind::real);
  EXPECT_EQ(members[1].key.bytes, "b\\n");
  EXPECT_TRUE(members[1].key.escaped);
  EXPECT_EQ(members[1].value.bytes, "x\\\"y");
  EXPECT_EQ(members[2].value.kind, JsonKind::nested);
  EXPECT_EQ(members[2].value.bytes, "[1, {\"d\":null}]");
  EXPECT_EQ(members[3].value.kind, JsonKind::integer);
  EXPECT_EQ(members[4].value.bytes, "true");
  EXPECT_EQ(members[5].value.kind, JsonKind::null);
  ASSERT_FALSE(line.read("{}").has_value());
  EXPECT_TRUE(line.members().empty());
}

TEST(JsonLine, integers_of_any_length_and_ill_formed_utf8_pass) {
  JsonLine line;
  EXPECT_FALSE(line.read("{\"a\":" + std::string(400, '9') + ",\"b\":\"\xFF\",\"c\":1e999}").has_value());
}

struct Broken {
  const char* line;
  std::size_t at;
  const char* what;
};

TEST(JsonLine, says_where_it_is_broken) {
  const Broken cases[] = {
      {"", 0, "no JSON object"},          {"[1]", 0, "no JSON object"},
      {"{\"a\":1", 6, ", or }"},          {"{\"a\" 1}", 5, ": is missing"},
      {"{\"a\":1,}", 7, "\" is missing"}, {"{\"a\":tru}", 5, "no JSON value"},
      {"{\"a\":01}", 6, ", or }"},        {"{\"a\":1.}", 7, "digit"},
      {"{\"a\":-}", 6, "digit"},          {"{\"a\":\"x", 7, "never closed"},
      {"{\"a\":\"\\x\"}", 6, "escape"},   {"{\"a\":\"\\u12G4\"}", 6, "escape"},
      {"{\"a\":\"\t\"}", 6, "control"},   {"{\"a\":1} x", 8, "behind"},
      {"{\"a\":[1}", 7, ", or ]"},        {"{\"a\":{1:2}}", 6, "\" is missing"},
      {"{\"a\":}", 5, "no JSON value"},   {"{\"a\":[1,]}", 8, "no JSON value"},
  };
  for (const Broken& broken : cases) {
    JsonLine line;
    const auto fault = line.read(broken.line);
    ASSERT_TRUE(fault) << broken.line;
    EXPECT_EQ(fault->at, broken.at) << broken.line;
    EXPECT_NE(fault->what.find(broken.what), std::string_view::npos) << broken.line << ": " << fault->what;
  }
}

TEST(JsonLine, depth) {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  JsonLine line;
  EXPECT_FALSE(line.read(nested(1024)).has_value());
  EXPECT_TRUE(line.read(nested(1025)).has_value());
  EXPECT_EQ(line.read("{\"a\":" + std::string(1000000, '['))->what, "nested deeper than 1,024");
}

// Random bytes that look like JSON, and JSON with one byte changed: accepted exactly when nlohmann's parser accepts.
std::string random_value(Random& random, int depth) {
  switch (random.below(depth > 4 ? 6 : 8)) {
    case 0:
      return "null";
    case 1:
      return random.below(2) == 0 ? "true" : "false";
    case 2:
      return std::to_string(static_cast<int>(random.below(2000)) - 1000);
    case 3:
      return "-1.5E0";  // two changed bytes make no number that nlohmann calls too large
    case 4:
      return "\"te\\u00e9xt\\n\\\"" + std::string(random.below(20), 'x') + "\"";
    case 5:
      return "\"é😀\"";
    default: {
      const bool object = random.below(2) == 0;
      std::string text(1, object ? '{' : '[');
      for (std::uint64_t i = random.below(4); i > 0; --i)
        text += (text.size() > 1 ? " ," : "") + std::string(object ? "\"k\": " : "") + random_value(random, depth + 1);
      return text + (object ? '}' : ']');
    }
  }
}

TEST(JsonLine, accepts_what_nlohmann_accepts) {
  constexpr std::string_view kBytes = "{}[]\",:\\u0e19-.+tfn \n\t";
  Random random(11);
  int accepted = 0;
  for (int round = 0; round < 50000; ++round) {
    std::string text = "{\"a\":" + random_value(random, 0) + ",\"b\":" + random_value(random, 0) + "}";
    for (std::uint64_t changes = random.below(3); changes > 0; --changes) {
      const std::size_t at = random.below(text.size());
      if (static_cast<unsigned char>(text[at]) < 0x80) text[at] = kBytes[random.below(kBytes.size())];
    }
    JsonLine line;
    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    const bool expected = parsed.is_object();
    // Ill-formed UTF-8 and lone surrogates are let through here and are not made by the changes above.
    ASSERT_EQ(!line.read(text).has_value(), expected) << text;
    if (!expected) continue;
    ++accepted;
    for (const JsonMember& member : line.members()) {
      const auto value =
          nlohmann::json::parse(member.value.kind == JsonKind::text ? "\"" + std::string(member.value.bytes) + "\""
                                                                    : std::string(member.value.bytes));
      if (member.value.kind == JsonKind::text) {
        ASSERT_EQ(unescape_json(member.value.bytes), value.get<std::string>());
      }
    }
    ASSERT_EQ(parsed[unescape_json(line.members().back().key.bytes)].is_structured(),
              line.members().back().value.kind == JsonKind::nested);
  }
  EXPECT_GT(accepted, 15000);
}

}  // namespace
}  // namespace openaffect
