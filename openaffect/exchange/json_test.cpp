#include "openaffect/exchange/json.h"

#include <gtest/gtest.h>

#include "openaffect/exchange/json_columns.h"

namespace openaffect {
namespace {

TEST(Json, keeps_the_order_of_keys_and_says_where_it_breaks) {
  EXPECT_EQ(parse_document("\xEF\xBB\xBF{\"b\": 1, \"a\": [null]}", "a.json")->dump(), R"({"b":1,"a":[null]})");
  const auto broken = parse_document(R"({"a": tru})", "a.json");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.byte, 9U);
  EXPECT_EQ(broken.error().where.file, "a.json");
}

TEST(Json, bounds_depth_and_members) {
  EXPECT_TRUE(parse_document(std::string(200, '[') + std::string(200, ']'), "a"));
  EXPECT_FALSE(parse_document(std::string(201, '[') + std::string(201, ']'), "a"));
  std::string wide = "{";
  for (int i = 0; i < 20'001; ++i) wide += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
  EXPECT_FALSE(parse_document(wide + "}", "a"));
  EXPECT_TRUE(parse_document(R"({"a:b{[": "]}:\"{"})", "a"));  // what is between quotes does not count
}

TEST(Json, bounds_values) {
  std::string many = "[";
  for (std::size_t i = 0; i < kMostJsonValues / 2; ++i) many += "{},";
  const auto refused = parse_document(many + "{}]", "a");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unsupported);
}

TEST(Json, members) {
  const Fields object = Fields::parse(R"({"t": "x", "n": 3, "o": {}, "z": null})");
  EXPECT_EQ(text_of(object, "t"), "x");
  EXPECT_EQ(text_of(object, "n"), "3");
  EXPECT_EQ(text_of(object, "o"), "");
  EXPECT_EQ(text_of(object, "missing"), "");
  EXPECT_TRUE(member_of(Fields(3), "a").is_null());
  EXPECT_EQ(without(object, {"t", "o"}).dump(), R"({"n":3,"z":null})");
  EXPECT_TRUE(without(Fields::parse(R"({"a": 1})"), {"a"}).is_null());
}

TEST(JsonColumns, take_the_narrowest_type) {
  const std::vector<Fields> rows = {Fields::parse(R"({"i": 1, "t": "a", "m": 1, "f": 0.5})"),
                                    Fields::parse(R"({"t": null, "m": "x", "l": [1], "b": true})"), Fields()};
  const auto columns = *columns_of_json(rows);
  ASSERT_EQ(columns.size(), 6U);
  EXPECT_EQ(columns[0], (TableColumn{"i", TableColumn::Cells<std::int64_t>{1, std::nullopt, std::nullopt}}));
  EXPECT_EQ(columns[1], (TableColumn{"t", TableColumn::Cells<std::string>{"a", std::nullopt, std::nullopt}}));
  EXPECT_EQ(
      columns[2],
      (TableColumn{"m", TableColumn::Cells<std::string>{"1", "\"x\"", std::nullopt}, {}, TableColumn::Meaning::json}));
  EXPECT_EQ(columns[5], (TableColumn{"b", TableColumn::Cells<bool>{std::nullopt, true, std::nullopt}}));
}

}  // namespace
}  // namespace openaffect
