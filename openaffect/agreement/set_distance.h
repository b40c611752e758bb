// How far two sets of labels lie apart.
#pragma once

#include <cstdint>
#include <span>

#include "openaffect/agreement/krippendorff.h"

namespace openaffect {

// In [0, 1], 0 for equal sets, by the formulas of krippendorff.h. Both are sorted and without repetition.
double set_distance(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b, SetDistance distance);

}  // namespace openaffect
