#include "openaffect/exchange/dataset.h"

#include <gtest/gtest.h>

#include "openaffect/exchange/folder_files.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

DatasetTable table_of(Cells<std::string> splits) {
  DatasetTable table;
  table.id = "t";
  Cells<std::int64_t> numbers;
  for (std::size_t i = 0; i < splits.size(); ++i) numbers.emplace_back(static_cast<std::int64_t>(i));
  table.columns = {{{"n", std::move(numbers)}}, {{"split", std::move(splits)}}};
  return table;
}

TEST(Dataset, law_divided_tables_join_again) {
  const auto parts = divide_by_split(table_of({"a", "a", "b"}), "split");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].split, "a");
  EXPECT_EQ(parts[1].rows(), 1U);
  EXPECT_EQ(parts[1].group, "t");
  const DatasetTable* pointers[] = {&parts[0], &parts[1]};
  EXPECT_EQ(join_tables(pointers, "split"), table_of({"a", "a", "b"}));
}

TEST(Dataset, is_not_divided_by_what_is_no_split) {
  EXPECT_EQ(divide_by_split(table_of({"a", std::nullopt}), "split").size(), 1U);
  EXPECT_EQ(divide_by_split(table_of({"a", "b"}), "part").size(), 1U);
  EXPECT_EQ(divide_by_split(table_of({}), "split").size(), 1U);
}

TEST(Dataset, a_hundred_parts_are_splits_and_more_are_not) {
  Cells<std::string> splits;
  for (int i = 0; i < 100; ++i) splits.emplace_back(std::to_string(i));
  EXPECT_EQ(divide_by_split(table_of(splits), "split").size(), 100U);
  splits.emplace_back("100");
  EXPECT_EQ(divide_by_split(table_of(splits), "split").size(), 1U);
}

TEST(Dataset, keys_are_those_of_the_kind) {
  const auto duration = TableColumn::Meaning::duration;
  DatasetTable table;
  table.kind = TableKind::segments;
  table.columns = {{{"file", Cells<std::string>{"a"}}},
                   {{"start", Cells<std::int64_t>{1}, {}, duration}},
                   {{"end", Cells<std::int64_t>{2}, {}, duration}}};
  table.keys = 3;
  EXPECT_TRUE(check_keys(table, "t"));
  table.columns[2].cells.meaning = TableColumn::Meaning::plain;
  EXPECT_EQ(describe_error(check_keys(table, "t").error()), "t: column end: is a key of type time, and holds int");
  table.keys = 1;
  EXPECT_FALSE(check_keys(table, "t"));
  table.kind = TableKind::files;
  EXPECT_TRUE(check_keys(table, "t"));
  table.columns[0].cells.values = Cells<std::vector<std::string>>{std::vector<std::string>{"a"}};
  EXPECT_FALSE(check_keys(table, "t"));
  table.kind = TableKind::items;
  EXPECT_TRUE(check_keys(table, "t"));
}

TEST(Dataset, knows_splits_and_schemes_by_name) {
  Dataset dataset;
  DatasetTable table = table_of({"validation", "validation"});
  table.split = "validation";
  table.columns.push_back({{"ekman7", Cells<std::string>{"joy", std::nullopt}}});
  table.columns.push_back({{"sentiment3", Cells<std::string>{"positive", "very"}}});
  table.columns.push_back(
      {{"goemotions28", Cells<std::vector<std::string>>{std::vector<std::string>{"joy", "fear"}, {}}}});
  dataset.tables = {table};
  declare_splits(dataset);
  recognise_schemes(dataset);
  EXPECT_EQ(dataset.split("validation")->type, "dev");
  EXPECT_EQ(dataset.scheme("ekman7")->labels.size(), 7U);
  EXPECT_FALSE(dataset.scheme("sentiment3"));  // holds something else
  EXPECT_TRUE(dataset.scheme("goemotions28")->several);
}

TEST(Dataset, labels_may_stand_in_a_table) {
  Dataset dataset;
  DatasetTable table;
  table.id = "speakers";
  table.keys = 1;
  table.columns = {{{"speaker", Cells<std::int64_t>{3, 5}}}};
  dataset.tables = {table};
  DatasetScheme scheme;
  scheme.labels_from = "speakers";
  EXPECT_EQ(labels_of(dataset, scheme), (std::vector<std::string>{"3", "5"}));
}

TEST(FolderFiles, paths_stay_inside) {
  for (const char* good : {"a.wav", "b/a.wav", "b/..c/a"}) EXPECT_TRUE(is_inside(good)) << good;
  for (const char* bad : {"", "/a", "../a", "b/../a", "./a", "b\\a", "b/.."}) EXPECT_FALSE(is_inside(bad)) << bad;
}

}  // namespace
}  // namespace openaffect
