// For tests: the law of every family of CountedScores.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"
#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

using MadeScores = Result<std::unique_ptr<CountedScores>>;

inline void expect_same(double left, double right, const std::string& what) {
  if (std::isnan(left) || std::isnan(right))
    EXPECT_EQ(std::isnan(left), std::isnan(right)) << what;
  else
    EXPECT_NEAR(left, right, 1e-11 * std::fmax(1, std::abs(right))) << what;
}

// How often each row stands when item i stands times[i] times.
inline std::vector<std::uint32_t> row_counts(const CountedScores& scores, const std::vector<std::uint32_t>& times) {
  std::vector<std::uint32_t> counts(scores.rows());
  for (std::size_t i = 0; i < times.size(); ++i) counts[scores.row_of_item()[i]] += times[i];
  return counts;
}

// score() with counts equals score() of the items repeated as the counts say; so do reasons, and a clone.
inline void expect_law(std::size_t items, const std::function<MadeScores(const std::vector<std::size_t>&)>& make_of) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < items; ++i) all.push_back(i);
  const MadeScores made = make_of(all);
  ASSERT_TRUE(made) << made.error().what;
  const auto copy = (*made)->clone();
  Random random(items);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::uint32_t> times(items);
    const std::uint64_t draws = random.below(items + 2);
    for (std::uint64_t i = 0; i < draws; ++i) ++times[random.below(round % 2 == 0 ? items : 1 + items / 4)];
    std::vector<std::size_t> repeated;
    for (std::size_t i = 0; i < items; ++i) repeated.insert(repeated.end(), times[i], i);
    const MadeScores other = make_of(repeated);
    ASSERT_TRUE(other);
    ASSERT_EQ((*made)->names().size(), (*other)->names().size());
    const std::vector<std::uint32_t> counts = row_counts(**made, times);
    std::vector<double> values((*made)->names().size()), cloned(values.size());
    (*made)->score(counts, values);
    copy->score(counts, cloned);
    const std::vector<Score> expected = scores_of_all(**other);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const ScoreName& name = (*made)->names()[i];
      EXPECT_EQ(name, expected[i].name);
      expect_same(values[i], expected[i].value, name.metric + " " + name.label);
      expect_same(values[i], cloned[i], name.metric + " of a clone");
      EXPECT_EQ((*made)->reason(i, counts), expected[i].reason) << name.metric;
      EXPECT_EQ(expected[i].reason.empty(), !std::isnan(values[i])) << name.metric;
    }
  }
}

// The value of that name for every item once; fails the test when there is none.
inline Score find_score(CountedScores& scores, const std::string& metric, const std::string& label = "") {
  for (Score& score : scores_of_all(scores))
    if (score.name == ScoreName{metric, label}) return score;
  ADD_FAILURE() << "no " << metric << " " << label;
  return {};
}

}  // namespace openaffect
