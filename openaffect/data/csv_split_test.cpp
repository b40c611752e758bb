#include "openaffect/data/csv_split.h"

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using Rows = std::vector<std::string>;

// What csv_split.h says a row is, one byte after the other.
Rows naive_rows(std::string_view bytes, const CsvDialect& dialect) {
  Rows rows;
  std::string row;
  bool in_quotes = false, cell_begins = true;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (in_quotes) {
      row += c;
      if (c != '"') continue;
      if (at + 1 < bytes.size() && bytes[at + 1] == '"')
        row += bytes[++at];
      else
        in_quotes = false;
      continue;
    }
    if (c == '\n' || c == '\r') {
      if (!row.empty()) rows.push_back(row);
      row.clear();
      cell_begins = true;
      continue;
    }
    in_quotes = c == '"' && cell_begins && dialect.quotes;
    cell_begins = c == dialect.delimiter;
    row += c;
  }
  if (!row.empty()) rows.push_back(row);
  return rows;
}

// Fed in chunks, taken in blocks of `most`.
Rows split(std::string_view bytes, const CsvDialect& dialect, std::size_t chunk, std::size_t most) {
  Rows rows;
  CsvSplitter splitter(dialect);
  std::size_t begin = 0, end = std::min(chunk, bytes.size());
  for (;;) {
    const bool complete = end == bytes.size();
    const std::string_view pending = bytes.substr(begin, end - begin);
    splitter.scan(pending, complete ? Ending::complete : Ending::more_to_come, most);
    const bool full = splitter.rows().size() == most;
    if (!full && !complete) {
      end = std::min(end + chunk, bytes.size());
      continue;
    }
    begin += splitter.passed();
    const std::vector<ByteRange> taken = splitter.take();
    for (const ByteRange row : taken) rows.emplace_back(pending.substr(row.begin, row.end - row.begin));
    if (taken.empty()) return rows;
  }
}

TEST(CsvSplitter, line_ends_of_all_kinds) {
  EXPECT_EQ(split("a\nb\r\nc\rd", {}, 100, 100), (Rows{"a", "b", "c", "d"}));
  EXPECT_EQ(split("a\n\n\r\n\r\rb\n", {}, 100, 100), (Rows{"a", "b"}));
  EXPECT_EQ(split("", {}, 100, 100), Rows());
  EXPECT_EQ(split("\n\r\n", {}, 100, 100), Rows());
}

TEST(CsvSplitter, quotes_hide_line_ends) {
  EXPECT_EQ(split("\"a\nb\",c\n\"d\"\"\n\"\"\"\ne", {}, 100, 100), (Rows{"\"a\nb\",c", "\"d\"\"\n\"\"\"", "e"}));
  EXPECT_EQ(split("\"a\nb\"\n", {',', false}, 100, 100), (Rows{"\"a", "b\""}));
}

TEST(CsvSplitter, a_quote_inside_a_cell_is_a_character) {
  EXPECT_EQ(split("5\" disk,x\ny\"\"\n", {}, 100, 100), (Rows{"5\" disk,x", "y\"\""}));
  EXPECT_EQ(split("\"a\" \"b\nc", {}, 100, 100), (Rows{"\"a\" \"b", "c"}));
  EXPECT_EQ(split("a;\"b\nc\";d", {';', true}, 100, 100), (Rows{"a;\"b\nc\";d"}));
}

TEST(CsvSplitter, says_where_a_quote_is_open) {
  CsvSplitter splitter({});
  splitter.scan("a,b\nc,\"d\"\"\ne", Ending::more_to_come, 100);
  EXPECT_EQ(splitter.rows().size(), 1U);
  EXPECT_EQ(splitter.open_quote(), 6U);
  splitter.scan("a,b\nc,\"d\"\"\ne\"", Ending::complete, 100);
  EXPECT_EQ(splitter.rows().size(), 2U);
  EXPECT_EQ(splitter.open_quote(), std::nullopt);
}

TEST(CsvSplitter, stops_behind_the_last_row_asked_for) {
  CsvSplitter splitter({});
  splitter.scan("a\r\nb\r\nc\r\n", Ending::complete, 2);
  EXPECT_EQ(splitter.passed(), 6U);
  EXPECT_EQ(splitter.take().size(), 2U);
  splitter.scan("c\r\n", Ending::complete, 2);
  EXPECT_EQ(splitter.take().size(), 1U);
}

TEST(CsvSplitter, a_carriage_return_at_the_end_waits_for_its_line_feed) {
  CsvSplitter splitter({});
  splitter.scan("a\r", Ending::more_to_come, 1);
  EXPECT_TRUE(splitter.rows().empty());
  splitter.scan("a\r\nb", Ending::more_to_come, 1);
  EXPECT_EQ(splitter.passed(), 3U);
}

TEST(CsvSplitter, equals_the_naive_one_on_random_bytes) {
  constexpr std::string_view kBytes = "aab,\"\"\n\r\"x,";
  Random random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    const std::size_t size = random.below(200);
    while (bytes.size() < size) bytes += kBytes[random.below(kBytes.size())];
    const CsvDialect dialect{',', random.below(4) != 0};
    const Rows expected = naive_rows(bytes, dialect);
    const std::size_t chunk = 1 + random.below(80), most = 1 + random.below(5);
    ASSERT_EQ(split(bytes, dialect, chunk, most), expected) << testing::PrintToString(bytes) << " chunk " << chunk;
    ASSERT_EQ(split(bytes, dialect, 1000, 1000), expected) << testing::PrintToString(bytes);
  }
}

TEST(CsvSplitter, blank_lines_at_the_start) {
  const CsvSplitter splitter({});
  EXPECT_EQ(splitter.blank_lines("\r\n\na", Ending::more_to_come).bytes, 3U);
  EXPECT_TRUE(splitter.blank_lines("a", Ending::more_to_come).decided);
  EXPECT_FALSE(splitter.blank_lines("\n\n", Ending::more_to_come).decided);
  EXPECT_TRUE(splitter.blank_lines("\n\n", Ending::complete).decided);
}

}  // namespace
}  // namespace openaffect
