// Grows the ScoringTask of one field of a benchmark task row by row, from gold and answers as they are written. For
// this module.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

// The task without rows: names, kind, labels.
ScoringTask empty_scoring_task(const BenchmarkTask& task, const std::string& field);

// What stands in the file: one text, or a list of them (`names`) when it is a list.
struct WrittenAnswer {
  bool is_list = false;
  std::string text = {};
  std::vector<std::string> names = {};
};

// Appends gold; false, and nothing appended, when it is no class, number or labels of the task.
bool append_gold(const BenchmarkTask& task, const WrittenAnswer& gold, ScoringTask& to);

// Appends the prediction, as it is written (a list as JSON) and as it is read, and its status; anything is a
// prediction.
void append_prediction(const BenchmarkTask& task, const WrittenAnswer& answer, ScoringTask& to);

}  // namespace openaffect
