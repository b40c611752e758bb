#include "openaffect/statistics/resample.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

#include "openaffect/core/parallel.h"

namespace openaffect {
namespace {

class Work {
 public:
  Work(ResampledValues& results, std::size_t values, std::size_t threads, const ResampleTaskMaker& maker,
       const std::atomic<bool>* stop)
      : results_(results),
        values_(values),
        step_(std::clamp<std::size_t>(results.resamples() / (threads * 8), 1, 64)),
        maker_(maker),
        stop_(stop) {}

  // Takes steps until none is left.
  void run() noexcept {
    try {
      const ResampleTask task = maker_();
      std::vector<double> values(values_);
      while (true) {
        const std::size_t begin = next_.fetch_add(step_), end = std::min(begin + step_, results_.resamples());
        if (begin >= end) return;
        for (std::size_t number = begin; number < end; ++number) {
          if (stop_ && stop_->load(std::memory_order_relaxed)) throw Stopped();
          task(number, values);
          for (std::size_t value = 0; value < values_; ++value) results_.at(value, number) = values[value];
        }
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!thrown_) thrown_ = std::current_exception();
      next_ = results_.resamples();
    }
  }

  void throw_again() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  ResampledValues& results_;
  std::size_t values_, step_;
  const ResampleTaskMaker& maker_;
  const std::atomic<bool>* stop_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::exception_ptr thrown_;
};

}  // namespace

ResampledValues resample(std::size_t resamples, std::size_t values, std::size_t threads, const ResampleTaskMaker& maker,
                         const std::atomic<bool>* stop) {
  if (threads == 0) threads = usable_cores();
  threads = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(resamples, 1));
  ResampledValues results(values, resamples);
  Work work(results, values, threads, maker, stop);
  {
    std::vector<std::jthread> others;
    for (std::size_t other = 1; other < threads; ++other) others.emplace_back([&work] { work.run(); });
    work.run();
  }
  work.throw_again();
  return results;
}

}  // namespace openaffect
