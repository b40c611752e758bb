// What a rater of several schemes says, for people at a terminal: each scheme with its likeliest labels as bars.
#pragma once

#include <string>

#include "openaffect/cli/terminal.h"
#include "openaffect/core/rater.h"

namespace openaffect {

// Whether the rater has fields of several schemes, and probabilities of labels among them: one line would not hold it.
bool wants_bars(const RaterInfo& rater);

// Lines without the rater's name: of each decision the decided labels, marked, and the likeliest others, up to five in
// all, from 5 % on; numbers of one scheme side by side; a vector by its size.
std::string rating_as_bars(const RaterInfo& rater, const Rating& rating, const Terminal& terminal);

}  // namespace openaffect
