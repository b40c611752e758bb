// The same small work many times over, on threads, with results that do not depend on how many there are.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <span>
#include <vector>

namespace openaffect {

// [values × resamples], so that one value's resamples lie side by side.
class ResampledValues {
 public:
  ResampledValues(std::size_t values, std::size_t resamples) : resamples_(resamples), values_(values * resamples) {}
  std::size_t resamples() const { return resamples_; }
  double& at(std::size_t value, std::size_t resample) { return values_[value * resamples_ + resample]; }
  std::span<double> of(std::size_t value) { return {values_.data() + value * resamples_, resamples_}; }

 private:
  std::size_t resamples_;
  std::vector<double> values_;
};

// Fills the values of resample number `resample`, [values]; depends on nothing else.
using ResampleTask = std::function<void(std::size_t resample, std::span<double> values)>;

// Called once on each thread, so that a task may work in memory of its own.
using ResampleTaskMaker = std::function<ResampleTask()>;

// That somebody asked for the end of the work. Who wants an answer or none catches it.
class Stopped : public std::exception {
 public:
  const char* what() const noexcept override { return "stopped"; }
};

// Every resample once, on `threads` threads (0: all usable cores; 1: none but the caller's). What a task throws ends
// the work and is thrown again; so does Stopped when `stop` becomes true.
ResampledValues resample(std::size_t resamples, std::size_t values, std::size_t threads, const ResampleTaskMaker& maker,
                         const std::atomic<bool>* stop = nullptr);

}  // namespace openaffect
