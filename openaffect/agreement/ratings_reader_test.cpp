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

class RatingsReader : public ::testing::Test {
 protected:
  RatingsTable read(const std::string& bytes, const RatingsOptions& options = {}, const std::string& name = "r.csv") {
    auto table = read_ratings(folder_.write(name, bytes), options);
    EXPECT_TRUE(table) << describe_error(table.error());
    return table ? *std::move(table) : RatingsTable();
  }
  Error error(const std::string& bytes, const RatingsOptions& options = {}, const std::string& name = "r.csv") {
    const auto table = read_ratings(folder_.write(name, bytes), options);
    EXPECT_FALSE(table);
    return table ? Error() : table.error();
  }
  // "format row 3 column label: 'x' is no number", without the file.
  std::string fault(const std::string& bytes, const RatingsOptions& options = {}, const std::string& name = "r.csv") {
    const Error found = error(bytes, options, name);
    constexpr std::string_view kKinds[] = {"io", "format", "unsupported", "not_found", "unknown", "refused"};
    std::string text(kKinds[static_cast<std::size_t>(found.kind)]);
    if (found.where.row) text += fmt::format(" row {}", *found.where.row);
    if (!found.where.column.empty()) text += " column " + found.where.column;
    EXPECT_THAT(found.where.file, HasSubstr(name));
    return text + ": " + found.what;
  }

  Folder folder_;
};

const RatingsOptions kLong = {.unit = "item", .rater = "rater", .value = "label"};

RatingsOptions long_with(const std::function<void(RatingsOptions&)>& change) {
  RatingsOptions options = kLong;
  change(options);
  return options;
}

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

TEST_F(RatingsReader, sets) {
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

TEST_F(RatingsReader, labels_are_those_of_the_scheme) {
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

TEST_F(RatingsReader, labels_outside_the_scheme) {
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

TEST_F(RatingsReader, numbers_stay_in_the_range_of_their_scheme) {
  const RatingsOptions options = {.unit = "item", .value = "vad.valence", .scheme = built_in_scheme("vad")};
  EXPECT_EQ(rows_of(read("item,vad.valence\na,.5\na,-1\n", options)), (Words{"a 0.5", "a -1"}));
  EXPECT_THAT(fault("item,vad.valence\na,.5\na,4\n", options),
              HasSubstr("format row 2 column vad.valence: '4' is no number in -1..1 of vad.valence"));
  EXPECT_THAT(fault("item,x\na,.5\n", {.unit = "item", .value = "x", .scheme = built_in_scheme("vad")}),
              HasSubstr("scheme vad has several fields: name one of valence"));
  EXPECT_THAT(fault("item,v\na,.5\n", {.unit = "item", .value = "v", .field = "joy", .scheme = built_in_scheme("vad")}),
              HasSubstr("scheme vad has no field 'joy'"));
}

TEST_F(RatingsReader, order_of_categories) {
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

TEST_F(RatingsReader, what_is_no_number) {
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

TEST_F(RatingsReader, nan_in_parquet_is_an_error_and_null_is_missing) {
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
  EXPECT_THAT(fault(csv), HasSubstr("unknown: which columns are ratings?"));
  EXPECT_THAT(fault(csv), HasSubstr("there are item, rater, label"));
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

TEST_F(RatingsReader, free_texts_have_no_agreement) {
  const auto scheme = Scheme::parse(R"({"schema": "openaffect/scheme/1", "id": "cause", "version": "1", "title": "t",
      "description": "d", "source": "s", "licence": "Apache-2.0", "kind": "free_text"})");
  ASSERT_TRUE(scheme) << describe_error(scheme.error());
  EXPECT_THAT(fault("item,rater,label\na,x,p\n",
                    long_with([&](auto& o) { o.scheme = std::make_shared<const Scheme>(*scheme); })),
              HasSubstr("unsupported: scheme cause is of kind free_text"));
}

TEST_F(RatingsReader, bad_rows_can_be_kept) {
  const std::string csv = "item,rater,label\na,x,p\nb,x\nc,x,q\n";
  EXPECT_THAT(fault(csv, kLong), HasSubstr("format row 2"));
  const auto table = read(csv, long_with([](auto& o) { o.read.on_bad_row = OnBadRow::keep; }));
  EXPECT_EQ(rows_of(table), (Words{"a x p", "c x q"}));
  EXPECT_EQ(table.bad_rows, 1U);
  EXPECT_EQ(table.rows, 3U);
}

const char* const kLabelJob =
    "item,source,start,end,person,rater,scheme,field,label,value,confidence,status\n"
    "1,title,,,,m1,ekman7,,joy,,.9,ok\n"
    "1,title,,,,m1,vad,valence,,0.5,,ok\n"
    "1,title,,,,m2,ekman7,,fear,,.5,ok\n"
    "1,title,,,,v,vader,compound,,0.25,,ok\n"
    "2,title,1.0,2.5,p1,m1,ekman7,,,,,abstain\n"
    "2,title,1.0,2.5,p1,m2,ekman7,,joy,,.5,ok\n";

TEST_F(RatingsReader, long_tables_of_the_label_job) {
  const auto table = read(kLabelJob);
  EXPECT_EQ(rows_of(table), (Words{"1 m1 joy", "1 m2 fear", "2@1.0-2.5/p1 m2 joy"}));
  EXPECT_EQ(table.shape, RatingShape::label_job);
  EXPECT_EQ(table.ratings.raters, (Words{"m1", "m2"}));
  EXPECT_EQ(table.missing, 1U);
  ASSERT_TRUE(table.scheme);
  EXPECT_EQ(table.scheme->id(), "ekman7");
  EXPECT_EQ(table.ratings.categories.size(), 7U);
  const auto numbers = read(kLabelJob, {.field = "valence"});
  EXPECT_EQ(rows_of(numbers), (Words{"1 m1 0.5"}));
  EXPECT_EQ(numbers.field, "valence");
  EXPECT_EQ(rows_of(read(kLabelJob, {.scheme_id = "vader"})), (Words{"1 v 0.25"}));
}

TEST_F(RatingsReader, decisions_are_lists_in_jsonl) {
  const auto row = [](int item, const std::string& scheme, const std::string& label) {
    return fmt::format(R"({{"item":"{}","source":"t","rater":"m","scheme":"{}","field":null,"label":{},"value":null}})"
                       "\n",
                       item, scheme, label);
  };
  const auto one = read(row(1, "sentiment3", R"(["positive"])") + row(2, "sentiment3", "null"), {}, "r.jsonl");
  EXPECT_EQ(rows_of(one), (Words{"1 m positive"}));
  EXPECT_EQ(one.level, MeasurementLevel::nominal);
  for (const std::string scheme : {"semeval11", "of_our_own"}) {
    const auto several =
        read(row(1, scheme, R"(["joy"])") + row(2, scheme, R"(["fear","joy"])") + row(3, scheme, "[]"), {}, "r.jsonl");
    EXPECT_EQ(several.level, MeasurementLevel::set);
    EXPECT_EQ(rows_of(several), (Words{"1 m {joy}", "2 m {fear joy}", "3 m {}"}));
  }
}

TEST_F(RatingsReader, a_label_job_with_several_readings) {
  const std::string two = std::string(kLabelJob) + "1,body,,,,m1,ekman7,,joy,,.9,ok\n";
  const std::string text = fault(two);
  EXPECT_THAT(text, HasSubstr("unknown: which readings? Name source, scheme or field of one of"));
  EXPECT_THAT(text, HasSubstr("source body, scheme ekman7, decisions; source title, scheme ekman7, decisions"));
  EXPECT_EQ(rows_of(read(two, {.source = "body"})), (Words{"1 m1 joy"}));
  EXPECT_THAT(fault(two, {.source = "lead"}), HasSubstr("no such readings; the table has: source body"));
  EXPECT_THAT(fault("item,source,rater,scheme,field,label,value\n,t,r,s,,x,\n"), HasSubstr("a row without an item"));
  EXPECT_THAT(fault("item,source,rater,scheme,field,label,value\n1,t,,s,,x,\n"), HasSubstr("a row without a rater"));
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
