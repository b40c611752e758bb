// Blocks of the results' page about raters.
#pragma once

#include <cstdint>
#include <span>

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/agreement_study.h"

namespace openaffect {

// A list of one matrix (none where there are no pairs), with every coefficient that the level has.
PageJson page_rater_matrices(const Ratings& ratings, std::span<const RaterPair> pairs);

// Every two of up to six raters, on the units that both rated: confusions of labels, or scatters of numbers.
struct RaterPairBlocks {
  PageJson matrices, scatter;
};
RaterPairBlocks page_rater_pairs(const AgreementStudy& study, std::uint64_t seed);

PageJson page_raters(const AgreementStudy& study);
PageJson page_consensus(const AgreementStudy& study);

// The units on which raters are farthest apart, with what each said.
PageJson page_rater_disagreements(const AgreementStudy& study, std::size_t most = 500);

}  // namespace openaffect
