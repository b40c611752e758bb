// A rater over many items, on several threads.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "openaffect/core/error.h"
#include "openaffect/core/progress.h"
#include "openaffect/core/rater.h"

namespace openaffect {

struct RateAllOptions {
  std::size_t threads = 0;  // 0: all cores
  Watcher watcher = {};     // stopped: Error `interrupted`; told "WHAT: 1,024 of 5,427 texts"
  std::string what = {};
};

// Block by block, as a label job does, in the items' order. law: the ratings do not depend on the threads.
Result<RatingBatch> rate_all(const Rater& rater, std::span<const Item> items, const RateAllOptions& options = {});

}  // namespace openaffect
