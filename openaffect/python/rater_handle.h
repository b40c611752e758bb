// A rater as Python holds it, and lists of them for the engine.
#pragma once

#include <memory>
#include <vector>

#include "openaffect/core/rater.h"

namespace openaffect::python {

struct RaterHandle {
  std::shared_ptr<const Rater> rater;
};

inline std::vector<std::shared_ptr<const Rater>> raters_of(const std::vector<RaterHandle>& handles) {
  std::vector<std::shared_ptr<const Rater>> raters;
  for (const RaterHandle& handle : handles) raters.push_back(handle.rater);
  return raters;
}

}  // namespace openaffect::python
