// Gold and predictions as table cells hold them: labels by name, numbers in full, lists as JSON. For this module.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/data/table.h"
#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

enum class GoldCell {
  taken,
  left_out,  // of no group of a task of classes
  bad,       // none of the task
};

// Appends the gold of a cell. A label is found by id, name or alias, else by the task's values; "[]" and an empty text
// (a csv has none: its empty cells are null) are an empty set.
GoldCell append_gold_cell(const BenchmarkTask& task, std::string_view cell, ScoringTask& to);

// Appends a prediction, as it is written and as it is read, and its status; null is `no_answer`. What is no label's
// name or no number as a whole is read as an answer is (answers.h).
void append_prediction_cell(const BenchmarkTask& task, std::optional<std::string_view> cell, ScoringTask& to);

// The position that a label of the task's scheme has among the task's labels: its group's, its own without groups;
// kNoLabel when it stands in no group.
LabelId label_of_task(const BenchmarkTask& task, LabelId label);

// The same of several, sorted, each once; those of no group are left out.
std::vector<LabelId> labels_of_task(const BenchmarkTask& task, const std::vector<LabelId>& labels);

// Block::as_texts() of a column that is no text gives cells as a csv has them; a list comes in quotes, which this takes
// away.
using TextCells = std::vector<std::optional<std::string>>;
TextCells plain_cells(const Block& block, std::size_t column, ColumnType type);

// A whole cell as a finite number.
std::optional<double> number_of_cell(std::string_view cell);

}  // namespace openaffect
