// What can be said of each rater: how he agrees with the others, whether that changes along the file, and whether his
// ratings look as if nobody had thought about them.
//
// Score of a rating, from the other ratings of its unit: nominal, ordinal the share that say the same; set the mean
// Jaccard similarity (two empty sets: 1); interval, ratio minus the distance to their mean. None where nobody else
// rated the unit. A higher score is more agreement.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/agreement/ratings.h"
#include "openaffect/core/error.h"

namespace openaffect {

inline constexpr std::size_t kDriftStretches = 10;

// The mean score of a stretch; NaN where `scored` is 0.
struct ScoredStretch {
  std::uint64_t ratings = 0, scored = 0;
  double score = 0;
};

enum class DriftDirection { none, rising, falling };

// Stretch s of n ratings in file order holds those from s n / 10 to (s + 1) n / 10. The slope is that of the least
// squares line of the scores over the place in the file (0: his first rating, 1: his last), so it is the change over
// the whole file; a direction is named when it is more than 1.96 standard errors from 0, of 20 scores or more.
struct RaterDrift {
  std::vector<ScoredStretch> stretches = {};  // ten, or none below ten ratings
  double slope = 0;                           // NaN below three scores
  double standard_error = 0;                  // the same
  DriftDirection direction = DriftDirection::none;
};

enum class RaterPatternKind {
  // A stretch of the next two kinds is left out when his score in it is no more than 1.96 standard errors below that of
  // the rest, and, where nobody else rated it, when half of three raters or more have one: then it is the file's order.
  constant,     // one value only, in 10 ratings or more, that the others say so seldom on his units that chance gives
                // it at most once in a hundred such raters
  alternating,  // A B A B …: a stretch of 10 or more that chance gives at most once in a hundred such raters
  long_run,     // the same of one value
  few_categories,  // in 20 ratings or more, the values that he never uses, though the others use them on his units so
                   // often that chance leaves one of them out at most once in a hundred such raters, are at least as
                   // many as those he uses; not of sets, nor of numbers with more than 50 distinct values
};
std::string_view rater_pattern_name(RaterPatternKind kind);  // as the enumerators

struct RaterPattern {
  RaterPatternKind kind = RaterPatternKind::constant;
  std::uint64_t first = 0;   // of the stretch, among his ratings in file order, from 0
  std::uint64_t length = 0;  // in ratings
  double expected = 0;       // how many such stretches his values give in random order: (n - L + 1) sum p_a^L for runs,
                             // (n - L + 1) sum_{a != b} p_a^ceil(L/2) p_b^floor(L/2) for alternation; of a constant
                             // p^n, p the share of it among the others' ratings; 0 for few_categories
  double score_inside = 0;   // mean score in the stretch and outside it; NaN without scores, and for the other kinds
  double score_outside = 0;
  std::string text;  // the same for people, with the figures
};

// NaN where a figure is undefined, or of another level.
struct RaterSummary {
  std::uint32_t rater = 0;     // in Ratings::raters
  std::uint64_t n = 0;         // his ratings
  std::uint64_t shared = 0;    // of units that somebody else rated
  std::uint64_t partners = 0;  // raters who share a unit with him
  double score = 0;            // mean score of the shared ones

  // nominal, ordinal, set: the share of `majority_units` on which he says what most of the others say; units without
  // one most frequent answer of the others are left out.
  double majority_agreement = 0;
  std::uint64_t majority_units = 0;

  double pearson = 0, ccc = 0;  // interval, ratio: with the mean of the others (Lin 1989 for ccc)

  // Mean over the partners, each weighing the same: nominal, ordinal the share of shared units with equal ratings; set
  // the mean Jaccard similarity; interval, ratio Pearson's correlation, partners without one left out.
  double pairwise = 0;

  std::vector<std::uint64_t> counts = {};  // [categories]; of sets how many of his sets hold the label
  double mean = 0, deviation = 0;          // interval, ratio; the deviation of the sample (n - 1)
  double lowest = 0, highest = 0;          // interval, ratio
  RaterDrift drift = {};
  std::vector<RaterPattern> patterns = {};
};

struct RaterReport {
  std::vector<RaterSummary> raters;  // in the order of Ratings::raters
};

// `order`: of each entry its place in the file (RatingsTable::order); empty: as the entries stand. Time grows with the
// pairs of ratings of a unit. Error `refused` when raters have no names; ContractError when `order` is of another
// length.
Result<RaterReport> rater_report(const Ratings& ratings, MeasurementLevel level,
                                 std::span<const std::uint32_t> order = {});

}  // namespace openaffect
