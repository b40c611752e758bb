#include "openaffect/agreement/consensus.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Labels = std::vector<std::optional<std::uint16_t>>;
using Positions = std::vector<std::uint16_t>;

// u: a b b, v: a b, w: nothing, x: c c a a
const Ratings kVotes = {
    .units = {"u", "v", "w", "x"},
    .raters = {},
    .categories = {"a", "b", "c"},
    .entries = {{0, 0, 0}, {0, 0, 1}, {0, 0, 1}, {1, 0, 0}, {1, 0, 1}, {3, 0, 2}, {3, 0, 2}, {3, 0, 0}, {3, 0, 0}}};

TEST(Consensus, majority_names_its_ties) {
  const auto made = consensus(kVotes, MeasurementLevel::nominal);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->labels, (Labels{1, {}, {}, {}}));
  EXPECT_THAT(made->ties, ElementsAre(Positions{}, Positions{0, 1}, Positions{}, Positions{0, 2}));
  EXPECT_THAT(made->n, ElementsAre(3, 2, 0, 4));
  EXPECT_EQ(made->tied_units(), 2U);
  EXPECT_EQ(made->undecided_units(), 3U);
  EXPECT_NEAR(made->soft->of(0)[1], 2. / 3, 1e-15);
  const auto first = consensus(kVotes, MeasurementLevel::nominal, {.on_tie = OnTie::first});
  EXPECT_EQ(first->labels, (Labels{1, 0, {}, 0}));
  EXPECT_EQ(first->tied_units(), 2U);
}

TEST(Consensus, median_of_grades) {
  const auto made = consensus(kVotes, MeasurementLevel::ordinal, {.method = ConsensusMethod::median});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->labels, (Labels{1, {}, {}, {}}));
  EXPECT_THAT(made->ties[3], ElementsAre(0, 2));  // the middle of a a c c: a and c, not b
  const auto first =
      consensus(kVotes, MeasurementLevel::ordinal, {.method = ConsensusMethod::median, .on_tie = OnTie::first});
  EXPECT_EQ(first->labels, (Labels{1, 0, {}, 0}));
}

TEST(Consensus, sets_are_decided_label_by_label) {
  const Ratings ratings = {.units = {"u", "v"},
                           .raters = {},
                           .categories = {"a", "b", "c"},
                           .sets = {{0, 1}, {0}, {}},
                           .entries = {{0, 0, 0}, {0, 0, 1}, {1, 0, 2}}};
  const auto made = consensus(ratings, MeasurementLevel::set);
  ASSERT_TRUE(made);
  EXPECT_THAT(made->label_sets, ElementsAre(Positions{0}, Positions{}));
  EXPECT_THAT(made->ties, ElementsAre(Positions{1}, Positions{}));
  EXPECT_EQ(made->undecided_units(), 0U);
}

TEST(Consensus, mean_and_median_of_numbers) {
  const Ratings ratings = {
      .units = {"u", "v", "w"}, .raters = {}, .entries = {{0, 0, 1}, {0, 0, 2}, {0, 0, 6}, {0, 0, 3}, {1, 0, -1}}};
  const auto mean = consensus(ratings, MeasurementLevel::interval, {.method = ConsensusMethod::mean});
  ASSERT_TRUE(mean);
  EXPECT_EQ(mean->values[0], 3);
  EXPECT_EQ(mean->values[1], -1);
  EXPECT_TRUE(std::isnan(mean->values[2]));
  EXPECT_NEAR(mean->deviations[0], std::sqrt(14. / 3), 1e-15);  // 4 + 1 + 9 + 0 over 3
  EXPECT_TRUE(std::isnan(mean->deviations[1]));
  EXPECT_EQ(mean->undecided_units(), 1U);
  const auto median = consensus(ratings, MeasurementLevel::ratio, {.method = ConsensusMethod::median});
  EXPECT_EQ(median->values[0], 2.5);
}

// a = 1 2 3, b = 1 3 2, c = 3 2 1; means 5/3, 7/3, 2, about their mean 2: -1/3, 1/3, 0.
// a: deviations -1 0 1, product 1/3;  b: -1 1 0, product 2/3;  c: 1 0 -1, product -1/3.
// Norms: sqrt(2) and sqrt(2)/3, product 2/3. So r = 1/2, 1, -1/2 and weights 1/2, 1, 0.
// u: (1/2 + 1) / 1.5 = 1;  v: (1 + 3) / 1.5 = 8/3;  w: (1.5 + 2) / 1.5 = 7/3.
const Ratings kThree = {
    .units = {"u", "v", "w"},
    .raters = {"a", "b", "c"},
    .entries = {{0, 0, 1}, {0, 1, 1}, {0, 2, 3}, {1, 0, 2}, {1, 1, 3}, {1, 2, 2}, {2, 0, 3}, {2, 1, 2}, {2, 2, 1}}};

TEST(Consensus, ewe_by_hand) {
  const auto made = consensus(kThree, MeasurementLevel::interval, {.method = ConsensusMethod::ewe});
  ASSERT_TRUE(made);
  EXPECT_NEAR(made->weights[0].correlation, .5, 1e-14);
  EXPECT_NEAR(made->weights[1].correlation, 1, 1e-14);
  EXPECT_NEAR(made->weights[2].correlation, -.5, 1e-14);
  EXPECT_EQ(made->weights[2].weight, 0);
  EXPECT_EQ(made->weights[2].units, 3U);
  EXPECT_NEAR(made->values[0], 1, 1e-14);
  EXPECT_NEAR(made->values[1], 8. / 3, 1e-14);
  EXPECT_NEAR(made->values[2], 7. / 3, 1e-14);
}

TEST(Consensus, ewe_where_nobody_weighs_anything) {
  Ratings ratings = kThree;
  ratings.units.push_back("x");
  ratings.entries.push_back({3, 2, 9});  // c alone
  const auto made = consensus(ratings, MeasurementLevel::interval, {.method = ConsensusMethod::ewe});
  EXPECT_TRUE(std::isnan(made->values[3]));
  EXPECT_EQ(made->weights[2].units, 3U);  // alone he would agree with himself
  EXPECT_EQ(made->undecided_units(), 1U);
  const Ratings constant = {
      .units = {"u", "v"}, .raters = {"a", "b"}, .entries = {{0, 0, 1}, {0, 1, 2}, {1, 0, 1}, {1, 1, 3}}};
  const auto one = consensus(constant, MeasurementLevel::interval, {.method = ConsensusMethod::ewe});
  EXPECT_TRUE(std::isnan(one->weights[0].correlation));
  EXPECT_EQ(one->weights[0].weight, 0);
  EXPECT_NEAR(one->values[1], 3, 1e-14);
}

TEST(Consensus, dawid_skene_decides_what_a_majority_leaves_open) {
  // a and b agree on four units; c contradicts them. On the fifth a says x and c says y.
  Ratings ratings = {
      .units = {"1", "2", "3", "4", "5"}, .raters = {"a", "b", "c"}, .categories = {"x", "y"}, .entries = {}};
  for (std::uint32_t unit = 0; unit < 4; ++unit) {
    const double label = unit % 2;
    for (const RatingEntry& entry : {RatingEntry{unit, 0, label}, {unit, 1, label}, {unit, 2, 1 - label}})
      ratings.entries.push_back(entry);
  }
  ratings.entries.push_back({4, 0, 0});
  ratings.entries.push_back({4, 2, 1});
  EXPECT_EQ(consensus(ratings, MeasurementLevel::nominal)->labels[4], std::nullopt);
  const auto made = consensus(ratings, MeasurementLevel::nominal, {.method = ConsensusMethod::dawid_skene});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->labels, (Labels{0, 1, 0, 1, 0}));
  EXPECT_EQ(made->soft->of(4)[0], .5);
  EXPECT_GT(made->dawid_skene->posterior_of(4)[0], .99);
}

TEST(Consensus, what_is_refused) {
  const auto why = [](const Ratings& ratings, MeasurementLevel level, ConsensusMethod method) {
    const auto made = consensus(ratings, level, {.method = method});
    EXPECT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::refused);
    return made.error().what;
  };
  using enum ConsensusMethod;
  EXPECT_THAT(why(kVotes, MeasurementLevel::interval, ewe), HasSubstr("ewe: it weighs each rater"));
  EXPECT_THAT(why(kVotes, MeasurementLevel::nominal, ConsensusMethod::dawid_skene), HasSubstr("have no names"));
  EXPECT_THAT(why(kVotes, MeasurementLevel::set, ConsensusMethod::dawid_skene), HasSubstr("these are sets"));
  EXPECT_THAT(why(kVotes, MeasurementLevel::nominal, mean), HasSubstr("mean: it needs numbers"));
  EXPECT_THAT(why(kThree, MeasurementLevel::ordinal, ewe), HasSubstr("ewe: it needs numbers"));
  EXPECT_THAT(why(kVotes, MeasurementLevel::nominal, median), HasSubstr("median: it needs an order"));
  EXPECT_THAT(why(kVotes, MeasurementLevel::interval, majority), HasSubstr("majority: it needs labels"));
}

TEST(Consensus, names) {
  for (const auto method : {ConsensusMethod::majority, ConsensusMethod::dawid_skene})
    EXPECT_EQ(*consensus_method_of_name(consensus_method_name(method)), method);
  EXPECT_THAT(consensus_method_of_name("mayority").error().what, HasSubstr("did you mean 'majority'"));
}

TEST(Consensus, of_nothing) {
  const auto made = consensus({}, MeasurementLevel::nominal);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->n.size(), 0U);
  EXPECT_EQ(made->undecided_units(), 0U);
  const Ratings unrated = {.units = {"u"}, .raters = {"a"}, .categories = {}, .entries = {}};
  EXPECT_EQ(consensus(unrated, MeasurementLevel::nominal)->undecided_units(), 1U);
  EXPECT_EQ(consensus(unrated, MeasurementLevel::set)->undecided_units(), 1U);
}

}  // namespace
}  // namespace openaffect
