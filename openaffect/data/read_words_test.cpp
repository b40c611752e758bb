#include "openaffect/data/read_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using testing::HasSubstr;

TEST(ReadWords, nothing_said_is_the_default) {
  const ReadOptions read = *read_options_of({}), wanted;
  EXPECT_EQ(read.format, wanted.format);
  EXPECT_EQ(read.delimiter, wanted.delimiter);
  EXPECT_EQ(read.quotes, wanted.quotes);
  EXPECT_EQ(read.on_bad_row, wanted.on_bad_row);
  EXPECT_EQ(read.limit, wanted.limit);
}

TEST(ReadWords, all_that_can_be_said) {
  const ReadOptions read = *read_options_of({.input_format = "json",
                                             .encoding = "cp1252",
                                             .delimiter = "tab",
                                             .quote = "none",
                                             .types = {"a=b=int64", "c=bool"},
                                             .on_bad_row = "keep",
                                             .limit = "7"});
  EXPECT_EQ(read.format, TableFormat::jsonl);
  EXPECT_EQ(read.encoding, "cp1252");
  EXPECT_EQ(read.delimiter, '\t');
  EXPECT_FALSE(read.quotes);
  EXPECT_EQ(read.on_bad_row, OnBadRow::keep);
  EXPECT_EQ(read.limit, 7U);
  EXPECT_EQ(read.types, (std::vector<ColumnInfo>{{"a=b", ColumnType::int64}, {"c", ColumnType::boolean}}));
}

TEST(ReadWords, what_is_refused_names_the_flag) {
  const auto said = [](const ReadWords& words) {
    const auto read = read_options_of(words);
    EXPECT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::unknown);
    return read.error().what;
  };
  EXPECT_THAT(said({.input_format = "jsonll"}), HasSubstr("did you mean 'jsonl'"));
  EXPECT_THAT(said({.delimiter = "ab"}), HasSubstr("--delimiter takes one character"));
  EXPECT_THAT(said({.quote = "x"}), HasSubstr("--quote takes"));
  EXPECT_THAT(said({.on_bad_row = "skip"}), HasSubstr("--on-bad-row takes fail or keep"));
  for (const char* limit : {"0", "-1", "two"}) EXPECT_THAT(said({.limit = limit}), HasSubstr("--limit takes"));
  for (const char* type : {"a", "=text", "a=str"}) EXPECT_THAT(said({.types = {type}}), HasSubstr("--type takes"));
}

}  // namespace
}  // namespace openaffect
