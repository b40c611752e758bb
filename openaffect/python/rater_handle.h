// A rater as Python holds it, lists of them for the engine, and how networks among them run.
#pragma once

#include <memory>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/python/keywords.h"
#include "openaffect/raters/neural_options.h"

namespace openaffect::python {

struct RaterHandle {
  std::shared_ptr<const Rater> rater;
};

// The keywords precision, device, embed, as the command's flags.
NeuralOptions neural_options(Keywords& keywords);

inline std::vector<std::shared_ptr<const Rater>> raters_of(const std::vector<RaterHandle>& handles) {
  std::vector<std::shared_ptr<const Rater>> raters;
  for (const RaterHandle& handle : handles) raters.push_back(handle.rater);
  return raters;
}

}  // namespace openaffect::python
