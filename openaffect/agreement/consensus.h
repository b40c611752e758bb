// One answer a unit from many ratings, with what the raters did not agree on kept beside it.
//
//   majority     nominal, ordinal: the category with the most ratings. set: the labels that more than half of the
//                unit's ratings hold; each label is decided for itself.
//   mean         interval, ratio: the arithmetic mean.
//   median       interval, ratio: the middle value, of an even number the mean of the two middle ones. ordinal: the
//                middle grade; two different middle grades are a tie.
//   ewe          interval, ratio: evaluator weighted estimator (Grimm & Kroschel, "Evaluation of Natural Emotions Using
//                Self Assessment Manikins", ASRU 2005): value_u = sum_k w_k x_uk / sum_k w_k over the raters of u, with
//                w_k = max(0, r_k), r_k Pearson's correlation of rater k's ratings with the mean of all raters (k among
//                them) over the units that k and somebody else rated. A rater with a constant, or with fewer than two
//                such units, has no r_k and the weight 0. No value where all raters of a unit weigh 0.
//   dawid_skene  nominal, ordinal: the likeliest class under the model of dawid_skene.h.
//
// A tie names all that are tied: categories with equally many ratings, or posteriors that differ by less than 1e-9; of
// sets the labels that exactly half of the ratings hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/agreement/dawid_skene.h"
#include "openaffect/agreement/ratings.h"
#include "openaffect/agreement/soft_labels.h"
#include "openaffect/core/error.h"

namespace openaffect {

enum class ConsensusMethod { majority, mean, median, ewe, dawid_skene };
std::string_view consensus_method_name(ConsensusMethod method);
Result<ConsensusMethod> consensus_method_of_name(std::string_view name);  // `unknown`, with the nearest name

enum class OnTie {
  none,   // a tied unit has no label
  first,  // it has the first of the tied ones in the order of the categories
};

struct ConsensusOptions {
  ConsensusMethod method = ConsensusMethod::majority;
  OnTie on_tie = OnTie::none;  // of sets it changes nothing: tied labels are left out
  DawidSkeneOptions dawid_skene = {};
};

struct RaterWeight {
  double correlation = 0;   // r_k; NaN where undefined
  double weight = 0;        // max(0, r_k)
  std::uint64_t units = 0;  // over which r_k was taken
};

struct Consensus {
  ConsensusMethod method = ConsensusMethod::majority;
  MeasurementLevel level = MeasurementLevel::nominal;
  std::vector<std::uint32_t> n = {};  // [units] ratings

  std::vector<std::optional<std::uint16_t>> labels = {};    // [units] nominal, ordinal: null where tied or unrated
  std::vector<std::vector<std::uint16_t>> label_sets = {};  // [units] set: sorted; empty also where unrated
  std::vector<std::vector<std::uint16_t>> ties = {};        // [units] of those: sorted, empty where there is no tie
  std::optional<SoftLabels> soft = {};                      // of those

  std::vector<double> values = {};        // [units] interval, ratio: NaN where undefined
  std::vector<double> deviations = {};    // [units] of those: standard deviation of the ratings (n - 1), NaN below two
  std::vector<RaterWeight> weights = {};  // [raters] ewe
  std::optional<DawidSkene> dawid_skene = {};

  std::uint64_t tied_units() const;
  std::uint64_t undecided_units() const;  // without label or value: tied, unrated, or weighed 0
};

// Errors `refused`: a method that the level does not have; ewe and dawid_skene where raters have no names; those of
// dawid_skene(). `unsupported`: more than 67,108,864 units times categories, whose shares would take 512 MB.
Result<Consensus> consensus(const Ratings& ratings, MeasurementLevel level, const ConsensusOptions& options = {});

// r_k and w_k of ewe. Values are numbers.
std::vector<RaterWeight> rater_weights(const Ratings& ratings);

}  // namespace openaffect
