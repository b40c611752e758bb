// Krippendorff's alpha (Krippendorff, Content Analysis, 4th ed. 2018, ch. 12; Hayes & Krippendorff 2007), for any
// number of raters and missing ratings.
//
//   alpha = 1 - D_o / D_e,   D_o = 1/n sum_u 1/(m_u - 1) sum_{i != j in u} delta(v_i, v_j),
//                            D_e = 1/(n (n - 1)) sum_{i != j} delta(v_i, v_j)
//
// over the n ratings of the units u that have m_u >= 2 of them; at most 1, 0 at chance. delta is
//   nominal   1 where the values differ
//   ordinal   (S_k - S_c)^2, S_c = ratings up to category c, less half of those in c: interval over mid-ranks
//   interval  (v - w)^2
//   ratio     ((v - w) / (v + w))^2, 0 where v + w = 0
//   set       1 - J (Jaccard), or 1 - J M (MASI, Passonneau 2006): M = 1 for equal sets, 2/3 where one holds the other,
//             1/3 where they overlap, 0 where not; J of two empty sets is 1
//
// Time and memory in n ratings and d distinct values: nominal, ordinal and interval O(n log n) and O(n); ratio and set
// O(n log n + d^2) and O(n). Nothing is a table of values by values: interval needs only sums of squares, as
// sum_{i, j} (v_i - v_j)^2 = 2 m sum_i (v_i - mean)^2.
//
// Undefined (AgreementValue): no_ratings, too_few (one rater only, for example; a single unit has D_o = D_e whatever
// its ratings), constant, negative_value. All here are pure. Throw ContractError for ratings that break their own
// rules: values that are not finite, entries out of order, positions outside categories or sets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/agreement/agreement_value.h"
#include "openaffect/agreement/ratings.h"
#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

enum class SetDistance { jaccard, masi };

struct AlphaOptions {
  MeasurementLevel level = MeasurementLevel::nominal;
  SetDistance distance = SetDistance::masi;  // of sets
};

AgreementValue krippendorff_alpha(const Ratings& ratings, const AlphaOptions& options = {});

struct LabelAgreement {
  std::string label;
  AgreementValue agreement;
};

// Nominal alpha of each label against all others together, in the order of the categories. no_support where nobody gave
// the label, constant where nobody gave another. Labels of ratings without categories are their values.
std::vector<LabelAgreement> krippendorff_alpha_per_label(const Ratings& ratings);

// Alpha of all raters but one, for each rater in turn: [raters]; empty where ratings have no raters. O(raters * n).
std::vector<AgreementValue> krippendorff_alpha_without_each_rater(const Ratings& ratings,
                                                                  const AlphaOptions& options = {});

// Each rating as 1 where it is, or holds, the category at position `label`, else 0: any coefficient of one label
// against the rest. `level` is nominal, ordinal (values are categories) or set.
Ratings one_against_rest(const Ratings& ratings, std::size_t label, MeasurementLevel level);

// Values that a bootstrap over units computes together.
struct AgreementScoresOptions {
  AlphaOptions alpha = {};
  bool per_label = false;  // nominal: alpha of each label against the rest, one value per category
  bool kappas = false;     // nominal: percent_agreement, fleiss_kappa, gwet_ac1 as in kappa.h, categories as observed
};

// Items are units, in the order of Ratings::units; units that got the same values share a row. The values are
// krippendorff_alpha, then the kappas in the order above, then krippendorff_alpha per label. One score() costs
// O(rows) for interval without allocation, O(ratings in rows) for nominal, and one more d for ordinal, d^2 for ratio
// and set.
std::unique_ptr<CountedScores> agreement_scores(const Ratings& ratings, const AgreementScoresOptions& options = {});

}  // namespace openaffect
