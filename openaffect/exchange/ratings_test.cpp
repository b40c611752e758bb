#include "openaffect/exchange/ratings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

ItemRating rating(const std::string& item, const std::string& rater, const std::string& scheme,
                  std::vector<std::string> labels) {
  ItemRating made;
  made.item = item, made.rater = rater, made.scheme = scheme;
  made.rater_type = "human";
  made.labels = std::move(labels);
  return made;
}

std::vector<ItemRating> some() {
  std::vector<ItemRating> ratings = {rating("1", "ann", "mood", {"joy"}), rating("1", "ben", "mood", {"joy", "fear"}),
                                     rating("2", "ann", "mood", {}), rating("2", "ben", "mood", {"a|b", "[c"}),
                                     rating("3", "ben", "mood", {"a|b"})};
  ratings.push_back(rating("2", "ann", "stars", {}));
  ratings.back().labels.reset();
  ratings.back().value = 4;
  ratings.back().confidence = .5;
  ratings.back().more = {{"annotation", 7}, {"lead_time", 1.5}};
  return ratings;
}

TEST(Ratings, law_long_tables_come_back) {
  const auto ratings = some();
  const auto again = *ratings_from(*ratings_table(ratings, nullptr));
  ASSERT_EQ(again.ratings.size(), ratings.size());
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    EXPECT_EQ(again.ratings[i].item, ratings[i].item);
    EXPECT_EQ(again.ratings[i].rater, ratings[i].rater);
    EXPECT_EQ(again.ratings[i].labels, ratings[i].labels) << i;
    EXPECT_EQ(again.ratings[i].value, ratings[i].value);
    EXPECT_EQ(again.ratings[i].confidence, ratings[i].confidence);
    EXPECT_EQ(again.ratings[i].more, ratings[i].more);
  }
}

TEST(Ratings, carry_the_data_of_their_items) {
  DatasetTable items;
  items.keys = 1;
  items.columns = {{{"item", Cells<std::string>{"2", "1"}}}, {{"text", Cells<std::string>{"two", "one"}}}};
  const auto table = *ratings_table(some(), &items);
  const auto& data = table.columns[table.find("data.text")].cells;
  EXPECT_EQ(cell_text(data, 0), "one");
  EXPECT_EQ(cell_text(data, 3), "two");
  EXPECT_EQ(cell_text(data, 4), std::nullopt);  // of item 3, which is not among them
  const auto again = *ratings_from(table);
  ASSERT_TRUE(again.items);
  EXPECT_EQ(again.items->rows(), 3U);
  EXPECT_EQ(cell_text(again.items->columns[1].cells, 0), "one");
}

TEST(Ratings, wide_has_a_column_for_each_scheme_and_rater) {
  Dataset dataset;
  auto ratings = some();
  ratings.push_back(rating("1", "ann", "mood", {"fear"}));  // ann again
  dataset.tables.push_back(*ratings_table(ratings, nullptr));
  Notes notes;
  const Dataset wide = *with_wide_ratings(dataset, notes);
  ASSERT_EQ(wide.tables.size(), 1U);
  const DatasetTable& table = wide.tables[0];
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.cells.name);
  EXPECT_EQ(names, (std::vector<std::string>{"item", "mood.ann", "mood.ben", "stars", "stars.confidence"}));
  EXPECT_EQ(table.columns[1].rater, "ann");
  EXPECT_EQ(table.columns[1].scheme, "mood");
  EXPECT_EQ(cell_text(table.columns[1].cells, 0), "[\"joy\"]");
  EXPECT_EQ(cell_text(table.columns[3].cells, 1), "4.0");
  EXPECT_THAT(notes.all(), ::testing::Contains("1 ratings are left out: their rater had judged the item before"));
  EXPECT_THAT(notes.all(), ::testing::Contains("of each rating, annotation, lead_time are left out"));
}

TEST(Ratings, say_what_a_wide_table_has_no_place_for) {
  std::vector<ItemRating> ratings = {rating("1", "ann", "mood", {"joy"}), rating("2", "ann", "", {"joy"})};
  ratings[0].value = 3, ratings[0].type = "choices", ratings[0].source = "t", ratings[0].status = "truncated";
  Dataset dataset;
  dataset.tables.push_back(*ratings_table(ratings, nullptr));
  Notes notes;
  EXPECT_TRUE(with_wide_ratings(dataset, notes));
  EXPECT_THAT(notes.all(), ::testing::ElementsAre("1 ratings are left out: they are of no scheme",
                                                  "of each rating, source, status, type, value are left out"));
}

TEST(Ratings, stand_beside_the_items_of_every_split) {
  Dataset dataset;
  for (const char* split : {"train", "test"}) {
    DatasetTable items;
    items.id = items.split = split;
    items.group = "default";
    items.keys = 1;
    items.columns = {{{"item", Cells<std::string>{split == std::string("train") ? "1" : "2"}}}};
    dataset.tables.push_back(std::move(items));
  }
  dataset.tables.push_back(*ratings_table({rating("2", "ann", "mood", {"joy"})}, nullptr));
  Notes notes;
  const Dataset wide = *with_wide_ratings(dataset, notes);
  ASSERT_EQ(wide.tables.size(), 2U);
  EXPECT_EQ(wide.tables[1].split, "test");
  EXPECT_EQ(wide.tables[1].rows(), 1U);
  EXPECT_EQ(cell_text(wide.tables[0].columns[1].cells, 0), std::nullopt);
  EXPECT_EQ(cell_text(wide.tables[1].columns[1].cells, 0), "joy");
}

TEST(Ratings, of_wide_tables) {
  Dataset dataset;
  dataset.raters = {{"gold", "ground truth"}};
  dataset.schemes.emplace_back().id = "emotion";
  dataset.schemes.back().labels = {"joy"};
  DatasetTable table;
  table.id = "segments";
  table.kind = TableKind::segments;
  table.keys = 3;
  const auto duration = TableColumn::Meaning::duration;
  table.columns = {{{"file", Cells<std::string>{"a.wav", "a.wav"}}},
                   {{"start", Cells<std::int64_t>{0, 5}, {}, duration}},
                   {{"end", Cells<std::int64_t>{5, std::nullopt}, {}, duration}},
                   {{"emotion", Cells<std::string>{"joy", std::nullopt}}, "emotion", "gold"},
                   {{"comment", Cells<std::string>{"x", "y"}}}};
  dataset.tables = {table};
  const auto ratings = *ratings_of(dataset);
  ASSERT_EQ(ratings.size(), 1U);
  EXPECT_EQ(ratings[0].item, "a.wav");
  EXPECT_EQ(ratings[0].end, 5);
  EXPECT_EQ(ratings[0].rater_type, "ground truth");
  EXPECT_EQ(ratings[0].source, "segments");
  EXPECT_EQ(ratings[0].labels, (std::vector<std::string>{"joy"}));
}

// A file of 5 MB could ask for a table of 10^10 cells.
TEST(Ratings, do_not_become_a_table_without_bound) {
  std::vector<ItemRating> ratings;
  for (int i = 0; i < 10'000; ++i)
    ratings.push_back(rating(std::to_string(i), "r" + std::to_string(i), "mood", {"joy"}));
  Dataset dataset;
  dataset.tables.push_back(*ratings_table(ratings, nullptr));
  Notes notes;
  const auto wide = with_wide_ratings(dataset, notes);
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().kind, ErrorKind::unsupported);
}

TEST(Ratings, do_not_repeat_data_without_bound) {
  DatasetTable items;
  items.keys = 1;
  items.columns = {{{"item", Cells<std::string>{"1"}}}, {{"text", Cells<std::string>{std::string(1'000'000, 'x')}}}};
  const std::vector<ItemRating> ratings(2'000, rating("1", "ann", "mood", {"joy"}));
  EXPECT_EQ(ratings_table(ratings, &items).error().kind, ErrorKind::unsupported);
}

TEST(Ratings, of_files_come_back_as_files) {
  DatasetTable items;
  items.kind = TableKind::files;
  items.keys = 1;
  items.columns = {{{"file", Cells<std::string>{"1", "2", "3"}}}, {{"age", Cells<std::int64_t>{1, 2, 3}}}};
  const auto again = *ratings_from(*ratings_table(some(), &items));
  ASSERT_TRUE(again.items);
  EXPECT_EQ(again.items->kind, TableKind::files);
  EXPECT_EQ(again.items->columns.size(), 2U);
  EXPECT_EQ(again.items->columns[0].cells, items.columns[0].cells);
}

TEST(Ratings, law_confidence_comes_back) {
  std::vector<ItemRating> ratings = {rating("1", "ann", "mood", {"joy"}), rating("1", "ben", "mood", {"fear"})};
  ratings[0].confidence = .25;
  ratings[1].confidence = .75;
  Dataset dataset;
  DatasetTable items;  // has a column that is called as the ratings' will be
  items.keys = 1;
  items.columns = {{{"item", Cells<std::string>{"1"}}}, {{"mood.ann", Cells<std::string>{"x"}}}};
  dataset.tables = {items, *ratings_table(ratings, nullptr)};
  Notes notes;
  const auto again = *ratings_of(*with_wide_ratings(dataset, notes));
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(again[0].rater, "ann");
  EXPECT_EQ(again[0].confidence, .25);
  EXPECT_EQ(again[1].confidence, .75);
}

TEST(Ratings, declared_labels_stay_however_many_they_are) {
  Dataset dataset;
  dataset.schemes.emplace_back().id = "declared";
  for (int i = 0; i < 1'001; ++i) dataset.schemes[0].labels.push_back(std::to_string(i));
  std::vector<ItemRating> ratings = {rating("1", "ann", "declared", {"7"})};
  for (int i = 0; i < 1'001; ++i) ratings.push_back(rating("1", "ann", "open", {std::to_string(i)}));
  declare_parts(ratings, dataset);
  EXPECT_EQ(dataset.scheme("declared")->labels.size(), 1'001U);
  EXPECT_TRUE(dataset.scheme("open")->labels.empty());
}

TEST(Ratings, a_cell_that_is_no_number_is_named) {
  DatasetTable table;
  table.columns = {{{"item", Cells<std::string>{"1"}}}, {{"value", Cells<std::string>{"much"}}}};
  const auto failed = ratings_from(table);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().where.column, "value");
  EXPECT_EQ(failed.error().where.row, 1U);
}

}  // namespace
}  // namespace openaffect
