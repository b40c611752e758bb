// Predictions beside gold: which columns speak of the same thing, and which rows of the same item.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "openaffect/core/scheme.h"
#include "openaffect/data/table.h"
#include "openaffect/evaluate/table_columns.h"
#include "openaffect/evaluate/task.h"

namespace openaffect {

struct PairingOptions {
  std::shared_ptr<const Scheme> scheme = nullptr;  // null: the labelled table's only one, else what occurs in the cells
  std::optional<TaskKind> kind = {};               // null: as the scheme or, without one, the gold cells say
  std::string id = {};                             // "": `id` where both tables have it, else the order of rows
  std::string gold_column = {};                    // "": named as the scheme, its fields, `label` or `gold`
  std::string prediction_column = {};              // "": the one set of columns of the scheme
  std::string rater = {};                          // of a labelled table with several raters
  std::string source = {};                         // of a labelled table with several text columns
  std::string cluster = {};                        // "": the first of person, speaker, dialogue, video; "none"
  std::string text = {};                           // "": the labelled table's source, or `text`
  bool allow_missing = false;                      // rows without a partner are counted and dropped
  std::vector<CellFilter> where = {};              // of the tables that have the column, only these rows
  ReadOptions read = {};
  const std::atomic<bool>* stop = nullptr;  // when it becomes true while tables are read: Error `interrupted`
  bool own_names = false;                   // systems are called as their tables in memory are, whoever rated them
};

struct PairedTasks {
  // One per field of a scheme of numbers, else one; behind it one about distributions, where gold has shares of answers
  // (`share.LABEL`, as `agree --consensus-output` writes, or `SCHEME.LABEL`) and the predictions have probabilities
  // (`SCHEME.LABEL`, behind the prediction column's name too, or `probability.LABEL`).
  std::vector<ScoringTask> tasks;
  std::string cluster_column = {};    // "": items are resampled alone
  std::size_t dropped = 0;            // rows without a partner, or without gold
  std::vector<std::string> warnings;  // sentences
  std::string decided;                // which columns and rows were paired, and as what: one line
};

// `gold` "": it stands in the same table as the predictions. Errors: `unknown` with the candidates when columns cannot
// be told or are not there, and where a filter keeps nothing; `format` with file and row for a gold label outside the
// scheme, a gold number that is none, a cell that is no probability and probabilities that do not sum to 1; `refused`,
// named and counted, when ids repeat or do not match one to one, and when no item has gold.
Result<PairedTasks> pair_tables(const std::string& predicted, const std::string& gold, const PairingOptions& options);

// classes, grades, label_sets, numbers, texts; Error `unknown` with the nearest otherwise.
Result<TaskKind> task_kind_of_name(const std::string& name);

// A built-in scheme's id, or the path of a scheme's file.
Result<std::shared_ptr<const Scheme>> open_scheme(const std::string& name);

}  // namespace openaffect
