// Long work, done on a thread of its own without the GIL, while the calling thread hears Ctrl-C and shows progress.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>

#include <nanobind/nanobind.h>

#include "openaffect/core/error.h"
#include "openaffect/core/progress.h"
#include "openaffect/python/errors.h"

namespace openaffect::python {

// One call: give stop() and the sinks to the work, then run it, all at once or part after part.
class LongCall {
 public:
  // `listener` is None, or called a few times a second with (done 0..1, text), from the calling thread.
  explicit LongCall(nb::object listener) : listener_(std::move(listener)) {}
  LongCall(const LongCall&) = delete;
  LongCall& operator=(const LongCall&) = delete;

  const std::atomic<bool>* stop() const { return &stop_; }

  // For the work, from any thread: what the listener is told next.
  void tell(double fraction, std::string text);
  ProgressSink progress_sink();

  // What `work` returned, or its error as an exception; what a signal handler raised (KeyboardInterrupt), when one did.
  // What `work` threw is thrown again. `work` must not touch Python.
  template <class Work>
  auto run(Work work) {
    using Value = std::remove_cvref_t<decltype(*std::declval<std::invoke_result_t<Work>>())>;
    std::optional<Result<Value>> result;
    std::exception_ptr thrown;
    run_and_listen([&] {
      try {
        result.emplace(work());
      } catch (...) {
        thrown = std::current_exception();
      }
    });
    if (raised_) throw *std::move(raised_);
    if (thrown) std::rethrow_exception(thrown);
    return value_of(*std::move(result));
  }

 private:
  void run_and_listen(const std::function<void()>& work);
  void listen();

  nb::object listener_;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::optional<std::pair<double, std::string>> told_;
  std::optional<nb::python_error> raised_;
};

}  // namespace openaffect::python
