// What a finished model is worth on texts that it was not trained on: rated as a user's texts are, scored by module
// evaluate, with 95 % intervals.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/progress.h"
#include "openaffect/evaluate/scorer.h"
#include "openaffect/learn/head_tasks.h"
#include "openaffect/nn/trained_model.h"

namespace openaffect {

struct ModelScoreOptions {
  IntervalOptions intervals = {};
  std::size_t threads = 1;           // of rating; 0: all usable cores
  std::size_t fewest_of_group = 30;  // texts of a group that has figures of its own
  Watcher watcher = {};
};

// Of one head on one part of one source.
struct HeadScores {
  std::string source, part, head;
  HeadKind kind = HeadKind::single_label;
  std::uint64_t texts = 0;
  std::uint64_t without_answer = 0;
  // Figures of all texts, in the order single_label: macro_f1 accuracy balanced_accuracy; multi_label: macro_f1
  // micro_f1 jaccard; ordinal: cohen_kappa_quadratic accuracy mae; regression, a field: pearson ccc mae; distribution:
  // kl js; with ResultRow::part of groups, the larger ones first. Groups of fewer than fewest_of_group texts have none.
  std::vector<ResultRow> rows;
  // Expected calibration error with the temperature and without (calibration_error()); NaN for a regression.
  double ece_before = std::numeric_limits<double>::quiet_NaN();
  double ece_after = std::numeric_limits<double>::quiet_NaN();
};

// Rates the texts, and scores every head of every part. Where a part's texts belong to at least 10 groups (people,
// speakers), intervals come from drawing groups. Errors: `interrupted`.
Result<std::vector<HeadScores>> score_model(const Rater& rater, const TrainedModel& model,
                                            std::span<const HeldOutPart> parts, const ModelScoreOptions& options);

// The first figure of all texts; null when there is none.
const ResultRow* headline(const HeadScores& scores);

}  // namespace openaffect
