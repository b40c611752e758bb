// The consensus of numbers, for consensus.cpp.
#pragma once

#include <vector>

#include "openaffect/agreement/consensus.h"

namespace openaffect {

// Fills n, values, deviations and, for ewe, weights.
void take_numbers(const Ratings& ratings, Consensus& made);

// The values of entries [begin, end), lowest first.
std::vector<double> sorted_values(const Ratings& ratings, std::size_t begin, std::size_t end);

}  // namespace openaffect
