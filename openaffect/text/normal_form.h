// A text as it is compared with others: what is left when case, spacing, punctuation and the choice among equivalent
// characters are taken away.
#pragma once

#include <string>
#include <string_view>

namespace openaffect {

// NFKC, full case folding, then letters (category L) and decimal digits (Nd) only, as UTF-8. Ill-formed bytes are read
// as U+FFFD and so drop out. normal_form("It's GREAT!!") == "itsgreat"; normal_form(normal_form(t)) == normal_form(t)
// for texts whose folding is stable under NFKC (all but a few characters).
std::string normal_form(std::string_view text);

}  // namespace openaffect
