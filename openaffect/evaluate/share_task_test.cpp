#include "openaffect/evaluate/share_task.h"

#include "openaffect/evaluate/pairing.h"
#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ShareTask : public TableFiles {
 protected:
  PairedTasks paired(const std::string& predicted, const std::string& gold) const {
    auto tasks = pair_tables(put("p.csv", predicted), put("g.csv", gold), {});
    if (!tasks) throw std::runtime_error(describe_error(tasks.error()));
    return *std::move(tasks);
  }
};

// b is a tie and has no label, c was answered by nobody.
TEST_F(ShareTask, ties_are_items_and_what_nobody_answered_is_none) {
  const PairedTasks tasks = paired(
      "id,label,probability.fear,probability.joy,probability.anger\na,joy,0,1,0\nb,joy,.5,.25,.25\nc,joy,0,.5,.5\n",
      "id,label,share.fear,share.joy\na,joy,0,1\nb,,.5,.5\nc,,,\n");
  ASSERT_EQ(tasks.tasks.size(), 2U);
  EXPECT_THAT(tasks.tasks[0].ids, ElementsAre("a"));
  const ScoringTask& shares = tasks.tasks[1];
  EXPECT_THAT(shares.ids, ElementsAre("a", "b"));
  EXPECT_THAT(shares.labels, ElementsAre("anger", "fear", "joy"));
  EXPECT_THAT(shares.gold_shares, ElementsAre(0, 0, 1, 0, .5, .5));
  EXPECT_THAT(shares.probabilities, ElementsAre(0, 0, 1, .25, .5, .25));
  EXPECT_THAT(tasks.warnings, ::testing::Contains(HasSubstr("1 rows have no shares of answers")));
  EXPECT_THAT(tasks.decided, HasSubstr("shares of answers"));
}

TEST_F(ShareTask, shares_may_be_all_that_gold_has) {
  const PairedTasks tasks =
      paired("id,probability.fear,probability.joy\na,.5,.5\n", "id,share.fear,share.joy\na,3,1\n");
  ASSERT_EQ(tasks.tasks.size(), 1U);
  EXPECT_THAT(tasks.tasks[0].gold_shares, ElementsAre(3, 1));
}

TEST_F(ShareTask, bad_cells_are_named) {
  const auto failure = [&](const std::string& predicted, const std::string& gold) {
    const auto tasks = pair_tables(put("p.csv", predicted), put("g.csv", gold), {});
    return tasks ? "" : describe_error(tasks.error());
  };
  EXPECT_THAT(failure("id,probability.fear,probability.joy\na,.5,.6\n", "id,share.fear,share.joy\na,3,1\n"),
              HasSubstr("p.csv: row 1: the probabilities of 'a' sum to 1.1"));
  EXPECT_THAT(failure("id,probability.fear,probability.joy\na,.5,.5\n", "id,share.fear,share.joy\na,3,x\n"),
              HasSubstr("g.csv: row 1, column share.joy: 'x' is no share of answers"));
}

TEST_F(ShareTask, without_probabilities_there_is_none) {
  EXPECT_EQ(paired("id,label\na,joy\n", "id,label,share.joy\na,joy,1\n").tasks.size(), 1U);
}

}  // namespace
}  // namespace openaffect
