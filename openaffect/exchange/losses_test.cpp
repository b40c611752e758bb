#include "openaffect/exchange/losses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

std::vector<std::string> unsaid(const Dataset& dataset, std::initializer_list<Said> said = {}) {
  Notes notes;
  note_unsaid(dataset, said, notes);
  return notes.all();
}

Dataset plain_set() {
  Dataset dataset;
  dataset.raters = {{"ann", "human"}};
  dataset.splits = {{"train", "train"}};
  dataset.schemes.emplace_back().id = "mood";
  DatasetTable table;
  table.kind = TableKind::files;
  table.keys = 1;
  table.columns = {{{"file", TableColumn::Cells<std::string>{"a"}}},
                   {{"mood", TableColumn::Cells<std::string>{"joy"}}, "mood", "ann"}};
  dataset.tables = {table};
  return dataset;
}

TEST(Losses, are_what_is_there_and_not_said) {
  const Dataset dataset = plain_set();
  EXPECT_THAT(unsaid(dataset), ElementsAre("which rater a column is of is left out"));
  EXPECT_THAT(unsaid(dataset, {Said::column_raters}), ElementsAre());
}

TEST(Losses, of_every_kind_are_seen) {
  const auto expect = [](auto change, const char* note) {
    Dataset dataset = plain_set();
    change(dataset);
    EXPECT_THAT(unsaid(dataset), Contains(note));
  };
  expect([](Dataset& d) { d.licence = "mit"; }, "the licence is left out");
  expect([](Dataset& d) { d.languages = {"no"}; }, "the languages are left out");
  expect([](Dataset& d) { d.more = {{"author", "x"}}; }, "what else is said of the whole set is left out");
  expect([](Dataset& d) { d.raters[0].description = "x"; }, "what is said of raters beyond their names is left out");
  expect([](Dataset& d) { d.splits[0].type = "test"; }, "what is said of splits beyond their names is left out");
  expect([](Dataset& d) { d.schemes[0].minimum = 1; },
         "ranges, descriptions and what is said of single labels of schemes are left out");
  expect([](Dataset& d) { d.schemes.emplace_back().id = "age"; }, "schemes that no column is of are left out");
  expect([](Dataset& d) { d.raters.push_back({"ben", "human"}); }, "raters that no column is of are left out");
  expect([](Dataset& d) { d.tables[0].columns[1].cells.name = "m"; },
         "schemes are called as the columns that they are of");
  expect([](Dataset& d) { d.tables[0].columns[1].description = "x"; }, "descriptions of columns are left out");
  expect([](Dataset& d) { d.tables[0].media = "x"; }, "what is said of single tables is left out");
  expect([](Dataset& d) { d.tables[0].kind = TableKind::items; },
         "which columns of tables of items are keys is left out");
}

}  // namespace
}  // namespace openaffect
