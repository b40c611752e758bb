#include "openaffect/agreement/ratings_reader.h"

#include <gmock/gmock.h>

#include "openaffect/agreement/ratings_reader_testing.h"
#include "openaffect/data/table_file.h"

namespace openaffect {
namespace {

using namespace testing_ratings;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
class RatingsReader : public ReaderTest {};

TEST_F(RatingsReader, long_rows) {
  const auto table = read("item,rater,label\nb, ann ,joy\na,ann,anger\nb,bob,\na,bob, joy\n", kLong);
  EXPECT_EQ(rows_of(table), (Words{"b ann joy", "a ann anger", "a bob joy"}));
  EXPECT_EQ(table.ratings.units, (Words{"b", "a"}));
  EXPECT_EQ(table.ratings.categories, (Words{"anger", "joy"}));
  EXPECT_THAT(table.order, ElementsAre(0, 1, 2));
  EXPECT_EQ(table.shape, RatingShape::long_rows);
  EXPECT_EQ(table.level, MeasurementLevel::nominal);
  EXPECT_EQ(table.rows, 4U);
  EXPECT_EQ(table.missing, 1U);
}

TEST_F(RatingsReader, long_rows_without_names) {
  const auto table = read("item,label\na,x\nb,y\na,y\na,x\n", {.unit = "item", .value = "label"});
  EXPECT_EQ(rows_of(table), (Words{"a x", "a y", "a x", "b y"}));
  EXPECT_FALSE(table.ratings.has_raters());
  EXPECT_THAT(table.order, ElementsAre(0, 2, 3, 1));
}

TEST_F(RatingsReader, wide) {
  const std::string csv = "id,a,b,c\nu,1,2,\nv,,3.5,-1e1\n";
  const auto table = read(csv, {.unit = "id", .raters = {"c", "a"}});
  EXPECT_EQ(rows_of(table), (Words{"u a 1", "v c -10"}));
  EXPECT_EQ(table.ratings.raters, (Words{"c", "a"}));
  EXPECT_EQ(table.level, MeasurementLevel::interval);
  EXPECT_EQ(table.missing, 2U);
  EXPECT_THAT(table.ratings.categories, IsEmpty());
  EXPECT_EQ(rows_of(read(csv, {.raters = {"b"}})), (Words{"1 b 2", "2 b 3.5"}));  // units are rows
}

TEST_F(RatingsReader, a_rater_who_said_nothing_and_a_unit_without_ratings_stay) {
  const auto table = read("a,b\n1,\n,\n", {.raters = {"a", "b"}});
  EXPECT_EQ(table.ratings.raters.size(), 2U);
  EXPECT_EQ(table.ratings.units.size(), 2U);
  EXPECT_EQ(table.ratings.unit_starts(), (std::vector<std::size_t>{0, 1, 1}));
  const auto none = read("a,b\n,\n", {.raters = {"a", "b"}});
  EXPECT_THAT(none.ratings.entries, IsEmpty());
  EXPECT_EQ(none.missing, 2U);
}

TEST_F(RatingsReader, counts) {
  const std::string csv = "clip,votes.joy,votes.anger,votes.fear\nu,2,1,0\nv,0,,1.0\nw,0,0,0\n";
  const auto table = read(csv, {.unit = "clip", .counts = {"votes.joy", "votes.anger", "votes.fear"}});
  EXPECT_EQ(rows_of(table), (Words{"u joy", "u joy", "u anger", "v fear"}));
  EXPECT_EQ(table.ratings.categories, (Words{"joy", "anger", "fear"}));  // as the columns are named
  EXPECT_EQ(table.ratings.units.size(), 3U);
  EXPECT_EQ(table.shape, RatingShape::counts);
  const auto by_scheme =
      read("A,happiness\n1,2\n",
           {.counts = {"A", "happiness"}, .scheme = built_in_scheme("ekman7"), .on_outside = OnOutside::drop});
  EXPECT_EQ(rows_of(by_scheme), (Words{"1 joy", "1 joy"}));
  EXPECT_EQ(by_scheme.outside, 1U);
  EXPECT_EQ(read("1,2,3\n1,0,4\n", {.counts = {"1", "2", "3"}}).level, MeasurementLevel::interval);
}

TEST_F(RatingsReader, bad_counts) {
  const RatingsOptions options = {.counts = {"x"}};
  EXPECT_EQ(fault("x\n1\n1.5\n", options), "format row 2 column x: '1.5' is no number of votes");
  EXPECT_THAT(fault("x\n-1\n", options), HasSubstr("'-1' is no number of votes"));
  EXPECT_THAT(fault("x\nnan\n", options), HasSubstr("'nan' is no number of votes"));
  EXPECT_THAT(fault("x\ninf\n", options), HasSubstr("'inf' is no number of votes"));
  EXPECT_THAT(fault("x\n100001\n", options), HasSubstr("unsupported row 1 column x: 100001 votes"));
  EXPECT_THAT(fault("x\n1\n", {.counts = {"x", "x"}}), HasSubstr("label 'x' is named twice"));
}

TEST_F(RatingsReader, lists) {
  const std::string lines = R"({"id": "u", "r": ["x", null, "y"], "who": ["ann", "bob", "cid"]}
{"id": "v", "r": [], "who": []}
{"id": "w", "r": null, "who": null}
)";
  const auto table = read(lines, {.unit = "id", .list = "r", .list_raters = "who"}, "r.jsonl");
  EXPECT_EQ(rows_of(table), (Words{"u ann x", "u cid y"}));
  EXPECT_EQ(table.ratings.raters, (Words{"ann", "bob", "cid"}));
  EXPECT_EQ(table.missing, 3U);
  EXPECT_EQ(table.ratings.units.size(), 3U);
  EXPECT_EQ(rows_of(read("id,r\nu,1|2||-3\nv,\"[4, 5.5]\"\n", {.unit = "id", .list = "r"})),
            (Words{"u 1", "u 2", "u -3", "v 4", "v 5.5"}));
}

TEST_F(RatingsReader, bad_lists) {
  const RatingsOptions options = {.list = "r", .list_raters = "who"};
  EXPECT_EQ(fault("r,who\na|b,x\n", options), "format row 1 column who: 1 raters for 2 ratings");
  EXPECT_EQ(fault("r,who\na|b,x|\n", options), "format row 1 column who: a rating without a rater");
  EXPECT_EQ(fault("r\n[1\n", {.list = "r"}), "format row 1 column r: '[1' is no JSON list");
  EXPECT_THAT(fault("r\n[{}]\n", {.list = "r"}), HasSubstr("is no list of ratings"));
  EXPECT_THAT(fault("r,who\na|b,x|x\n", options), HasSubstr("rater 'x' rates unit '1' twice"));
}

TEST_F(RatingsReader, list_columns_of_the_catalogue) {
  using Column = TableColumn;
  const std::vector<Column> columns = {
      {"id", Column::Cells<std::string>{"a", "b"}},
      {"ratings", Column::Cells<std::vector<double>>{std::vector<double>{1, -.5}, std::vector<double>{2}}},
      {"raters",
       Column::Cells<std::vector<std::string>>{std::vector<std::string>{"r1", "r2"}, std::vector<std::string>{"r2"}}},
  };
  ASSERT_TRUE(write_table(folder_.path("c.parquet"), columns, {}));
  const auto table = read_ratings(folder_.path("c.parquet"), {});
  ASSERT_TRUE(table) << describe_error(table.error());
  EXPECT_EQ(rows_of(*table), (Words{"a r1 1", "a r2 -0.5", "b r2 2"}));
  EXPECT_EQ(table->shape, RatingShape::lists);
}

TEST_F(RatingsReader, twice) {
  const std::string csv = "item,rater,label\na,x,p\na,x,q\na,y,q\n";
  EXPECT_EQ(fault(csv, kLong), "format: rater 'x' rates unit 'a' twice (1 ratings are repeated)");
  const auto first = read(csv, long_with([](auto& o) { o.on_twice = OnTwice::keep_first; }));
  EXPECT_EQ(rows_of(first), (Words{"a x p", "a y q"}));
  EXPECT_EQ(first.twice, 1U);
  EXPECT_EQ(rows_of(read(csv, long_with([](auto& o) { o.on_twice = OnTwice::keep_last; }))), (Words{"a x q", "a y q"}));
}

TEST_F(RatingsReader, a_unit_with_two_rows_of_counts) {
  const std::string csv = "id,x,y\na,1,0\nb,0,1\na,0,2\n";
  RatingsOptions options = {.unit = "id", .counts = {"x", "y"}};
  EXPECT_EQ(fault(csv, options), "format row 3: unit 'a' stands in row 1 already");
  options.on_twice = OnTwice::keep_first;
  const auto first = read(csv, options);
  EXPECT_EQ(rows_of(first), (Words{"a x", "b y"}));
  EXPECT_EQ(first.twice, 2U);
  options.on_twice = OnTwice::keep_last;
  const auto last = read(csv, options);
  EXPECT_EQ(rows_of(last), (Words{"a y", "a y", "b y"}));
  EXPECT_EQ(last.twice, 1U);
}

TEST_F(RatingsReader, rows_without_unit_or_rater) {
  EXPECT_EQ(fault("item,rater,label\n ,x,p\n", kLong), "format row 1 column item: a row without a unit");
  EXPECT_EQ(fault("item,rater,label\na,,p\n", kLong), "format row 1 column rater: a row without a rater");
}

TEST_F(RatingsReader, options_that_do_not_fit) {
  const std::string csv = "item,rater,label\na,x,p\n";
  EXPECT_THAT(fault("item,who,label\na,x,p\n"), HasSubstr("unknown: which columns are ratings?"));
  EXPECT_THAT(fault("item,who,label\na,x,p\n"), HasSubstr("there are item, who, label"));
  EXPECT_THAT(fault(csv, {.unit = "itm", .value = "label"}), HasSubstr("unknown column 'itm'; did you mean 'item'?"));
  EXPECT_THAT(fault(csv, {.value = "label"}), HasSubstr("needs the column of its units"));
  EXPECT_THAT(fault(csv, {.unit = "item", .value = "label", .counts = {"label"}}), HasSubstr("exclude each other"));
  EXPECT_THAT(fault(csv, {.rater = "rater"}), HasSubstr("a column of raters needs one of values"));
  EXPECT_THAT(fault(csv, {.list_raters = "rater"}), HasSubstr("list_raters needs list"));
  EXPECT_THAT(fault(csv, {.raters = {"label", "label"}}), HasSubstr("rater 'label' is named twice"));
  EXPECT_THAT(fault(csv, long_with([](auto& o) { o.source = "title"; })), HasSubstr("and this is none"));
  const auto level = [](const char* scheme, MeasurementLevel wanted) {
    return long_with([=](auto& o) {
      o.scheme = built_in_scheme(scheme);
      o.level = wanted;
    });
  };
  EXPECT_THAT(fault(csv, level("ekman7", MeasurementLevel::interval)), HasSubstr("are no numbers"));
  EXPECT_THAT(fault(csv, level("vad", MeasurementLevel::nominal)), HasSubstr("its levels are interval and ratio"));
  EXPECT_THAT(fault(csv, long_with([](auto& o) {
                      o.scheme = built_in_scheme("ekman7");
                      o.order = {"p"};
                    })),
              HasSubstr("exclude each other"));
  EXPECT_EQ(read_ratings(folder_.path("none.csv"), kLong).error().kind, ErrorKind::not_found);
}

TEST_F(RatingsReader, columns_of_the_usual_names_are_found) {
  const auto found = read("unit,annotator,rating\na,x,p\na,y,q\n", {});
  EXPECT_EQ(rows_of(found), (Words{"a x p", "a y q"}));
  EXPECT_EQ(found.found, "unit, annotator, rating");
  EXPECT_EQ(read("item,rater,label\na,x,p\na,y,q\n", kLong).found, "");
}

TEST_F(RatingsReader, bad_rows_can_be_kept) {
  const std::string csv = "item,rater,label\na,x,p\nb,x\nc,x,q\n";
  EXPECT_THAT(fault(csv, kLong), HasSubstr("format row 2"));
  const auto table = read(csv, long_with([](auto& o) { o.read.on_bad_row = OnBadRow::keep; }));
  EXPECT_EQ(rows_of(table), (Words{"a x p", "c x q"}));
  EXPECT_EQ(table.bad_rows, 1U);
  EXPECT_EQ(table.rows, 3U);
}

TEST_F(RatingsReader, formats_say_the_same) {
  const Words rows = {"1 x 1", "1 y 2", "2 x 3"};
  const RatingsOptions options = {.raters = {"x", "y"}};
  EXPECT_EQ(rows_of(read("x\ty\n1\t2\n3\t\n", options, "r.tsv")), rows);
  EXPECT_EQ(rows_of(read("{\"x\": 1, \"y\": 2}\n{\"x\": 3, \"y\": null}\n", options, "r.jsonl")), rows);
  EXPECT_EQ(rows_of(read("[{\"x\": 1, \"y\": 2},\n{\"x\": 3}]\n", options, "r.json")), rows);
}

}  // namespace
}  // namespace openaffect
