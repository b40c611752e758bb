// Dropout (Srivastava et al., JMLR 2014) whose choices are a function of a seed and a place: a run needs to keep no
// generator, and gives the same for any number of threads.
#pragma once

#include <cstdint>

#include "openaffect/nn/tensor.h"

namespace openaffect::nn {

// x with a share of its numbers set to 0 and the others divided by 1 - share, 0 < share < 1. A number's fate is decided
// by a hash of `seed` and its position. float32 or bfloat16; gradients flow through what is kept.
Tensor dropout(const Tensor& x, double share, std::uint64_t seed);

}  // namespace openaffect::nn
