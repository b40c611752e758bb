#include <gmock/gmock.h>

#include "openaffect/agreement/ratings_reader_testing.h"

namespace openaffect {
namespace {

using namespace testing_ratings;
using ::testing::HasSubstr;
class RatingsOfLabelJob : public ReaderTest {};

const char* const kLabelJob =
    "item,source,start,end,person,rater,scheme,field,label,value,confidence,status\n"
    "1,title,,,,m1,ekman7,,joy,,.9,ok\n"
    "1,title,,,,m1,vad,valence,,0.5,,ok\n"
    "1,title,,,,m2,ekman7,,fear,,.5,ok\n"
    "1,title,,,,v,vader,compound,,0.25,,ok\n"
    "2,title,1.0,2.5,p1,m1,ekman7,,,,,abstain\n"
    "2,title,1.0,2.5,p1,m2,ekman7,,joy,,.5,ok\n";

TEST_F(RatingsOfLabelJob, long_tables_of_the_label_job) {
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

TEST_F(RatingsOfLabelJob, decisions_are_lists_in_jsonl) {
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

TEST_F(RatingsOfLabelJob, a_label_job_with_several_readings) {
  const std::string two = std::string(kLabelJob) + "1,body,,,,m1,ekman7,,joy,,.9,ok\n";
  const std::string text = fault(two);
  EXPECT_THAT(text, HasSubstr("unknown: which readings? Name source, scheme or field of one of"));
  EXPECT_THAT(text, HasSubstr("source body, scheme ekman7, decisions; source title, scheme ekman7, decisions"));
  EXPECT_EQ(rows_of(read(two, {.source = "body"})), (Words{"1 m1 joy"}));
  EXPECT_THAT(fault(two, {.source = "lead"}), HasSubstr("no such readings; the table has: source body"));
  EXPECT_THAT(fault("item,source,rater,scheme,field,label,value\n,t,r,s,,x,\n"), HasSubstr("a row without an item"));
  EXPECT_THAT(fault("item,source,rater,scheme,field,label,value\n1,t,,s,,x,\n"), HasSubstr("a row without a rater"));
}

}  // namespace
}  // namespace openaffect
