#include "openaffect/metrics/ranked_items.h"

#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

TEST(RankedItems, groups_by_hand) {
  const RankedItems items(std::vector<double>{0.5, 0.9, 0.5, 0.1}, std::vector<std::uint8_t>{1, 1, 0, 0});
  std::vector<std::vector<double>> groups;
  const auto keep = [&groups](const RankedItems::Group& group) {
    groups.push_back({group.score, group.positive, group.negative});
  };
  items.for_each_group(std::vector<std::uint32_t>{3, 0, 1, 2}, keep);  // .9 is not in the sample
  EXPECT_EQ(groups, (std::vector<std::vector<double>>{{0.5, 3, 1}, {0.1, 0, 2}}));
}

TEST(RankedItems, lengths_must_agree) {
  EXPECT_THROW(RankedItems(std::vector<double>{0.5}, std::vector<std::uint8_t>{}), ContractError);
}

}  // namespace
}  // namespace openaffect
