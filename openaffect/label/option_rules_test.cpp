#include "openaffect/label/option_rules.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using testing::HasSubstr;

// Says a label, and how sure it is of it, where `sure`.
class Somebody : public Rater {
 public:
  explicit Somebody(bool sure) {
    info_.name = "somebody";
    info_.fields = {{"ekman7", RaterField::Kind::label, built_in_scheme("ekman7")}};
    if (sure)
      info_.fields.push_back({"ekman7.confidence", RaterField::Kind::number, built_in_scheme("ekman7"), "confidence"});
  }
  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item> /*batch*/, const RateOptions& /*options*/) const override { return {}; }

 private:
  RaterInfo info_;
};

const Raters kSure = {std::make_shared<Somebody>(true)}, kOthers = {std::make_shared<Somebody>(false)};

LabelOptions options() {
  LabelOptions options;
  options.text = {"text"};
  return options;
}

std::string said(const LabelOptions& options, const Raters& raters = kSure) {
  const auto checked = check_options(options, raters);
  if (checked) return "";
  EXPECT_EQ(checked.error().kind, ErrorKind::unknown);
  return checked.error().what;
}

TEST(OptionRules, text_and_raters_come_together) {
  EXPECT_EQ(said(options()), "");
  EXPECT_EQ(said({}, {}), "");
  EXPECT_THAT(said(options(), {}), HasSubstr("--raters"));
  EXPECT_THAT(said({}), HasSubstr("--text"));
}

TEST(OptionRules, of_the_layouts) {
  LabelOptions rows = options();
  rows.layout = RatingLayout::long_rows;
  rows.id = "name";
  EXPECT_EQ(said(rows), "");
  LabelOptions wide = rows;
  wide.layout = RatingLayout::wide;
  EXPECT_EQ(said(wide), "--id goes with --long");
  LabelOptions columns = rows, drop = rows, report = rows, language = rows;
  columns.columns = {"a"};
  drop.drop = {"a"};
  report.report = "page.html";
  language.detect_language = true;
  for (const auto& wrong : {columns, drop}) EXPECT_THAT(said(wrong), HasSubstr("--columns and --drop"));
  for (const auto& wrong : {report, language}) EXPECT_THAT(said(wrong), HasSubstr("--report and --detect-language"));
}

TEST(OptionRules, of_the_report) {
  LabelOptions date = options();
  date.date = "day";
  EXPECT_THAT(said(date), HasSubstr("--date"));
  date.report = "page.html";
  EXPECT_EQ(said(date), "");
  date.report_rows = 100'000;
  EXPECT_EQ(said(date), "");
  date.report_rows = 100'001;
  EXPECT_THAT(said(date), HasSubstr("--report-rows takes 0 to 100000"));
}

TEST(OptionRules, numbers_in_their_range) {
  LabelOptions threads = options();
  threads.threads = 1024;
  EXPECT_EQ(said(threads), "");
  threads.threads = 1025;
  EXPECT_THAT(said(threads), HasSubstr("--threads takes 1 to 1024"));
  for (const double least : {0.0, 1.0}) {
    LabelOptions confident = options();
    confident.min_confidence = least;
    EXPECT_EQ(said(confident), "");
    EXPECT_THAT(said(confident, kOthers), HasSubstr("none of the raters says how sure it is"));
  }
  for (const double least : {-.1, 1.1, std::nan("")}) {
    LabelOptions confident = options();
    confident.min_confidence = least;
    EXPECT_THAT(said(confident), HasSubstr("--min-confidence takes a number from 0 to 1"));
  }
}

}  // namespace
}  // namespace openaffect
