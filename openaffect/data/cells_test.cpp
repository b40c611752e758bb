#include "openaffect/data/cells.h"

#include <limits>

#include <arrow/api.h>
#include <arrow/json/from_string.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

std::shared_ptr<arrow::Array> array_of(const std::shared_ptr<arrow::DataType>& type, const std::string& json) {
  return arrow::json::ArrayFromJSONString(type, json).ValueOrDie();
}

std::string json_of(const arrow::Array& array) {
  std::string out;
  for (std::int64_t row = 0; row < array.length(); ++row) {
    append_json_cell(array, row, out);
    out += ' ';
  }
  return out;
}
std::string json_of(const std::shared_ptr<arrow::DataType>& type, const std::string& json) {
  return json_of(*array_of(type, json));
}
std::string csv_of(const std::shared_ptr<arrow::DataType>& type, const std::string& json) {
  std::string out;
  const auto array = array_of(type, json);
  for (std::int64_t row = 0; row < array->length(); ++row) {
    append_csv_cell(*array, row, {}, out);
    out += ';';
  }
  return out;
}

TEST(Cells, whole_numbers_of_every_width) {
  EXPECT_EQ(json_of(arrow::int64(), "[9223372036854775807, -9223372036854775808, null]"),
            "9223372036854775807 -9223372036854775808 null ");
  EXPECT_EQ(json_of(arrow::uint64(), "[18446744073709551615]"), "18446744073709551615 ");
  EXPECT_EQ(json_of(arrow::int8(), "[-128]") + json_of(arrow::uint8(), "[255]"), "-128 255 ");
  EXPECT_EQ(json_of(arrow::int16(), "[-1]") + json_of(arrow::uint16(), "[1]"), "-1 1 ");
  EXPECT_EQ(json_of(arrow::int32(), "[-1]") + json_of(arrow::uint32(), "[4294967295]"), "-1 4294967295 ");
}

TEST(Cells, other_numbers) {
  EXPECT_EQ(json_of(arrow::float64(), "[0.1, 1, NaN, Inf]"), "0.1 1.0 null null ");
  EXPECT_EQ(csv_of(arrow::float64(), "[0.1, 1, NaN, null]"), "0.1;1.0;nan;;");
  EXPECT_EQ(json_of(arrow::float32(), "[0.1]"), "0.1 ");
  EXPECT_EQ(json_of(arrow::boolean(), "[true, false]"), "true false ");
  EXPECT_EQ(json_of(arrow::decimal128(10, 2), R"(["12.30", "-0.05"])"), "12.30 -0.05 ");
}

TEST(Cells, texts) {
  for (const auto& type : {arrow::utf8(), arrow::large_utf8(), arrow::utf8_view()}) {
    EXPECT_EQ(json_of(type, R"(["a\"b", "", null])"), "\"a\\\"b\" \"\" null ");
    EXPECT_EQ(csv_of(type, R"(["a\"b", "", null, "x,y"])"), "\"a\"\"b\";\"\";;\"x,y\";");
  }
  EXPECT_EQ(json_of(arrow::binary(), R"(["hello"])"), "\"aGVsbG8=\" ");
  EXPECT_EQ(csv_of(arrow::null(), "[null]"), ";");
}

TEST(Cells, times) {
  EXPECT_EQ(csv_of(arrow::timestamp(arrow::TimeUnit::MICRO), "[1717158615123456, -1]"),
            "2024-05-31T12:30:15.123456;1969-12-31T23:59:59.999999;");
  EXPECT_EQ(json_of(arrow::timestamp(arrow::TimeUnit::SECOND, "America/New_York"), "[1717158615]"),
            "\"2024-05-31T12:30:15Z\" ");
  EXPECT_EQ(csv_of(arrow::date32(), "[19874, -1]"), "2024-05-31;1969-12-31;");
  EXPECT_EQ(csv_of(arrow::date64(), "[86400000]"), "1970-01-02;");
  EXPECT_EQ(csv_of(arrow::time32(arrow::TimeUnit::MILLI), "[45015250]"), "12:30:15.250;");
  EXPECT_EQ(json_of(arrow::duration(arrow::TimeUnit::MILLI), "[-1500]"), "-1.500 ");
}

TEST(Cells, nested) {
  const auto list =
      arrow::list(arrow::struct_({arrow::field("a", arrow::int32()), arrow::field("b\"", arrow::utf8())}));
  EXPECT_EQ(json_of(list, R"([[[1, "x"], null], [], null])"), R"([{"a":1,"b\"":"x"},null] [] null )");
  EXPECT_EQ(csv_of(arrow::list(arrow::int32()), "[[1, 2]]"), "\"[1,2]\";");
  EXPECT_EQ(json_of(arrow::map(arrow::utf8(), arrow::int32()), R"([[["k", 1], ["l", null]]])"),
            R"([["k",1],["l",null]] )");
  EXPECT_EQ(json_of(arrow::fixed_size_list(arrow::int32(), 2), "[[1, 2], [3, 4]]"), "[1,2] [3,4] ");
  EXPECT_EQ(json_of(arrow::large_list(arrow::date32()), "[[0]]"), "[\"1970-01-01\"] ");
}

TEST(Cells, dictionaries_and_slices) {
  const auto dictionary = arrow::dictionary(arrow::int8(), arrow::utf8());
  EXPECT_EQ(json_of(dictionary, R"(["x", null, "y"])"), "\"x\" null \"y\" ");
  EXPECT_EQ(csv_of(dictionary, R"(["x", null, ""])"), "x;;\"\";");
  const auto sliced = array_of(arrow::struct_({arrow::field("a", arrow::int32())}), "[[1], [2], [3]]")->Slice(1, 1);
  EXPECT_EQ(json_of(*sliced), "{\"a\":2} ");
}

TEST(Cells, some_types_have_no_text) {
  EXPECT_TRUE(check_writable(*arrow::list(arrow::int32())));
  EXPECT_EQ(check_writable(*arrow::dense_union({arrow::field("a", arrow::int32())})).error().kind,
            ErrorKind::unsupported);
  auto deep = arrow::int32();
  for (int depth = 0; depth < 100; ++depth) deep = arrow::list(deep);
  EXPECT_EQ(check_writable(*deep).error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace openaffect
