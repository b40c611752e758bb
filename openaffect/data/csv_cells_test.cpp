#include "openaffect/data/csv_cells.h"

#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

std::vector<std::string> cells_of(std::string_view row, const CsvDialect& dialect = {}) {
  std::vector<std::string> cells;
  RowCells walk(row, dialect);
  while (const auto cell = walk.next())
    cells.push_back(cell->doubled ? undouble_quotes(cell->bytes) : std::string(cell->bytes));
  return cells;
}

using Cells = std::vector<std::string>;

TEST(RowCells, are_one_more_than_the_delimiters) {
  EXPECT_EQ(cells_of("a,b"), (Cells{"a", "b"}));
  EXPECT_EQ(cells_of(",a,"), (Cells{"", "a", ""}));
  EXPECT_EQ(cells_of(""), (Cells{""}));
  EXPECT_EQ(cells_of("a\tb,c", {'\t', true}), (Cells{"a", "b,c"}));
}

TEST(RowCells, quoted) {
  EXPECT_EQ(cells_of("\"a,b\",\"c\"\"d\",\"\""), (Cells{"a,b", "c\"d", ""}));
  EXPECT_EQ(cells_of("\"a\"\"\"\"b\"\"\""), (Cells{"a\"\"b\""}));
  EXPECT_EQ(cells_of("5\" disk,\"x\"", {',', true}), (Cells{"5\" disk", "x"}));
  EXPECT_EQ(cells_of("\"a,b\"", {',', false}), (Cells{"\"a", "b\""}));
}

TEST(RowCells, say_what_is_wrong_and_go_on) {
  RowCells text("x,\"a\"b,c", {});
  text.next();
  EXPECT_FALSE(text.fault());
  text.next();
  EXPECT_EQ(text.fault(), CsvFault::text_after_quote);
  EXPECT_EQ(text.fault_at(), 5U);
  EXPECT_EQ(text.next()->bytes, "c");
  EXPECT_FALSE(text.next());
  RowCells open("x,\"a,b", {});
  open.next();
  EXPECT_EQ(open.next()->bytes, "a,b");
  EXPECT_EQ(open.fault(), CsvFault::open_quote);
  EXPECT_EQ(open.fault_at(), 2U);
  EXPECT_TRUE(open.open_quote());
}

TEST(AppendCsvText, quotes_only_what_needs_it) {
  std::string out;
  for (const char* text : {"plain text", "a,b", "say \"x\"", "two\nlines", "\r", "tab\t", "ends\""}) {
    append_csv_text(text, {}, out);
    out += ';';
  }
  EXPECT_EQ(out, "plain text;\"a,b\";\"say \"\"x\"\"\";\"two\nlines\";\"\r\";tab\t;\"ends\"\"\";");
}

TEST(AppendCsvText, comes_back_as_the_same_cell) {  // RowCells(append_csv_text(text)) == text
  constexpr std::string_view kBytes = "ab,\"\n\r\t ";
  Random random(3);
  for (int round = 0; round < 20000; ++round) {
    std::string text, row;
    const std::size_t size = 1 + random.below(30);
    while (text.size() < size) text += kBytes[random.below(kBytes.size())];
    append_csv_text(text, {}, row);
    ASSERT_EQ(cells_of(row), Cells{text});
  }
}

}  // namespace
}  // namespace openaffect
