// One field's cells, both sides, as the columns that are scored; for pairing.cpp.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/evaluate/scored_columns.h"
#include "openaffect/evaluate/table_columns.h"
#include "openaffect/evaluate/task.h"

namespace openaffect {

// The pairs of rows (of predictions, of gold), and what describes them. Null: not there.
struct FieldRows {
  const std::vector<std::pair<std::size_t, std::size_t>>& rows;
  const TextCells* clusters = nullptr;
  bool clusters_in_gold = true;
  const TextCells* texts = nullptr;
  bool texts_in_gold = true;
  const TextCells* ids = nullptr;  // of gold; null: the row's number
};

// Appends id, cluster and text of a pair of rows. A row without a cluster is one of its own.
void describe_item(const FieldRows& rows, std::size_t predicted, std::size_t gold, ScoringTask& task);

// Items without gold are left out and counted in `warnings`, as are predictions that are no label or number. Errors as
// pair_tables().
Result<ScoringTask> make_field_task(const TableColumns& predicted, const TableColumns& gold,
                                    const ScoredColumns& columns, const ScoredField& field, const FieldRows& rows,
                                    std::optional<TaskKind> kind, std::vector<std::string>& warnings);

}  // namespace openaffect
