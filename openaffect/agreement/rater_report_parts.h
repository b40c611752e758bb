// The parts that rater_report.cpp puts together.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "openaffect/agreement/rater_report.h"

namespace openaffect {

// One rater's ratings in file order, against those of the others.
struct RaterSequence {
  std::vector<std::uint32_t> entries = {};   // positions in Ratings::entries
  std::vector<double> scores = {};           // [entries]; NaN where nobody else rated the unit
  std::vector<std::uint32_t> values = {};    // [entries]; positions in `distinct`
  std::vector<std::uint64_t> others = {};    // [distinct]: how often the others say it on his units
  std::vector<std::uint32_t> distinct = {};  // the values that he or the others say on his units, lowest first
};

RaterDrift rater_drift(const RaterSequence& sequence);

// `name_of`: of a value in `distinct`, for the texts. `may_miss`: whether few_categories is looked for.
std::vector<RaterPattern> rater_patterns(const RaterSequence& sequence,
                                         const std::function<std::string(std::uint32_t)>& name_of, bool may_miss);

// Stretches that nobody else rated, of a kind that half of three raters or more have, go.
void drop_order_of_file(std::vector<RaterSummary>& raters);

}  // namespace openaffect
