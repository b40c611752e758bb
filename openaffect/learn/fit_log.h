// log.jsonl: what happened in a training run, a JSON object a line; docs/train.md lists the fields.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "openaffect/core/error.h"
#include "openaffect/learn/development.h"

namespace openaffect::learn {

struct StepLine {
  std::int64_t step = 0;
  double epoch = 0;
  double loss = 0;                            // of this step's batches
  std::map<std::string, double> losses = {};  // by head, of the heads that this step had
  double lr = 0, gradient = 0;                // the gradient's length before it was clipped
  double tokens_per_second = 0, seconds = 0;
};

class FitLog {
 public:
  // Goes on behind the last line of step `step` or before; what a killed session wrote behind its checkpoint is
  // dropped.
  static Result<FitLog> open(const std::string& path, std::int64_t step);

  Result<Done> add(const StepLine& line);
  Result<Done> add(std::int64_t step, double epoch, const DevelopmentScores& scores, double seconds);

 private:
  explicit FitLog(const std::string& path);
  Result<Done> write(const std::string& line);

  std::string path_;
  std::ofstream file_;
};

}  // namespace openaffect::learn
