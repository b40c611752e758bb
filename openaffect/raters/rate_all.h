// A rater over many items, on several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <span>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"

namespace openaffect {

struct RateAllOptions {
  std::size_t threads = 0;                  // 0: all cores
  const std::atomic<bool>* stop = nullptr;  // when it becomes true: Error `interrupted`
};

// Block by block, as a label job does, in the items' order. law: the ratings do not depend on the threads.
Result<RatingBatch> rate_all(const Rater& rater, std::span<const Item> items, const RateAllOptions& options = {});

}  // namespace openaffect
