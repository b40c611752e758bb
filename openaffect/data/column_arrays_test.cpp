#include "openaffect/data/column_arrays.h"

#include <cmath>

#include <arrow/array.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(TextArray, is_valid_arrow) {
  const CellTexts cells = {"a", std::nullopt, "", "béc"};
  const auto array = *text_array(cells, "f");
  ASSERT_TRUE(array->ValidateFull().ok());
  EXPECT_EQ(array_texts(*array), cells);
  EXPECT_EQ(array->null_count(), 1);
  EXPECT_EQ((*text_array({"x"}, "f"))->null_count(), 0);
  EXPECT_EQ((*text_array({}, "f"))->length(), 0);
}

TEST(MakeValidUtf8, changes_only_what_is_ill_formed) {
  CellTexts cells = {"ok", "\xFF", std::nullopt, "\xC3"};
  CellStore store;
  std::vector<std::size_t> rows;
  make_valid_utf8(cells, store, rows);
  EXPECT_EQ(rows, (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(cells, (CellTexts{"ok", "\xEF\xBF\xBD", std::nullopt, "\xEF\xBF\xBD"}));
}

// Rows that do not fit.
std::vector<std::size_t> misfits(ColumnType type, const CellTexts& cells) {
  const auto typed = typed_column(type, cells, "f");
  EXPECT_TRUE((*typed).array->ValidateFull().ok());
  EXPECT_EQ(typed->array->type()->ToString(), arrow_type_of(type)->ToString());
  return typed->misfits;
}

using Misfits = std::vector<std::size_t>;

TEST(TypedColumn, int64) {
  EXPECT_EQ(misfits(ColumnType::int64, {"0", "-5", "+5", " 007 ", std::nullopt}), Misfits());
  EXPECT_EQ(misfits(ColumnType::int64, {"", "1.0", "1e3", "0x1", "+-1", "--1", "1 2", "9223372036854775808", "a"}),
            (Misfits{0, 1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(TypedColumn, float64) {
  EXPECT_EQ(misfits(ColumnType::float64, {"0", "-.5", "+1e3", "1.", "nan", "inf", "-Infinity", "1e-999"}), Misfits());
  EXPECT_EQ(misfits(ColumnType::float64, {"", "1,5", "1e999", "0x1p3", "e", "1 "}), (Misfits{0, 1, 2, 3, 4}));
  const auto tiny = typed_column(ColumnType::float64, {"1e-400", "5e-324"}, "f");
  EXPECT_EQ(static_cast<const arrow::DoubleArray&>(*tiny->array).Value(0), 0.0);
  EXPECT_EQ(static_cast<const arrow::DoubleArray&>(*tiny->array).Value(1), 5e-324);
}

TEST(TypedColumn, boolean) {
  EXPECT_EQ(misfits(ColumnType::boolean, {"true", "FALSE", "True", "1", "0"}), Misfits());
  EXPECT_EQ(misfits(ColumnType::boolean, {"yes", "t", "2", "truE1", ""}), (Misfits{0, 1, 2, 3, 4}));
}

TEST(TypedColumn, timestamp) {
  const CellTexts good = {"2024-05-31", "2024-05-31 12:30", "2024-05-31T12:30:15", "2024-05-31T12:30:15.123456Z",
                          "2024-05-31T12:30:15+02:00"};
  EXPECT_EQ(misfits(ColumnType::timestamp, good), Misfits());
  const auto typed = typed_column(ColumnType::timestamp, good, "f");
  EXPECT_EQ(static_cast<const arrow::TimestampArray&>(*typed->array).Value(4), 1717151415000000);
  EXPECT_EQ(misfits(ColumnType::timestamp, {"31.5.2024", "2024-13-01", "12:30", "", "2024-05-31T25:00:00"}),
            (Misfits{0, 1, 2, 3, 4}));
}

TEST(TypedColumn, text_is_no_type_to_read) {
  EXPECT_THROW((void)typed_column(ColumnType::text, {}, "f"), ContractError);
}

}  // namespace
}  // namespace openaffect
