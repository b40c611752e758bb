#include "openaffect/metrics/distinct.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

// a, b of five tokens; ab, ba of three bigrams: none across texts.
TEST(DistinctMeter, by_hand) {
  DistinctMeter meter;
  meter.add("a b a b");
  meter.add("a");
  EXPECT_EQ(meter.value(1), 2.0 / 5);
  EXPECT_EQ(meter.value(2), 2.0 / 3);
  EXPECT_EQ(meter.total(2), 3U);
}

TEST(DistinctMeter, undefined_and_refused) {
  DistinctMeter meter;
  EXPECT_TRUE(std::isnan(meter.value(1)));
  meter.add("a");
  EXPECT_EQ(meter.value(1), 1);
  EXPECT_TRUE(std::isnan(meter.value(2)));
  EXPECT_THROW(meter.value(3), ContractError);
  EXPECT_THROW(meter.value(0), ContractError);
  EXPECT_THROW(DistinctMeter(0), ContractError);
  EXPECT_THROW(meter.merge(DistinctMeter(3)), ContractError);
  EXPECT_THROW(meter.merge(DistinctMeter(2, TokenRule::rouge)), ContractError);
}

TEST(DistinctMeter, the_rule_cuts) {
  DistinctMeter meter(1, TokenRule::mteval_13a);
  meter.add("no. no!");  // no . no !
  EXPECT_EQ(meter.value(1), 3.0 / 4);
}

TEST(DistinctMeter, merge_equals_adding) {
  Random random(4);
  for (int round = 0; round < 50; ++round) {
    DistinctMeter whole(3), left(3), right(3);
    for (int i = 0; i < 12; ++i) {
      std::string text;
      for (std::uint64_t k = random.below(9); k > 0; --k) text += "w" + std::to_string(random.below(6)) + " ";
      whole.add(text);
      (i < round % 13 ? left : right).add(text);
    }
    left.merge(right);
    for (int n = 1; n <= 3; ++n) {
      EXPECT_EQ(left.total(n), whole.total(n));
      if (whole.total(n) > 0) {
        EXPECT_EQ(left.value(n), whole.value(n));
      }
    }
  }
}

TEST(DistinctMeter, merge_with_itself) {
  DistinctMeter meter;
  meter.add("a b");
  meter.merge(meter);
  EXPECT_EQ(meter.value(1), 2.0 / 4);
}

}  // namespace
}  // namespace openaffect
