#include "openaffect/agreement/dawid_skene.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;

std::size_t draw(std::span<const double> shares, Random& random) {
  double left = random.uniform();
  for (std::size_t i = 0; i + 1 < shares.size(); ++i)
    if ((left -= shares[i]) < 0) return i;
  return shares.size() - 1;
}

struct Simulated {
  Ratings ratings;
  std::vector<std::size_t> truth;
};

using Confusion = std::vector<std::vector<double>>;

// Each rater rates each unit with probability `coverage`.
Simulated simulate(std::size_t units, const std::vector<double>& prior, const std::vector<Confusion>& confusions,
                   double coverage, std::uint64_t seed) {
  Random random(seed);
  Simulated made;
  for (std::size_t j = 0; j < prior.size(); ++j) made.ratings.categories.push_back("c" + std::to_string(j));
  for (std::size_t k = 0; k < confusions.size(); ++k) made.ratings.raters.push_back("r" + std::to_string(k));
  for (std::uint32_t unit = 0; unit < units; ++unit) {
    made.ratings.units.push_back(std::to_string(unit));
    made.truth.push_back(draw(prior, random));
    for (std::uint32_t rater = 0; rater < confusions.size(); ++rater)
      if (random.uniform() < coverage)
        made.ratings.entries.push_back(
            {unit, rater, static_cast<double>(draw(confusions[rater][made.truth.back()], random))});
  }
  return made;
}

const std::vector<double> kPrior = {.5, .3, .2};
const std::vector<Confusion> kConfusions = {
    {{.9, .05, .05}, {.1, .8, .1}, {.05, .05, .9}},
    {{.7, .2, .1}, {.2, .7, .1}, {.1, .2, .7}},
    {{.8, .1, .1}, {.5, .4, .1}, {.1, .1, .8}},   // takes class 1 for class 0
    {{.1, .8, .1}, {.8, .1, .1}, {.1, .1, .8}},   // confuses classes 0 and 1: useful all the same
    {{.6, .2, .2}, {.6, .2, .2}, {.6, .2, .2}}};  // says the same whatever the truth is

TEST(DawidSkene, finds_the_confusions_that_made_the_ratings) {
  const Simulated made = simulate(20'000, kPrior, kConfusions, .8, 1);
  const auto found = dawid_skene(made.ratings);
  ASSERT_TRUE(found) << found.error().what;
  EXPECT_TRUE(found->converged);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(found->prior[j], kPrior[j], .02);
  for (std::size_t rater = 0; rater < kConfusions.size(); ++rater)
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t l = 0; l < 3; ++l)
        EXPECT_NEAR(found->confusion_of(rater, j, l), kConfusions[rater][j][l], .03) << rater << j << l;
}

// How many units have their class as the likeliest label, by posterior and by votes.
TEST(DawidSkene, beats_the_majority) {
  const Simulated made = simulate(5'000, kPrior, kConfusions, .9, 2);
  const auto found = dawid_skene(made.ratings);
  ASSERT_TRUE(found);
  const auto starts = made.ratings.unit_starts();
  int by_posterior = 0, by_votes = 0;
  for (std::size_t unit = 0; unit < made.truth.size(); ++unit) {
    std::vector<double> votes(3, 0);
    for (std::size_t i = starts[unit]; i < starts[unit + 1]; ++i)
      ++votes[static_cast<std::size_t>(made.ratings.entries[i].value)];
    const auto best = [](auto shares) {
      return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
    };
    by_posterior += best(found->posterior_of(unit)) == made.truth[unit];
    by_votes += best(std::span<const double>(votes)) == made.truth[unit];
  }
  EXPECT_GT(by_posterior, by_votes + 500);
}

TEST(DawidSkene, the_likelihood_never_falls_and_all_shares_sum_to_one) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Simulated made = simulate(40, kPrior, kConfusions, .5, 100 + seed);
    const auto found = dawid_skene(made.ratings, {.iterations = 200, .tolerance = 0});
    ASSERT_TRUE(found);
    for (std::size_t i = 1; i < found->log_likelihood.size(); ++i)
      EXPECT_GE(found->log_likelihood[i], found->log_likelihood[i - 1] - 1e-9) << seed << " " << i;
    const auto starts = made.ratings.unit_starts();
    for (std::size_t unit = 0; unit < 40; ++unit) {
      double sum = 0;
      for (const double share : found->posterior_of(unit)) sum += share;
      if (starts[unit] == starts[unit + 1])
        EXPECT_TRUE(std::isnan(sum));
      else
        EXPECT_NEAR(sum, 1, 1e-12);
    }
    for (std::size_t rater = 0; rater < kConfusions.size(); ++rater)
      for (std::size_t j = 0; j < 3; ++j)
        EXPECT_NEAR(
            found->confusion_of(rater, j, 0) + found->confusion_of(rater, j, 1) + found->confusion_of(rater, j, 2), 1,
            1e-12);
  }
}

// One iteration by hand. Units u (a: x, b: x) and v (a: x, b: y). Shares: t_u = (1, 0), t_v = (1/2, 1/2).
// M: p = (3/4, 1/4); a says x always; b says x of class x with 1 / (3/2) = 2/3, of class y with 0.
// E: u: x 3/4 * 2/3 = 1/2, y 0. v: x 3/4 * 1/3 = 1/4, y 1/4 * 1 = 1/4. Log-likelihood: log 1/2 + log 1/2.
TEST(DawidSkene, one_iteration_by_hand) {
  const Ratings ratings = {.units = {"u", "v"},
                           .raters = {"a", "b"},
                           .categories = {"x", "y"},
                           .entries = {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {1, 1, 1}}};
  const auto found = dawid_skene(ratings, {.iterations = 1});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->log_likelihood.size(), 1U);
  EXPECT_NEAR(found->log_likelihood[0], 2 * std::log(.5), 1e-15);
  EXPECT_NEAR(found->posterior_of(0)[0], 1, 1e-15);
  EXPECT_NEAR(found->posterior_of(1)[0], .5, 1e-15);
  EXPECT_NEAR(found->prior[0], .75, 1e-15);
  EXPECT_NEAR(found->confusion_of(1, 0, 0), 2. / 3, 1e-15);
  EXPECT_NEAR(found->confusion_of(1, 1, 1), 1, 1e-15);
  EXPECT_NEAR(found->expected_units[0], 1.5, 1e-15);
}

TEST(DawidSkene, a_class_that_nobody_names_says_nothing) {
  const Ratings ratings = {
      .units = {"u"}, .raters = {"a", "b"}, .categories = {"x", "y"}, .entries = {{0, 0, 0}, {0, 1, 0}}};
  const auto found = dawid_skene(ratings);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->posterior_of(0)[0], 1);
  EXPECT_EQ(found->prior[1], 0);
  EXPECT_EQ(found->expected_units[1], 0);
  EXPECT_EQ(found->confusion_of(0, 1, 0), .5);
}

TEST(DawidSkene, what_it_refuses) {
  const Ratings nameless = {.units = {"u"}, .raters = {}, .categories = {"x"}, .entries = {{0, 0, 0}}};
  EXPECT_EQ(dawid_skene(nameless).error().kind, ErrorKind::refused);
  EXPECT_THAT(dawid_skene(nameless).error().what, HasSubstr("these raters have no names"));
  EXPECT_THAT(dawid_skene({.units = {}, .raters = {"a"}, .categories = {"x"}, .entries = {}}).error().what,
              HasSubstr("there is no rating"));
  Ratings many = {
      .units = {"u"}, .raters = {"a"}, .categories = std::vector<std::string>(8'000, "x"), .entries = {{0, 0, 0}}};
  EXPECT_THAT(dawid_skene(many).error().what, HasSubstr("are too many"));
}

}  // namespace
}  // namespace openaffect
