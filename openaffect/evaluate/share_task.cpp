#include "openaffect/evaluate/share_task.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "openaffect/evaluate/probability_cells.h"

namespace openaffect {
namespace {

std::vector<std::string> with_prefix(const std::string& prefix, std::span<const std::string> names) {
  std::vector<std::string> columns;
  for (const std::string& name : names) columns.push_back(prefix + name);
  return columns;
}

}  // namespace

Result<std::optional<ScoringTask>> make_share_task(const TableColumns& predicted, const TableColumns& gold,
                                                   const ScoredColumns& columns, const ScoredField& field,
                                                   const FieldRows& rows, std::vector<std::string>& warnings) {
  if (field.shares.empty() || field.probabilities.empty()) return std::optional<ScoringTask>();
  ScoringTask task{.system = columns.system, .task = "", .field = field.field, .kind = TaskKind::classes};
  task.labels = field.column_labels;
  const std::vector<std::string> shares = with_prefix(field.share_prefix, field.column_labels);
  std::vector<std::string> there;
  for (const std::string& column : shares)
    if (std::ranges::find(field.shares, column) != field.shares.end()) there.push_back(column);
  ProbabilityCells answers(gold, there, SumRule::any), probabilities(predicted, field.probabilities, SumRule::one);
  std::size_t without = 0;
  for (const auto& [predicted_row, gold_row] : rows.rows) {
    std::vector<double> said;
    if (!answers.is_empty(gold_row)) OA_CHECK(answers.add(gold_row, "", said));
    if (std::accumulate(said.begin(), said.end(), 0.0) <= 0) {
      ++without;
      continue;
    }
    describe_item(rows, predicted_row, gold_row, task);
    OA_CHECK(probabilities.add(predicted_row, task.ids.back(), task.probabilities));
    for (std::size_t label = 0, at = 0; label < shares.size(); ++label)
      task.gold_shares.push_back(at < there.size() && there[at] == shares[label] ? said[at++] : 0.0);
  }
  OA_CHECK(probabilities.check());
  if (task.ids.empty()) return std::optional<ScoringTask>();
  if (without > 0)
    warnings.push_back(fmt::format("{} rows have no shares of answers and are left out of them", without));
  return std::optional(std::move(task));
}

}  // namespace openaffect
