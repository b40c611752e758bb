#include "openaffect/agreement/soft_labels.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;

TEST(SoftLabels, shares_of_categories) {
  const Ratings ratings = {.units = {"u", "v", "w"},
                           .raters = {},
                           .categories = {"a", "b", "c", "d"},
                           .entries = {{0, 0, 1}, {0, 0, 1}, {0, 0, 3}, {0, 0, 0}, {2, 0, 2}}};
  const SoftLabels soft = soft_labels(ratings, MeasurementLevel::nominal);
  EXPECT_THAT(soft.n, ElementsAre(4, 0, 1));
  EXPECT_THAT(soft.of(0), ElementsAre(.25, .5, 0, .25));
  EXPECT_TRUE(std::isnan(soft.of(1)[0]));
  EXPECT_THAT(soft.of(2), ElementsAre(0, 0, 1, 0));
  // (2 * 1/4 * 2 bits + 1/2 * 1 bit) / 2 bits
  EXPECT_DOUBLE_EQ(soft.entropy(0, MeasurementLevel::nominal), .75);
  EXPECT_TRUE(std::isnan(soft.entropy(1, MeasurementLevel::nominal)));
  EXPECT_EQ(soft.entropy(2, MeasurementLevel::nominal), 0);
}

TEST(SoftLabels, shares_of_sets) {
  const Ratings ratings = {.units = {"u"},
                           .raters = {},
                           .categories = {"a", "b"},
                           .sets = {{0}, {0, 1}, {}},
                           .entries = {{0, 0, 0}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}}};
  const SoftLabels soft = soft_labels(ratings, MeasurementLevel::set);
  EXPECT_THAT(soft.of(0), ElementsAre(1, .75));
  // label a: 0 bits; label b: .75 * log2(4/3) + .25 * 2 = .8112781244591328
  EXPECT_NEAR(soft.entropy(0, MeasurementLevel::set), .8112781244591328 / 2, 1e-15);
}

TEST(SoftLabels, numbers_have_none) {
  EXPECT_THROW(soft_labels({}, MeasurementLevel::interval), ContractError);
  EXPECT_EQ(soft_labels({}, MeasurementLevel::nominal).units(), 0U);
}

}  // namespace
}  // namespace openaffect
