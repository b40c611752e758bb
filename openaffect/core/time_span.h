// Time in media: seconds as float64, spans half-open.
#pragma once

#include <cmath>
#include <limits>

namespace openaffect {

struct Seconds {
  double value = 0;
  auto operator<=>(const Seconds&) const = default;
};

// [start, end); an infinite end means "to the end of the file".
struct TimeSpan {
  Seconds start{0};
  Seconds end{std::numeric_limits<double>::infinity()};

  bool whole() const { return start.value == 0 && std::isinf(end.value); }
  bool contains(Seconds time) const { return start <= time && time < end; }
};

}  // namespace openaffect
