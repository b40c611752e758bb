// Text of strangers on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace openaffect {

// Control characters but line ends and tabs, which could move the cursor or colour what follows, become U+FFFD.
std::string printable(std::string_view text);

}  // namespace openaffect
