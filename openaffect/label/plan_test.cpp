#include "openaffect/label/plan.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Shard, parses_what_people_type) {
  EXPECT_EQ(*parse_shard("3/16"), (Shard{3, 16}));
  EXPECT_TRUE(parse_shard("1/1")->whole());
  for (const char* text :
       {"", "3", "0/4", "5/4", "a/4", "1/", "/4", "1/4x", "-1/4", "1/100001", "1/99999999999999999999"})
    EXPECT_FALSE(parse_shard(text)) << text;
}

// Every block belongs to exactly one shard, and runs are dealt round-robin.
TEST(LabelPlan, shards_partition_the_blocks) {
  for (std::uint64_t count : {1U, 2U, 3U, 7U}) {
    for (std::uint64_t block = 0; block < 1000; ++block) {
      std::uint64_t owners = 0;
      for (std::uint64_t index = 1; index <= count; ++index) owners += LabelPlan{{index, count}, 64}.owns_block(block);
      ASSERT_EQ(owners, 1U);
    }
  }
  const LabelPlan second{{2, 3}, 64};
  EXPECT_FALSE(second.owns_block(63));
  EXPECT_TRUE(second.owns_block(64));
  EXPECT_TRUE(second.owns_block(127));
  EXPECT_FALSE(second.owns_block(128));
  EXPECT_TRUE(second.owns_block(64 * 4));
}

TEST(LabelPlan, parts_end_with_runs) {
  const LabelPlan plan;
  EXPECT_FALSE(plan.ends_part(0));
  EXPECT_TRUE(plan.ends_part(63));
  EXPECT_TRUE(plan.ends_part(127));
  EXPECT_TRUE((LabelPlan{{}, 1}.ends_part(5)));
}

}  // namespace
}  // namespace openaffect
