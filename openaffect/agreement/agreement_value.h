// What every coefficient of agreement returns.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace openaffect {

// A coefficient, or why there is none. Reasons, in the order in which they are tried:
//   no_ratings      all are missing
//   no_raters       the ratings do not say whose they are, and the coefficient needs it
//   one_rater       only one rater has ratings, and the coefficient compares named raters
//   not_two_raters  more than two raters have ratings, and the coefficient is one of a pair
//   too_few         fewer than two units can be used; for percent agreement and pairwise values: none
//   negative_value  a ratio scale has no values below its zero
//   no_support      nobody gave the label (one against the rest)
//   constant        there is only one category or value, or what the coefficient divides by is not above 0
//   not_for_level   a pairwise value that means nothing at this level of measurement
struct AgreementValue {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string reason = {};    // "" where the value is defined
  std::size_t n_units = 0;    // units that entered
  std::size_t n_ratings = 0;  // ratings that entered
};

// The two parts alone, for inner loops: no allocation. `reason` is a literal.
struct ValueOrReason {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string_view reason = "";
};

inline ValueOrReason undefined(std::string_view reason) {
  return {std::numeric_limits<double>::quiet_NaN(), reason};
}

}  // namespace openaffect
