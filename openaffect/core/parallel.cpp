#include "openaffect/core/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <utility>

#ifdef OA_PIPELINE_ON_THREADS
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>
#else
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace openaffect {

std::size_t usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
}

namespace {

// The same stages, but none throws: the first exception is kept, reading ends, and parcels on their way become
// nothing. (oneTBB does not destroy the parcels in its buffers when a stage throws.)
class Guarded {
 public:
  explicit Guarded(const OrderedStages& stages) : stages_(stages) {}

  OrderedStages stages() {
    return {.read = [this] { return guard([&] { return stages_.read(); }, std::optional<Parcel>()); },
            .work = [this](Parcel parcel) { return guard([&] { return stages_.work(std::move(parcel)); }, Parcel()); },
            .write = [this](Parcel parcel) { guard([&] { return stages_.write(std::move(parcel)), 0; }, 0); }};
  }
  void throw_what_was_thrown() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  template <class Stage, class Value>
  Value guard(const Stage& stage, Value otherwise) {
    if (failed_) return otherwise;
    try {
      return stage();
    } catch (...) {
      if (!claimed_.exchange(true)) {
        failure_ = std::current_exception();
        failed_ = true;
      }
      return otherwise;
    }
  }

  const OrderedStages& stages_;
  std::atomic<bool> claimed_ = false, failed_ = false;
  std::exception_ptr failure_;
};

void run_on_this_thread(const OrderedStages& stages) {
  while (std::optional<Parcel> parcel = stages.read()) stages.write(stages.work(std::move(*parcel)));
}

#ifdef OA_PIPELINE_ON_THREADS

// The same three stages on std::thread, for ThreadSanitizer: oneTBB is not instrumented and would raise false alarms.
class ThreadPipeline {
 public:
  ThreadPipeline(const OrderedStages& stages, std::size_t in_flight) : stages_(stages), in_flight_(in_flight) {}

  void run(std::size_t threads) {
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i)
      workers.emplace_back([this] {
        while (step()) {
        }
      });
    for (std::thread& worker : workers) worker.join();
  }

 private:
  // Reads one parcel, works on it and writes what is due. False when there is nothing left to read.
  bool step() {
    std::size_t number = 0;
    std::optional<Parcel> parcel;
    {
      const std::lock_guard reading(read_mutex_);
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return read_ - written_ < in_flight_; });
        if (ended_) return false;
      }
      parcel = stages_.read();
      const std::lock_guard lock(mutex_);
      if (!parcel) ended_ = true;
      if (!parcel) return false;
      number = read_++;
    }
    Parcel done = stages_.work(std::move(*parcel));
    {
      const std::lock_guard lock(mutex_);
      waiting_.emplace(number, std::move(done));
    }
    write_what_is_due();
    return true;
  }

  void write_what_is_due() {
    const std::lock_guard writing(write_mutex_);
    for (;;) {
      Parcel next;
      {
        const std::lock_guard lock(mutex_);
        const auto found = waiting_.find(written_);
        if (found == waiting_.end()) return;
        next = std::move(found->second);
        waiting_.erase(found);
      }
      stages_.write(std::move(next));
      const std::lock_guard lock(mutex_);
      ++written_;
      changed_.notify_all();
    }
  }

  const OrderedStages& stages_;
  const std::size_t in_flight_;
  std::mutex mutex_, read_mutex_, write_mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Parcel> waiting_;
  std::size_t read_ = 0, written_ = 0;
  bool ended_ = false;
};

void run_on_threads(const OrderedStages& stages, std::size_t threads, std::size_t in_flight) {
  ThreadPipeline(stages, in_flight).run(threads);
}

#else

void run_on_threads(const OrderedStages& stages, std::size_t threads, std::size_t in_flight) {
  namespace tbb = oneapi::tbb;
  const auto read = [&](tbb::flow_control& control) -> Parcel {
    std::optional<Parcel> parcel = stages.read();
    if (parcel) return std::move(*parcel);
    control.stop();
    return {};
  };
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        in_flight, tbb::make_filter<void, Parcel>(tbb::filter_mode::serial_in_order, read) &
                       tbb::make_filter<Parcel, Parcel>(tbb::filter_mode::parallel,
                                                        [&](Parcel parcel) { return stages.work(std::move(parcel)); }) &
                       tbb::make_filter<Parcel, void>(tbb::filter_mode::serial_in_order,
                                                      [&](Parcel parcel) { stages.write(std::move(parcel)); }));
  });
}

#endif

// One parcel needs no threads: calling them costs more than a small job, and memory, where they come too late.
void run_many_or_one(const OrderedStages& stages, std::size_t threads, std::size_t in_flight) {
  if (in_flight < 2) return run_on_threads(stages, threads, in_flight);
  std::optional<Parcel> first = stages.read();
  if (!first) return;
  std::optional<Parcel> second = stages.read();
  if (!second) return stages.write(stages.work(std::move(*first)));
  OrderedStages rest = stages;
  rest.read = [&]() -> std::optional<Parcel> {
    for (std::optional<Parcel>* ahead : {&first, &second})
      if (*ahead) return std::exchange(*ahead, std::nullopt);
    return stages.read();
  };
  run_on_threads(rest, threads, in_flight);
}

}  // namespace

void run_ordered(const OrderedStages& stages, std::size_t threads, std::size_t in_flight) {
  if (threads <= 1) return run_on_this_thread(stages);
  Guarded guarded(stages);
  run_many_or_one(guarded.stages(), threads, std::max(in_flight, std::size_t{1}));
  guarded.throw_what_was_thrown();
}

}  // namespace openaffect
