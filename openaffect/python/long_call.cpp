#include "openaffect/python/long_call.h"

#include <chrono>
#include <condition_variable>
#include <thread>

#include <nanobind/stl/string.h>

namespace openaffect::python {

void LongCall::tell(double fraction, std::string text) {
  const std::lock_guard lock(mutex_);
  told_.emplace(fraction, std::move(text));
}

ProgressSink LongCall::progress_sink() {
  if (listener_.is_none()) return {};
  return [this](const Progress& progress) { tell(progress.fraction, describe_progress(progress)); };
}

void LongCall::run_and_listen(const std::function<void()>& work) {
  constexpr auto kEvery = std::chrono::milliseconds(100);
  const nb::gil_scoped_release without_gil;
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  std::thread worker([&] {
    work();
    const std::lock_guard lock(mutex);
    done = true;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  while (!changed.wait_for(lock, kEvery, [&] { return done; })) {
    lock.unlock();
    if (!stop_) listen();
    lock.lock();
  }
  lock.unlock();
  worker.join();
  if (!stop_ && told_) listen();  // how it ended
}

void LongCall::listen() {
  std::optional<std::pair<double, std::string>> told;
  {
    const std::lock_guard lock(mutex_);
    told.swap(told_);
  }
  const nb::gil_scoped_acquire gil;
  try {
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
    if (told && !listener_.is_none()) listener_(told->first, told->second);
  } catch (nb::python_error& error) {
    raised_.emplace(std::move(error));
    stop_ = true;
  }
}

}  // namespace openaffect::python
