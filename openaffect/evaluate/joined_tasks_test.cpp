#include "openaffect/evaluate/joined_tasks.h"

#include <cmath>

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string refusal(const ScoringTask& a, const ScoringTask& b) {
  const auto joined = join_tasks(a, b);
  return joined ? "" : joined.error().what;
}

TEST(JoinedTasks, a_then_b) {
  ScoringTask a = class_task("a", {0, 1}, {0, 0}), b = class_task("b", {0, 1}, {1, 1});
  a.clusters = b.clusters = {"x", "y"};
  const auto joined = *join_tasks(a, b);
  EXPECT_THAT(joined.both.gold_labels, ElementsAre(0, 1, 0, 1));
  EXPECT_THAT(joined.both.predicted_labels, ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(joined.both.clusters, IsEmpty());
  EXPECT_THAT(joined.a.clusters, ElementsAre("x", "y"));
}

TEST(JoinedTasks, numbers_that_one_system_lacks_are_left_out_of_both) {
  const auto joined =
      *join_tasks(number_task("a", {1, 2, 3}, {1, std::nan(""), 3}), number_task("b", {1, 2, 3}, {2, 2, std::nan("")}));
  EXPECT_THAT(joined.a.ids, ElementsAre("1"));
  EXPECT_THAT(joined.both.predicted_numbers, ElementsAre(1, 2));
}

TEST(JoinedTasks, probabilities_and_log_probabilities_that_one_system_lacks_are_left_out) {
  ScoringTask a = class_task("a", {0}, {0}, {"x", "y"}), b = class_task("b", {0}, {1}, {"x", "y"});
  a.probabilities = {.5, .5};
  EXPECT_THAT(join_tasks(a, b)->both.probabilities, IsEmpty());
  b.probabilities = {.25, .75};
  EXPECT_THAT(join_tasks(a, b)->both.probabilities, ElementsAre(.5, .5, .25, .75));
  ScoringTask c = text_task("c", {"x"}, {"y"}), d = text_task("d", {"x"}, {"z"});
  c.log_probabilities = {{-1}};
  EXPECT_THAT(join_tasks(c, d)->both.log_probabilities, IsEmpty());
}

TEST(JoinedTasks, what_is_not_the_same_is_refused) {
  const ScoringTask a = class_task("a", {0, 1}, {0, 0});
  EXPECT_THAT(refusal(a, class_task("b", {0, 2}, {0, 0})), HasSubstr("a and b have different gold"));
  EXPECT_THAT(refusal(a, class_task("b", {0, 1, 1}, {0, 0, 0})), HasSubstr("different items"));
  EXPECT_THAT(refusal(a, class_task("b", {0, 1}, {0, 0}, {"x", "y", "z"})), HasSubstr("different labels"));
  EXPECT_THAT(refusal(a, number_task("b", {0, 1}, {0, 0})), HasSubstr("different tasks"));
}

TEST(JoinedTasks, labels_are_united_with_their_probabilities) {
  ScoringTask a = class_task("a", {0, 1}, {1, kNoLabel}, {"fear", "joy"});
  a.probabilities = {.1, .9, .2, .8};
  ScoringTask b = set_task("b", {{0, 2}}, {{2}});
  b.labels = {"anger", "fear", "joy"};
  unite_labels({&a, &b});
  EXPECT_THAT(a.labels, ElementsAre("anger", "fear", "joy"));
  EXPECT_THAT(a.gold_labels, ElementsAre(1, 2));
  EXPECT_THAT(a.predicted_labels, ElementsAre(2, kNoLabel));
  EXPECT_THAT(a.probabilities, ElementsAre(0, .1, .9, 0, .2, .8));
  EXPECT_THAT(b.gold_sets, ElementsAre(ElementsAre(0, 2)));
}

TEST(JoinedTasks, items_are_taken_from_every_column) {
  ScoringTask task = class_task("a", {0, 1, 2}, {2, 1, 0});
  task.texts = {"x", "y", "z"};
  task.gold_shares = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const ScoringTask some = items_of(task, {2, 0});
  EXPECT_THAT(some.ids, ElementsAre("3", "1"));
  EXPECT_THAT(some.gold_labels, ElementsAre(2, 0));
  EXPECT_THAT(some.texts, ElementsAre("z", "x"));
  EXPECT_THAT(some.gold_shares, ElementsAre(0, 0, 1, 1, 0, 0));
  EXPECT_THAT(some.answers, IsEmpty());
}

}  // namespace
}  // namespace openaffect
