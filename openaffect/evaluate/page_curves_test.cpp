#include "openaffect/evaluate/page_curves.h"

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

ScoringTask sure(std::vector<double> probabilities) {
  ScoringTask task = class_task("a", {0, 1}, {0, 0}, {"no", "yes"});
  task.probabilities = std::move(probabilities);
  return task;
}

// Both items are at .8, one is right: one bin of confidence .8 and accuracy ½, ECE .3.
TEST(PageCurves, calibration_of_the_top_label) {
  const PageJson page = page_calibration(sure({.8, .2, .8, .2}));
  EXPECT_EQ(page["kind"], "top_label");
  EXPECT_EQ(page["n"], 2);
  EXPECT_EQ(page["bins"].size(), 15U);
  EXPECT_NEAR(page["ece"].get<double>(), .3, 1e-12);
  int filled = 0;
  for (const PageJson& bin : page["bins"]) {
    if (bin["n"] == 0) {
      EXPECT_TRUE(bin["accuracy"].is_null());
      continue;
    }
    ++filled;
    EXPECT_NEAR(bin["confidence"].get<double>(), .8, 1e-12);
    EXPECT_EQ(bin["accuracy"], 0.5);
    EXPECT_LT(bin["from"].get<double>(), .8);
    EXPECT_GE(bin["to"].get<double>(), .8);
  }
  EXPECT_EQ(filled, 1);
}

TEST(PageCurves, calibration_of_label_sets_pools_all_labels) {
  ScoringTask task = set_task("a", {{0}}, {{0}});
  task.probabilities = {.9, .1, .1};
  const PageJson page = page_calibration(task);
  EXPECT_EQ(page["kind"], "pooled_binary");
  EXPECT_EQ(page["n"], 3);
  EXPECT_TRUE(page_risk_coverage(task).is_null());
}

// The surer one is right: no risk at half coverage, ½ at all of it; AURC the mean of both.
TEST(PageCurves, risk_rises_with_coverage) {
  const PageJson page = page_risk_coverage(sure({.9, .1, .8, .2}));
  EXPECT_EQ(page["points"], PageJson({{0.5, 0.0}, {1.0, 0.5}}));
  EXPECT_EQ(page["aurc"], 0.25);
  EXPECT_EQ(page["n"], 2);
}

TEST(PageCurves, many_points_are_thinned_and_the_last_one_is_kept) {
  ScoringTask task = class_task("a", LabelColumn(1003, 0), LabelColumn(1003, 0), {"no", "yes"});
  for (int item = 0; item < 1003; ++item) {
    task.probabilities.push_back(.5 + item / 3000.0);
    task.probabilities.push_back(.5 - item / 3000.0);
  }
  const PageJson page = page_risk_coverage(task);
  EXPECT_LE(page["points"].size(), 401U);
  EXPECT_EQ(page["points"].back()[0], 1.0);
}

TEST(PageCurves, nothing_without_probabilities) {
  EXPECT_TRUE(page_calibration(sure({})).is_null());
  EXPECT_TRUE(page_risk_coverage(sure({})).is_null());
  ScoringTask shares{.system = "a", .task = "", .field = "", .labels = {"x"}, .ids = {"1"}};
  shares.gold_shares = shares.probabilities = {1};
  EXPECT_TRUE(page_calibration(shares).is_null());
  EXPECT_TRUE(page_risk_coverage(shares).is_null());
}

}  // namespace
}  // namespace openaffect
