#include "openaffect/exchange/values.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;
constexpr std::int64_t kSecond = 1'000'000'000, kDay = 86'400 * kSecond;

// pandas 3: pd.to_timedelta(text).value
TEST(Values, durations_are_pandas) {
  EXPECT_EQ(parse_duration("0 days 00:00:01.500000"), 1'500'000'000);
  EXPECT_EQ(parse_duration("0 days 00:00:03.513760765"), 3'513'760'765);
  EXPECT_EQ(parse_duration("2 days"), 2 * kDay);
  EXPECT_EQ(parse_duration("1 day 02:00:00"), kDay + 7200 * kSecond);
  EXPECT_EQ(parse_duration("-1 days +23:59:59"), -kSecond);
  EXPECT_EQ(parse_duration("00:01:30"), 90 * kSecond);
  EXPECT_EQ(parse_duration("1.5s"), 1'500'000'000);
  EXPECT_EQ(parse_duration("250 ms"), 250'000'000);
  EXPECT_EQ(parse_duration("-2min"), -120 * kSecond);
  for (const char* text : {"", "1.5", "12", "x", "00:61:00", "0 days 1", "1 daysx", "00:00:00.", "999999999999h"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
  EXPECT_EQ(duration_text(1'500'000'000), "0 days 00:00:01.500000");
  EXPECT_EQ(duration_text(-kSecond), "-1 days +23:59:59.000000");
  EXPECT_EQ(duration_text(3'513'760'765), "0 days 00:00:03.513760765");
}

TEST(Values, law_every_length_and_date_comes_back) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min(), kMost = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t time : {kLeast, kLeast + 1, -106'001 * kDay - 1, -kDay, -kDay - 1, std::int64_t{-1},
                                  std::int64_t{0}, kDay - 1, 106'002 * kDay, kMost - 1, kMost}) {
    EXPECT_EQ(parse_duration(duration_text(time)), time) << duration_text(time);
    EXPECT_EQ(parse_date(date_text(time)), time) << date_text(time);
  }
  EXPECT_EQ(parse_duration("106752 days"), std::nullopt);
  EXPECT_EQ(parse_duration("-106753 days +00:00:01"), std::nullopt);
}

TEST(Values, seconds) {
  EXPECT_EQ(nanoseconds_of(1.3265306122448979), 1'326'530'612);
  EXPECT_EQ(nanoseconds_of(-.5), -500'000'000);
  for (const double none : {1e10, -1e300, std::nan(""), HUGE_VAL}) EXPECT_EQ(nanoseconds_of(none), std::nullopt);
  EXPECT_EQ(seconds_of(1'500'000'000), 1.5);
}

TEST(Values, lists_and_json_are_no_other_type) {
  const TableColumn lists{"c", Cells<std::vector<std::string>>{std::vector<std::string>{"a"}}};
  const TableColumn json{"c", Cells<std::string>{"[1]"}, {}, TableColumn::Meaning::json};
  for (const ValueType type : {ValueType::text, ValueType::integer, ValueType::duration}) {
    EXPECT_EQ(as_type(lists, type).error().where.column, "c");
    EXPECT_FALSE(as_type(json, type));
    EXPECT_EQ(value_type_of(*as_type({"c", Cells<std::vector<std::string>>(2)}, type)), type);  // of nothing but nulls
  }
  EXPECT_EQ(*as_type(lists, ValueType::object), lists);
  EXPECT_EQ(as_texts(lists), (TableColumn{"c", Cells<std::string>{"[\"a\"]"}}));
}

TEST(Values, what_is_no_number_is_still_said) {
  const TableColumn numbers{"n", Cells<double>{std::nan(""), HUGE_VAL, -HUGE_VAL}};
  EXPECT_EQ(as_texts(numbers), (TableColumn{"n", Cells<std::string>{"nan", "inf", "-inf"}}));
}

// date -u -d '2024-05-31 12:30:15' +%s
TEST(Values, dates) {
  EXPECT_EQ(parse_date("1970-01-01"), 0);
  EXPECT_EQ(parse_date("2024-05-31 12:30:15"), 1'717'158'615 * kSecond);
  EXPECT_EQ(parse_date("2024-05-31T12:30:15.25Z"), 1'717'158'615 * kSecond + 250'000'000);
  EXPECT_EQ(parse_date("2024-05-31T14:30:15+02:00"), 1'717'158'615 * kSecond);
  EXPECT_EQ(parse_date("1969-12-31 23:59:59"), -kSecond);
  for (const char* text : {"2023-02-29", "2024-13-01", "2024-5-31", "1600-01-01", "2024-05-31x", "12:30"})
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  EXPECT_EQ(date_text(490'000'000), "1970-01-01 00:00:00.490000000");
}

TEST(Values, law_what_is_written_is_read) {
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, kDay - 1, -kDay, 123 * kDay + 7,
                                   std::int64_t{1'717'158'615'123'456'789}}) {
    EXPECT_EQ(parse_duration(duration_text(value)), value);
    EXPECT_EQ(parse_date(date_text(value)), value);
  }
}

TEST(Values, columns_of_a_type) {
  const TableColumn texts{"x", Cells<std::string>{"1", " 2 ", std::nullopt, ""}};
  EXPECT_EQ(as_type(texts, ValueType::integer)->values,
            (TableColumn::Values(Cells<std::int64_t>{1, 2, std::nullopt, std::nullopt})));
  EXPECT_EQ(as_type(texts, ValueType::number)->values,
            (TableColumn::Values(Cells<double>{1, 2, std::nullopt, std::nullopt})));
  const TableColumn numbers{"x", Cells<double>{1, std::nullopt, std::nan("")}};
  EXPECT_EQ(as_type(numbers, ValueType::integer)->values,
            (TableColumn::Values(Cells<std::int64_t>{1, std::nullopt, std::nullopt})));
  EXPECT_EQ(as_type({"x", Cells<std::int64_t>{7}}, ValueType::text)->values,
            (TableColumn::Values(Cells<std::string>{"7"})));
}

TEST(Values, a_cell_that_does_not_fit_is_named) {
  const auto failed = as_type({"age", Cells<std::string>{"1", "old"}}, ValueType::integer);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().where.row, 2U);
  EXPECT_EQ(failed.error().where.column, "age");
  EXPECT_EQ(failed.error().what, "'old' is no int");
  EXPECT_FALSE(as_type({"x", Cells<double>{.5}}, ValueType::integer));
  EXPECT_FALSE(as_type({"x", Cells<bool>{true}}, ValueType::duration));
}

TEST(Values, inference_is_pandas_but_for_leading_zeros) {
  EXPECT_EQ(value_type_of(inferred({"x", Cells<std::string>{"1", "2"}})), ValueType::integer);
  EXPECT_EQ(value_type_of(inferred({"x", Cells<std::string>{"1", "2.5", std::nullopt}})), ValueType::number);
  EXPECT_EQ(value_type_of(inferred({"x", Cells<std::string>{"True", "False"}})), ValueType::boolean);
  EXPECT_EQ(value_type_of(inferred({"x", Cells<std::string>{"007", "008"}})), ValueType::text);
  EXPECT_EQ(value_type_of(inferred({"x", Cells<std::string>{"1", "a"}})), ValueType::text);
}

TEST(Values, cells_as_text_and_json) {
  const TableColumn lists{"x", Cells<std::vector<std::string>>{std::vector<std::string>{"a", "b"}, std::nullopt}};
  EXPECT_EQ(cell_text(lists, 0), "[\"a\",\"b\"]");
  EXPECT_EQ(cell_text(lists, 1), std::nullopt);
  EXPECT_EQ(cell_json({"x", Cells<std::string>{R"({"a": 1})"}, {}, TableColumn::Meaning::json}, 0),
            Fields::parse(R"({"a": 1})"));
}

}  // namespace
}  // namespace openaffect
