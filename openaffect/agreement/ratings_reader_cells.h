// Cells that hold several things: lists of ratings, sets of labels. For ratings_reader.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

// The elements of a JSON list ("[1, null, \"a\"]") or of texts joined by | ("1||a"). Texts are trimmed, "" and null are
// absent. An element that is a list itself is given as JSON. Error `format` (without a place) when it begins as a JSON
// list and is none, or holds an object or a list of lists of lists.
Result<std::vector<std::optional<std::string>>> list_elements(std::string_view cell);

// A number as people write it: spaces and a plus in front are passed over; nan and inf are numbers. Absent when it is
// none.
std::optional<double> number_of(std::string_view text);

}  // namespace openaffect
