#include "openaffect/agreement/ratings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/agreement/ratings_testing.h"
#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using testing::ElementsAre;

TEST(Ratings, unit_starts) {
  EXPECT_THAT(from_lists({{1, 2}, {}, {3}, {}}).unit_starts(), ElementsAre(0, 2, 2, 3, 3));
  EXPECT_THAT(from_lists({{}, {}, {1}}).unit_starts(), ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(from_lists({{}}).unit_starts(), ElementsAre(0, 0));
  EXPECT_THAT(Ratings{}.unit_starts(), ElementsAre(0));
}

TEST(Ratings, broken_order_is_a_bug) {
  Ratings ratings = from_lists({{1}, {2}});
  std::swap(ratings.entries[0], ratings.entries[1]);
  EXPECT_THROW(ratings.unit_starts(), ContractError);
  ratings = from_lists({{1}, {2}});
  ratings.units.pop_back();
  EXPECT_THROW(ratings.unit_starts(), ContractError);
}

}  // namespace
}  // namespace openaffect
