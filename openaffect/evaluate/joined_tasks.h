// Two systems' answers to the same items as one task of twice the length: what paired tests score.
#pragma once

#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/evaluate/task.h"

namespace openaffect {

struct JoinedTasks {
  ScoringTask a, b;  // the items that both have an answer to, where a missing number leaves an item out
  ScoringTask both;  // a's items, then b's
};

// Error `refused` when the two are not about the same items, gold or labels.
Result<JoinedTasks> join_tasks(const ScoringTask& a, const ScoringTask& b);

// Gives tasks whose labels were found in their cells one list of labels. Of no scheme's order, so kinds classes and
// label_sets only. A label that a system's columns do not name has probability 0.
void unite_labels(std::vector<ScoringTask*> tasks);

// The items named, of every column that is filled.
ScoringTask items_of(const ScoringTask& task, const std::vector<std::size_t>& items);

}  // namespace openaffect
