// Names of things: which are allowed, and which one was probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

// [a-z][a-z0-9_]*, at most 64 bytes.
bool is_snake_case(std::string_view name);

// The name in `known` that is nearest to `name` (edit distance, case ignored), or "" when none is near enough to
// suggest.
std::string nearest_name(std::string_view name, std::span<const std::string> known);

// "unknown rater 'vadr'; did you mean 'vader'? Known: pattern, vader"
std::string unknown_name_message(std::string_view what, std::string_view name, std::span<const std::string> known);

// "title,description" and repeated ones as one list; empty parts are left out.
std::vector<std::string> split_at_commas(std::span<const std::string> texts);

}  // namespace openaffect
