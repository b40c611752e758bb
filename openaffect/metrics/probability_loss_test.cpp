#include "openaffect/metrics/probability_loss.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using Row = std::vector<double>;

// -ln .5; (.5 - 1)² + .3² + .2² = .38. Of two labels half: ((.75 - 1)² + .25²) / 2 = .0625.
TEST(ProbabilityLoss, by_hand) {
  EXPECT_DOUBLE_EQ(log_loss_of(0.5), std::log(2));
  EXPECT_NEAR(brier_of(Row{.5, .3, .2}, 0), 0.38, 1e-15);
  EXPECT_NEAR(brier_of(Row{.75, .25}, 0), 0.0625, 1e-15);
  EXPECT_DOUBLE_EQ(log_loss_of(0), 52 * std::log(2));  // clipped to 2^-52
  EXPECT_NEAR(log_loss_of(1), 0, 1e-15);
  EXPECT_THROW(brier_of(Row{.5, .5}, 2), ContractError);
  EXPECT_THROW(brier_of(Row{.5, .5}, kNoLabel), ContractError);
}

TEST(ProbabilityLoss, merge_equals_adding) {
  ProbabilityLossMeter whole, left, right;
  EXPECT_TRUE(std::isnan(whole.log_loss()) && std::isnan(whole.brier()));
  whole.add(Row{.5, .3, .2}, 0, 2);
  whole.add(Row{.1, .1, .8}, 1);
  left.add(Row{.5, .3, .2}, 0);
  right.add(Row{.1, .1, .8}, 1);
  right.add(Row{.5, .3, .2}, 0);
  left.merge(right);
  EXPECT_NEAR(left.log_loss(), (2 * std::log(2) + std::log(10)) / 3, 1e-14);
  EXPECT_NEAR(left.log_loss(), whole.log_loss(), 1e-15);
  EXPECT_NEAR(left.brier(), whole.brier(), 1e-15);
}

}  // namespace
}  // namespace openaffect
