#include "openaffect/metrics/grades.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"
#include "openaffect/metrics/regression.h"

namespace openaffect {
namespace {

// Published reference values of ten items: linear .625, quadratic .727273.
TEST(Grades, golden_kappas) {
  const std::vector<LabelId> gold = {0, 1, 2, 1, 0, 2, 1, 1, 0, 2}, predicted = {0, 1, 1, 1, 0, 2, 2, 1, 1, 2};
  ConfusionMatrix matrix = confusion_matrix(gold, predicted, 3);
  EXPECT_NEAR(cohen_kappa_linear(matrix), 0.625, 1e-12);
  EXPECT_NEAR(cohen_kappa_quadratic(matrix), 0.727273, 5e-7);
  EXPECT_NEAR(grade_mae(matrix), 0.3, 1e-12);
  EXPECT_NEAR(grade_mae(matrix, std::vector<double>{0, 1, 3}), 0.5, 1e-12);  // differences 1 0→1 once, 2 1↔2 twice
  matrix.add(0, kNoLabel, 7);                                                // no grade: left out
  EXPECT_NEAR(cohen_kappa_linear(matrix), 0.625, 1e-12);
  EXPECT_NEAR(grade_mae(matrix), 0.3, 1e-12);
}

// Law: the quadratic kappa is the concordance of positions.
TEST(Grades, quadratic_kappa_is_concordance) {
  Random random(5);
  for (int round = 0; round < 20; ++round) {
    ConfusionMatrix matrix(6);
    RegressionMeter numbers;
    for (int i = 0; i < 30; ++i) {
      const auto gold = static_cast<LabelId>(random.below(6)), predicted = static_cast<LabelId>(random.below(6));
      matrix.add(gold, predicted);
      numbers.add(gold, predicted);
    }
    EXPECT_NEAR(cohen_kappa_quadratic(matrix), numbers.ccc(), 1e-12);
  }
}

TEST(Grades, linear_chance_is_the_double_sum) {
  const std::vector<LabelCounts> labels = {{0, 3, 1}, {0, 0, 2}, {0, 4, 5}, {0, 2, 1}};
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (std::size_t j = 0; j < labels.size(); ++j)
      sum += std::abs(static_cast<double>(i) - static_cast<double>(j)) * labels[i].gold * labels[j].predicted;
  EXPECT_DOUBLE_EQ(linear_chance(labels), sum);
}

TEST(Grades, undefined_is_nan) {
  ConfusionMatrix matrix(3);
  EXPECT_TRUE(std::isnan(cohen_kappa_quadratic(matrix)) && std::isnan(grade_mae(matrix)));
  matrix.add(1, 1, 4);
  EXPECT_TRUE(std::isnan(cohen_kappa_quadratic(matrix)) && std::isnan(cohen_kappa_linear(matrix)));
  EXPECT_EQ(grade_mae(matrix), 0);
  EXPECT_THROW(grade_mae(matrix, std::vector<double>{1, 2}), ContractError);
}

}  // namespace
}  // namespace openaffect
