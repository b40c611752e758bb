#include <cmath>

#include <gmock/gmock.h>

#include "openaffect/agreement/ratings_reader_testing.h"
#include "openaffect/data/table_file.h"

namespace openaffect {
namespace {

using namespace testing_ratings;
using ::testing::HasSubstr;
class RatingsMeaning : public ReaderTest {};

TEST_F(RatingsMeaning, sets) {
  const RatingsOptions options = {.unit = "item", .value = "label", .level = MeasurementLevel::set};
  const auto table = read("item,label\na,joy|anger\na,anger | joy|joy\nb,[]\nb,\n", options);
  EXPECT_EQ(rows_of(table), (Words{"a {anger joy}", "a {anger joy}", "b {}"}));
  EXPECT_EQ(table.ratings.sets.size(), 2U);
  EXPECT_EQ(table.missing, 1U);
  const auto by_scheme =
      read("item,label\na,\"[\"\"Joy\"\", \"\"bliss\"\"]\"\na,love\n",
           {.unit = "item", .value = "label", .scheme = built_in_scheme("semeval11"), .on_outside = OnOutside::drop});
  EXPECT_EQ(by_scheme.level, MeasurementLevel::set);
  EXPECT_EQ(rows_of(by_scheme), (Words{"a {love}"}));  // a set with one label outside is outside
  const auto lists = read(R"({"r": [["x"], ["y", "x"]]})", {.list = "r", .level = MeasurementLevel::set}, "r.jsonl");
  EXPECT_EQ(rows_of(lists), (Words{"1 {x}", "1 {x y}"}));
  EXPECT_THAT(fault("item,label\na,[[1]]\n", options), HasSubstr("format row 1 column label: a list of lists"));
  EXPECT_THAT(fault("item,label\na,[1\n", options), HasSubstr("is no JSON list"));
}

TEST_F(RatingsMeaning, labels_are_those_of_the_scheme) {
  const auto table = read("item,rater,label\na,x,Happiness\na,y,JOY\n",
                          long_with([](auto& o) { o.scheme = built_in_scheme("ekman7"); }));
  EXPECT_EQ(rows_of(table), (Words{"a x joy", "a y joy"}));
  EXPECT_EQ(table.ratings.categories.size(), 7U);
  EXPECT_EQ(table.level, MeasurementLevel::nominal);
  // v_oc7 numbers its grades from -3 to 3.
  const auto grades =
      read("item,rater,label\na,x,-3\na,y,3.0\n", long_with([](auto& o) { o.scheme = built_in_scheme("v_oc7"); }));
  EXPECT_EQ(grades.level, MeasurementLevel::ordinal);
  EXPECT_EQ(grades.ratings.entries[0].value, 0);
  EXPECT_EQ(grades.ratings.entries[1].value, 6);
  const auto numbered = read("item,rater,label\na,x,-3\na,y,3.0\n", long_with([](auto& o) {
                               o.scheme = built_in_scheme("v_oc7");
                               o.level = MeasurementLevel::interval;
                             }));
  EXPECT_EQ(rows_of(numbered), (Words{"a x -3", "a y 3"}));
}

TEST_F(RatingsMeaning, labels_outside_the_scheme) {
  const std::string csv = "item,rater,label\na,x,joy\na,y,joi\nb,x,bliss\nb,y,joi\n";
  auto options = long_with([](auto& o) { o.scheme = built_in_scheme("ekman7"); });
  const std::string text = fault(csv, options);
  EXPECT_THAT(text, HasSubstr("format row 2 column label: unknown label of scheme ekman7 'joi'; did you mean 'joy'?"));
  EXPECT_THAT(text, HasSubstr("(2 values of 3 ratings are outside)"));
  options.on_outside = OnOutside::drop;
  const auto table = read(csv, options);
  EXPECT_EQ(rows_of(table), (Words{"a x joy"}));
  ASSERT_EQ(table.outside_values.size(), 2U);
  EXPECT_EQ(table.outside, 3U);
  EXPECT_EQ(table.outside_values[0].text, "joi");
  EXPECT_EQ(table.outside_values[0].ratings, 2U);
  EXPECT_EQ(table.outside_values[1].row, 3U);
}

TEST_F(RatingsMeaning, numbers_stay_in_the_range_of_their_scheme) {
  const RatingsOptions options = {.unit = "item", .value = "vad.valence", .scheme = built_in_scheme("vad")};
  EXPECT_EQ(rows_of(read("item,vad.valence\na,.5\na,-1\n", options)), (Words{"a 0.5", "a -1"}));
  EXPECT_THAT(fault("item,vad.valence\na,.5\na,4\n", options),
              HasSubstr("format row 2 column vad.valence: '4' is no number in -1..1 of vad.valence"));
  EXPECT_THAT(fault("item,x\na,.5\n", {.unit = "item", .value = "x", .scheme = built_in_scheme("vad")}),
              HasSubstr("scheme vad has several fields: name one of valence"));
  EXPECT_THAT(fault("item,v\na,.5\n", {.unit = "item", .value = "v", .field = "joy", .scheme = built_in_scheme("vad")}),
              HasSubstr("scheme vad has no field 'joy'"));
}

TEST_F(RatingsMeaning, order_of_categories) {
  const auto ordinal = long_with([](auto& o) { o.level = MeasurementLevel::ordinal; });
  EXPECT_EQ(read("item,rater,label\na,x,10\na,y,9\na,z,9.0\n", ordinal).ratings.categories, (Words{"9", "10"}));
  EXPECT_THAT(fault("item,rater,label\na,x,10\na,y,low\n", ordinal),
              HasSubstr("unknown: 'low' is no number: the ordinal level needs a scheme of grades or the order"));
  const auto ordered = long_with([](auto& o) { o.order = {"low", "high"}; });
  const auto table = read("item,rater,label\na,x,high\na,y,low\n", ordered);
  EXPECT_EQ(table.level, MeasurementLevel::ordinal);
  EXPECT_EQ(table.ratings.entries[0].value, 1);
  EXPECT_THAT(fault("item,rater,label\na,x,mid\n", ordered), HasSubstr("unknown category 'mid'"));
  EXPECT_THAT(fault("item,rater,label\na,x,1\n", long_with([](auto& o) {
                      o.order = {"1", "1"};
                    })),
              HasSubstr("'1' stands twice in the order"));
}

TEST_F(RatingsMeaning, what_is_no_number) {
  const auto interval = long_with([](auto& o) { o.level = MeasurementLevel::interval; });
  EXPECT_EQ(fault("item,rater,label\na,x,1\na,y,one\n", interval), "format row 2 column label: 'one' is no number");
  for (const std::string text : {"nan", "NaN", "inf", "-inf", "1e999"})
    for (const RatingsOptions& options : {kLong, interval})
      EXPECT_THAT(fault("item,rater,label\na,x,1\na,y," + text + "\n", options),
                  HasSubstr("format row 2 column label: '" + text + "' is no finite number"));
  EXPECT_THAT(fault("item,rater,label\na,x,1\na,y,NA\n", kLong), HasSubstr("'NA' is no number, and other ratings are"));
  const auto table = read("item,rater,label\na,x,1\na,y,NA\n", long_with([](auto& o) { o.missing = {"NA"}; }));
  EXPECT_EQ(table.level, MeasurementLevel::interval);
  EXPECT_EQ(table.missing, 1U);
  EXPECT_THAT(fault("item,rater,label\na,x,-1\n", long_with([](auto& o) { o.level = MeasurementLevel::ratio; })),
              HasSubstr("-1 is below 0"));
  EXPECT_EQ(rows_of(read("item,rater,label\na,x,1e-400\na,y,+2\n", kLong)), (Words{"a x 0", "a y 2"}));
}

TEST_F(RatingsMeaning, nan_in_parquet_is_an_error_and_null_is_missing) {
  using Column = TableColumn;
  std::vector<Column> columns = {{"item", Column::Cells<std::string>{"a", "b", "c"}},
                                 {"x", Column::Cells<double>{1, std::nullopt, 2.5}}};
  ASSERT_TRUE(write_table(folder_.path("n.parquet"), columns, {}));
  const RatingsOptions options = {.unit = "item", .raters = {"x"}};
  const auto table = read_ratings(folder_.path("n.parquet"), options);
  ASSERT_TRUE(table);
  EXPECT_EQ(rows_of(*table), (Words{"a x 1", "c x 2.5"}));
  std::get<Column::Cells<double>>(columns[1].values)[2] = std::nan("");
  ASSERT_TRUE(write_table(folder_.path("n.parquet"), columns, {}));
  const auto bad = read_ratings(folder_.path("n.parquet"), options);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where.row, 3U);
  EXPECT_EQ(bad.error().where.column, "x");
  EXPECT_THAT(bad.error().what, HasSubstr("'nan' is no finite number"));
}

TEST_F(RatingsMeaning, free_texts_have_no_agreement) {
  const auto scheme = Scheme::parse(R"({"schema": "openaffect/scheme/1", "id": "cause", "version": "1", "title": "t",
      "description": "d", "source": "s", "licence": "Apache-2.0", "kind": "free_text"})");
  ASSERT_TRUE(scheme) << describe_error(scheme.error());
  EXPECT_THAT(fault("item,rater,label\na,x,p\n",
                    long_with([&](auto& o) { o.scheme = std::make_shared<const Scheme>(*scheme); })),
              HasSubstr("unsupported: scheme cause is of kind free_text"));
}

}  // namespace
}  // namespace openaffect
