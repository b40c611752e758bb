#include "openaffect/evaluate/mean_scores.h"

#include "openaffect/core/rating.h"
#include "openaffect/metrics/counted_scores_law.h"
#include "openaffect/metrics/number_scores.h"

namespace openaffect {
namespace {

std::unique_ptr<CountedScores> numbers(const NumberColumn& gold, const NumberColumn& predicted,
                                       const std::string& metric = "mae") {
  return *number_scores(gold, predicted, {.choice = MetricChoice::only(metric)});
}

std::unique_ptr<CountedScores> both(std::unique_ptr<CountedScores> a, std::unique_ptr<CountedScores> b) {
  std::vector<std::unique_ptr<CountedScores>> families;
  families.push_back(std::move(a));
  families.push_back(std::move(b));
  return mean_scores(std::move(families));
}

// Mean errors 1 of two items and 3 of one: every family weighs the same.
TEST(MeanScores, families_weigh_alike) {
  const auto mean = both(numbers({1, 2}, {2, 3}), numbers({0}, {3}));
  EXPECT_EQ(find_score(*mean, "mae").value, 2);
  EXPECT_EQ(mean->row_of_item().size(), 3U);
  EXPECT_EQ(mean->rows(), 3U);
}

// Of the first family, whose errors are 1, three; of the second the item that is 5 off: (1 + 5) / 2.
TEST(MeanScores, counts_go_to_their_family) {
  const auto mean = both(numbers({1, 2}, {2, 3}), numbers({0, 0}, {3, 5}));
  std::vector<std::uint32_t> counts(mean->rows(), 0);
  counts[mean->row_of_item()[0]] = 2;
  counts[mean->row_of_item()[1]] = 1;
  counts[mean->row_of_item()[3]] = 1;
  double value = 0;
  mean->score(counts, {&value, 1});
  EXPECT_EQ(value, 3);
  mean->clone()->score(counts, {&value, 1});
  EXPECT_EQ(value, 3);
}

TEST(MeanScores, undefined_where_one_is) {
  const auto mean = both(numbers({1, 2, 3}, {1, 2, 4}, "pearson"), numbers({1, 2}, {5, 5}, "pearson"));
  EXPECT_EQ(find_score(*mean, "pearson").reason, "constant");
}

TEST(MeanScores, bugs) {
  EXPECT_THROW(mean_scores({}), ContractError);
  EXPECT_THROW(both(numbers({1}, {1}), numbers({1}, {1}, "rmse")), ContractError);
}

}  // namespace
}  // namespace openaffect
