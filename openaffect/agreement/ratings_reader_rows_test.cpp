#include "openaffect/agreement/ratings_reader_rows.h"

#include "openaffect/agreement/ratings_reader_testing.h"

namespace openaffect {
namespace {

using testing_ratings::long_with;
using testing_ratings::ReaderTest;
using testing_ratings::rows_of;
using testing_ratings::Words;

constexpr const char* kTwoTasks =
    "item,rater,label,task,split\n"
    "u1,ann,joy,voice,train\n"
    "u1,ben,fear,face,train\n"
    "u2,ann,fear,voice,test\n"
    "u2,ben,joy, voice ,test\n"
    "u3,ann,joy,,train\n";

RatingsOptions where(std::vector<RowCondition> conditions) {
  return long_with([&](RatingsOptions& options) { options.where = std::move(conditions); });
}

using RatingsReaderRows = ReaderTest;

TEST_F(RatingsReaderRows, rows_that_do_not_fit_are_passed_over) {
  const RatingsTable table = read(kTwoTasks, where({{"task", "voice"}}));
  EXPECT_EQ(rows_of(table), (Words{"u1 ann joy", "u2 ann fear", "u2 ben joy"}));
  EXPECT_EQ(table.rows, 5U);
  EXPECT_EQ(table.passed_over, 2U);
}

TEST_F(RatingsReaderRows, several_columns_must_all_fit_and_one_value_of_a_column) {
  EXPECT_EQ(rows_of(read(kTwoTasks, where({{"task", "voice"}, {"split", "test"}}))),
            (Words{"u2 ann fear", "u2 ben joy"}));
  EXPECT_EQ(rows_of(read(kTwoTasks, where({{"task", "voice"}, {"split", "train"}, {"task", "face"}}))),
            (Words{"u1 ann joy", "u1 ben fear"}));
  EXPECT_EQ(rows_of(read(kTwoTasks, where({{"task", ""}}))), (Words{"u3 ann joy"}));
}

TEST_F(RatingsReaderRows, what_is_not_there_is_named_with_what_is) {
  EXPECT_EQ(fault(kTwoTasks, where({{"tusk", "voice"}})),
            "unknown: unknown column 'tusk'; did you mean 'task'? known: item, rater, label, task, split");
  EXPECT_EQ(fault(kTwoTasks, where({{"task", "vocie"}})), "unknown: no row has task=vocie; task is voice, face, ''");
  EXPECT_EQ(fault(kTwoTasks, where({{"split", "train"}, {"task", "sound"}})),
            "unknown: no row has split=train, task=sound; task is voice, face, ''");
  EXPECT_EQ(read("item,rater,label,task\n", where({{"task", "voice"}})).passed_over, 0U);
}

TEST_F(RatingsReaderRows, a_value_outside_the_scheme_does_not_matter_in_a_row_that_is_passed_over) {
  RatingsOptions options = where({{"task", "voice"}});
  options.order = {"joy", "fear"};
  EXPECT_EQ(rows_of(read("item,rater,label,task\nu1,ann,joy,voice\nu1,ann,zzz,face\n", options)),
            (Words{"u1 ann joy"}));
}

TEST_F(RatingsReaderRows, conditions_are_read_from_text) {
  EXPECT_EQ(*row_condition("task=voice"), (RowCondition{"task", "voice"}));
  EXPECT_EQ(*row_condition("task=a=b"), (RowCondition{"task", "a=b"}));
  EXPECT_EQ(*row_condition("task="), (RowCondition{"task", ""}));
  EXPECT_EQ(row_condition("task").error().what, "'task' is no COLUMN=VALUE");
  EXPECT_FALSE(row_condition("=voice"));
}

TEST_F(RatingsReaderRows, units_with_fewer_ratings_are_left_out) {
  const RatingsOptions two = long_with([](RatingsOptions& options) { options.least_ratings = 2; });
  const RatingsTable table =
      read("item,rater,label\nu1,ann,joy\nu2,ben,fear\nu3,ann,\nu2,ann,joy\nu4,ann,joy\nu4,ben,joy\n", two);
  EXPECT_EQ(rows_of(table), (Words{"u2 ann joy", "u2 ben fear", "u4 ann joy", "u4 ben joy"}));
  EXPECT_EQ(table.ratings.units, (Words{"u2", "u4"}));
  EXPECT_EQ(table.small_units, 2U);
  EXPECT_EQ(table.order, (std::vector<std::uint32_t>{2, 1, 3, 4}));
}

TEST_F(RatingsReaderRows, the_unit_column_of_a_catalogue_table_is_told) {
  EXPECT_EQ(read("id,text,ratings\na,x,1|2\n").unit, "id");
  EXPECT_EQ(read("text,ratings\nx,1|2\n").unit, "");
}

TEST_F(RatingsReaderRows, long_texts_are_no_labels_and_are_cut_in_messages) {
  const std::string text(5000, 'x');
  EXPECT_EQ(fault("item,rater,label\nu1,ann," + text + "\n", where({})),
            "unsupported: '" + text.substr(0, 60) + "…' has 5000 bytes: a text is no label");
  EXPECT_EQ(fault("item,rater,label\nu1,ann," + text + "\n",
                  long_with([](RatingsOptions& options) { options.level = MeasurementLevel::interval; })),
            "format row 1 column label: '" + text.substr(0, 60) + "…' is no number");
  EXPECT_EQ(excerpt(std::string(59, 'x') + "äö"), std::string(59, 'x') + "…");  // not inside ä
}

}  // namespace
}  // namespace openaffect
