#include "openaffect/exchange/keys.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

DatasetTable table_of(TableColumn start, TableColumn end) {
  DatasetTable table;
  table.columns = {{{"note", Cells<std::string>{"x", "y"}}},
                   {std::move(start)},
                   {{"file", Cells<std::string>{"a.wav", "a.wav"}}},
                   {std::move(end)}};
  return table;
}

TEST(Keys, seconds_and_durations_make_segments) {
  DatasetTable table = table_of({"start", Cells<double>{0, 1.3265306122448979}}, {"end", Cells<std::int64_t>{1, {}}});
  ASSERT_TRUE(find_file_keys(table));
  EXPECT_EQ(table.kind, TableKind::segments);
  ASSERT_EQ(table.keys, 3U);
  EXPECT_EQ(table.columns[0].cells.name, "file");
  EXPECT_EQ(table.columns[1].cells,
            (TableColumn{"start", Cells<std::int64_t>{0, 1'326'530'612}, {}, TableColumn::Meaning::duration}));
  EXPECT_EQ(table.columns[2].cells.name, "end");
  DatasetTable texts = table_of({"start", Cells<std::string>{"0", "1.5"}}, {"end", Cells<std::string>{"1s", "2s"}});
  EXPECT_TRUE(find_file_keys(texts));
  EXPECT_EQ(texts.kind, TableKind::segments);
}

TEST(Keys, other_starts_and_ends_are_left_as_they_are) {
  const TableColumn start{"start", Cells<double>{0, 1}}, end{"end", Cells<std::string>{"soon", "later"}};
  DatasetTable table = table_of(start, end);
  ASSERT_TRUE(find_file_keys(table));
  EXPECT_EQ(table.kind, TableKind::files);
  EXPECT_EQ(table.keys, 1U);
  EXPECT_EQ(table.columns[table.find("start")].cells, start);
}

TEST(Keys, no_file_no_keys) {
  DatasetTable table = table_of({"start", Cells<double>{0, 1}}, {"end", Cells<double>{1, 2}});
  table.columns[2].cells.values = Cells<std::string>{"a.wav", std::nullopt};
  const DatasetTable before = table;
  EXPECT_FALSE(find_file_keys(table));
  EXPECT_EQ(table, before);
}

}  // namespace
}  // namespace openaffect
