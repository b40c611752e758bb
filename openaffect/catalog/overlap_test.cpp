#include "openaffect/catalog/overlap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/data/table_file.h"

namespace openaffect {
namespace {

using Texts = TableColumn::Cells<std::string>;
using ::testing::HasSubstr;

TEST(Overlap, forms_are_compared_without_brackets_case_and_punctuation) {
  EXPECT_EQ(comparable_form("It 's fun -LRB- really -RRB- !"), comparable_form("It's fun (really)!"));
  EXPECT_NE(comparable_form("x-LRB-y"), comparable_form("xy"));  // no token of its own
  EXPECT_EQ(comparable_form("?!"), "");
}

class Overlaps : public ::testing::Test {
 protected:
  OverlapSource write(const std::string& name, const std::vector<TableColumn>& columns) {
    const std::string path = ::testing::TempDir() + "overlap_" + name + ".parquet";
    EXPECT_TRUE(write_table(path, columns, {}));
    return {name, path};
  }
  static std::uint64_t found(const std::vector<OverlapCount>& counts, const std::string& of, const std::string& in) {
    const auto text = [](const OverlapPart& part) {
      return part.kind.empty() ? part.set : part.set + "/" + part.value;
    };
    for (const OverlapCount& count : counts)
      if (text(count.of) == of && text(count.in) == in) return count.found;
    return 999;
  }
};

TEST_F(Overlaps, count_texts_of_one_part_that_stand_in_another) {
  // Rows of "?" have nothing left to compare; "Two" stands in train and, twice, in test.
  const OverlapSource a = write("a", {{"text", Texts{"One", "two", "?", "Two!", "TWO", std::nullopt, "?"}},
                                      {"split", Texts{"train", "train", "train", "test", "test", "test", "test"}}});
  const OverlapSource b = write("b", {{"text", Texts{"one.", "three"}}, {"task", Texts{"x", "y"}}});
  const auto counts = find_overlaps(std::vector{a, b});
  ASSERT_TRUE(counts) << describe_error(counts.error());
  EXPECT_EQ(found(*counts, "a/test", "a/train"), 2U);
  EXPECT_EQ(found(*counts, "a/train", "a/test"), 1U);
  EXPECT_EQ(found(*counts, "a/train", "b"), 1U);
  EXPECT_EQ(found(*counts, "a/train", "b/x"), 1U);
  EXPECT_EQ(found(*counts, "a/train", "b/y"), 0U);
  EXPECT_EQ(found(*counts, "b", "a/train"), 1U);
  EXPECT_EQ(found(*counts, "b", "a/test"), 0U);
  EXPECT_EQ(found(*counts, "b", "b"), 999U);
  for (const OverlapCount& count : *counts) EXPECT_EQ(count.of.texts, count.of.set == "b" ? 2U : 3U) << count.of.value;
}

TEST_F(Overlaps, of_trees_only_sentences_count) {
  const OverlapSource trees =
      write("trees", {{"text", Texts{"a film", "film"}}, {"root", TableColumn::Cells<bool>{true, false}}});
  const OverlapSource words = write("words", {{"text", Texts{"film"}}});
  EXPECT_EQ(found(*find_overlaps(std::vector{trees, words}), "words", "trees"), 0U);
}

TEST_F(Overlaps, rows_are_those_that_stand_in_several) {
  const OverlapSource a = write("a", {{"id", Texts{"1", "2", "3"}},
                                      {"text", Texts{"One", "two", "Two"}},
                                      {"split", Texts{"train", "train", "train"}}});
  const OverlapSource b = write("b", {{"id", Texts{"9"}}, {"text", Texts{"one!"}}});
  const auto rows = overlapping_rows(std::vector{a, b}, 10);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].set + (*rows)[0].id + (*rows)[0].form, "a1one");
  EXPECT_EQ((*rows)[1].set + (*rows)[1].id + (*rows)[1].text, "b9one!");
  EXPECT_EQ(overlapping_rows(std::vector{a, b}, 1)->size(), 1U);
}

TEST_F(Overlaps, need_a_column_of_texts) {
  OverlapSource a = write("a", {{"txt", Texts{"One"}}});
  EXPECT_THAT(find_overlaps(std::vector{a}).error().what, HasSubstr("did you mean 'txt'?"));
  a.text_column = "txt";
  EXPECT_TRUE(find_overlaps(std::vector{a}));
}

}  // namespace
}  // namespace openaffect
