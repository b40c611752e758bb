// A bounded pipeline that keeps order: one reader, many workers, one writer.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace openaffect {

// What flows. Each stage may throw; the first exception stops the pipeline and is thrown again by run_ordered.
using Parcel = std::shared_ptr<void>;

struct OrderedStages {
  std::function<std::optional<Parcel>()> read;  // called from one thread at a time, in order; nullopt ends the work
  std::function<Parcel(Parcel)> work;           // called from many threads
  std::function<void(Parcel)> write;            // called from one thread at a time, in the order of `read`
};

// Runs until `read` ends. At most `in_flight` parcels exist at once, so memory does not grow with the input.
// The result does not depend on `threads` (>= 1) or `in_flight` (>= 1). Blocks until all is written.
void run_ordered(const OrderedStages& stages, std::size_t threads, std::size_t in_flight);

// Cores that this process may use; at least 1.
std::size_t usable_cores();

}  // namespace openaffect
