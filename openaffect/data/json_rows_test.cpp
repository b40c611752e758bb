#include "openaffect/data/json_rows.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

Result<std::string> rows_of(const std::string& json, JsonShape shape, std::size_t most = 3) {
  const auto source = json_rows(memory_source(json), shape);
  std::string text(most, '\0'), all;
  for (;;) {
    OA_TRY(got, source->read(text.data(), most));
    if (got == 0) return all;
    all += text.substr(0, got);
  }
}

std::vector<nlohmann::json> lines_of(const std::string& text) {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    if (line.find_first_not_of(" \r") != std::string::npos) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

TEST(JsonShape, is_told_by_the_beginning) {
  EXPECT_EQ(json_shape(" [1", false), JsonShape::array);
  EXPECT_EQ(json_shape("\xEF\xBB\xBF[", false), JsonShape::array);
  EXPECT_EQ(json_shape("{\"a\": 1}\n{\"a\": 2}", true), JsonShape::lines);
  EXPECT_EQ(json_shape("{\"user\": {\"n\": 1}, \"meta\": {}}\n{\"user\": {}}", true), JsonShape::lines);
  EXPECT_EQ(json_shape("{\"user\": {\"n\": 1}}", true), JsonShape::lines);
  EXPECT_EQ(json_shape("{\"a\": {\"n\": 1}, \"b\": {\"n\": 2}}\n", true), JsonShape::objects);
  EXPECT_EQ(json_shape("{\n \"a\": {\"n\": 1}\n}", true), JsonShape::objects);
  EXPECT_EQ(json_shape("{\"a:{\": {\"n\": \"}\"}, \"b\": {", false), JsonShape::objects);
  EXPECT_EQ(json_shape("{\n \"a\": 1\n}", true), JsonShape::lines);
  EXPECT_EQ(json_shape("{}", true), JsonShape::lines);
  EXPECT_EQ(json_shape("a,b\n", true), std::nullopt);
  EXPECT_EQ(json_shape("", true), std::nullopt);
}

// Against nlohmann_json, which reads the whole.
TEST(JsonRows, an_array_becomes_its_elements) {
  const std::string json =
      "\xEF\xBB\xBF[\n  {\"a\": \"x, [y] \\\" z\",\n   \"b\": [1, {\"c\": 2}]},\r\n  {}, {\"a\": null}\n]\n";
  for (const std::size_t most : {1U, 7U, 1000U}) {
    const std::string rows = *rows_of(json, JsonShape::array, most);
    EXPECT_EQ(rows.size(), json.size());  // every byte keeps its place
    const auto whole = nlohmann::json::parse(json);
    EXPECT_EQ(lines_of(rows), std::vector<nlohmann::json>(whole.begin(), whole.end()));
  }
  EXPECT_TRUE(lines_of(*rows_of("[]", JsonShape::array)).empty());
}

TEST(JsonRows, an_object_of_objects_gives_its_keys) {
  const std::string json = "{\n \"k\\\"1\": {\n  \"a\": {\"b\": 1}},\n \"k2\": { } , \"k3\": {\"a\":[]}\n}\n";
  const std::string rows = *rows_of(json, JsonShape::objects);
  EXPECT_EQ(lines_of(rows),
            lines_of("{\"key\":\"k\\\"1\",\"a\":{\"b\":1}}\n{\"key\":\"k2\"}\n{\"key\":\"k3\",\"a\":[]}\n"));
  EXPECT_TRUE(lines_of(*rows_of("{}", JsonShape::objects)).empty());
}

TEST(JsonRows, what_is_not_an_object_stays_a_line_of_its_own) {
  EXPECT_EQ(lines_of(*rows_of("[1, \"a,b\", [2, 3]]", JsonShape::array)), lines_of("1\n\"a,b\"\n[2,3]\n"));
}

TEST(JsonRows, errors_have_a_place) {
  struct Case {
    JsonShape shape;
    const char* json;
    std::uint64_t byte;
    const char* what;
  };
  const Case cases[] = {
      {JsonShape::array, "[{}, {}", 7, "never closed"},      {JsonShape::array, "[{\"a\": \"", 8, "never closed"},
      {JsonShape::array, "[{}] x", 5, "behind the end"},     {JsonShape::array, "[{},]", 4, "value must stand"},
      {JsonShape::array, "[,{}]", 1, "value must stand"},    {JsonShape::array, "[{},,{}]", 4, "value must stand"},
      {JsonShape::objects, "{\"a\" {}}", 5, "colon"},        {JsonShape::objects, "{\"a\": }", 6, "value must stand"},
      {JsonShape::objects, "{\"a\": {}, }", 10, "a key"},    {JsonShape::objects, "{a: {}}", 1, "a key"},
      {JsonShape::objects, "{\"a\": {}", 8, "never closed"},
  };
  for (const Case& c : cases) {
    const auto rows = rows_of(c.json, c.shape);
    ASSERT_FALSE(rows) << c.json;
    EXPECT_NE(rows.error().what.find(c.what), std::string::npos) << c.json << ": " << rows.error().what;
    EXPECT_EQ(rows.error().where.byte, c.byte) << c.json;
  }
}

TEST(JsonRows, depth_costs_nothing) {
  const std::string deep = "[" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "]";
  EXPECT_EQ(rows_of(deep, JsonShape::array, 1 << 16)->size(), deep.size());
}

}  // namespace
}  // namespace openaffect
