// How far long work is. Libraries report; doors decide how it looks.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace openaffect {

struct Progress {
  std::uint64_t rows = 0;          // done, those of earlier sessions of the same job included
  std::uint64_t session_rows = 0;  // done since this process started the work
  double fraction = 0;             // 0..1, by the input's bytes or rows; 0 when the length is not known
  double session_fraction = 0;     // the part of it done by this process
  double seconds = 0;              // since this process started the work
};

// Called a few times a second at most, from one thread at a time.
using ProgressSink = std::function<void(const Progress&)>;

// Who waits for long work.
struct Watcher {
  const std::atomic<bool>* stop = nullptr;              // true: the work ends (check_stop()); outlives the work
  std::function<void(const std::string&)> status = {};  // what it is at, in a line that replaces the last; called from
                                                        // any thread, one at a time, some times a second
};

// "1,234,567 rows · 812,345 rows/s · 41 % · 3 s left"
std::string describe_progress(const Progress& progress);

// 1234567 -> "1,234,567"
std::string with_thousands(std::uint64_t number);

// "3 s", "2 min 05 s", "1 h 02 min"
std::string describe_duration(double seconds);

}  // namespace openaffect
