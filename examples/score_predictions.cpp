// How well predictions fit people's labels: macro-F1 with a 95 % interval, of each label too, and a test between two
// systems.
//   score_predictions
#include <cstdint>
#include <cstdio>

#include "openaffect/evaluate/comparison.h"

namespace {

using namespace openaffect;

const std::vector<std::string> kLabels = {"fear", "joy", "neutral"};

ScoringTask task_of(const std::string& system, LabelColumn predicted) {
  ScoringTask task{.system = system, .task = "", .field = "", .kind = TaskKind::classes};
  task.labels = kLabels;
  task.gold_labels = {0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2};
  task.predicted_labels = std::move(predicted);  // positions in `labels`; kNoLabel: said something else
  for (std::size_t item = 0; item < task.gold_labels.size(); ++item) task.ids.push_back(std::to_string(item));
  return task;
}

void print(const ResultRow& row) {
  std::printf("%s against %s: %s %.4f", row.system.c_str(), row.against.c_str(), row.metric.c_str(), row.value);
  if (row.test) std::printf(", difference %+.4f, p = %.4f", row.test->difference, row.test->p);
  if (row.interval) std::printf(", [%.4f, %.4f]", row.interval->low, row.interval->high);
  std::printf(", %ju items\n", static_cast<std::uintmax_t>(row.n_items));
  for (const ResultPart& label : row.per_label) std::printf("  %-8s %.4f\n", label.name.c_str(), label.value);
}

}  // namespace

int main() {
  const std::vector<std::vector<ScoringTask>> systems = {
      {task_of("large", {0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2})},
      {task_of("small", {0, 1, 1, 1, 1, 1, 1, 1, 0, 2, 2, 1, kNoLabel, 2})}};
  ComparisonOptions options;
  options.scoring.metrics = {"macro_f1", "f1"};  // f1: of each label
  options.scoring.intervals.bootstrap = {.resamples = 2000, .seed = 7};
  for (const auto& system : systems) {
    const auto rows = score_task(system[0], options.scoring);
    if (!rows) return std::fprintf(stderr, "%s\n", describe_error(rows.error()).c_str()), exit_code(rows.error().kind);
    for (const ResultRow& row : *rows) print(row);
  }
  options.scoring.metrics = {"macro_f1"};
  const auto compared = compare_systems(systems, options);
  if (!compared) return std::fprintf(stderr, "%s\n", describe_error(compared.error()).c_str()), 1;
  for (const ResultRow& row : *compared)
    if (row.test) print(row);
}
