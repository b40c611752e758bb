#include "openaffect/evaluate/probability_cells.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/evaluate/label_cells.h"

namespace openaffect {
namespace {

constexpr double kTolerance = 1e-3;  // as of metrics/probability_scores.h

}  // namespace

bool ProbabilityCells::is_empty(std::size_t row) const {
  return std::ranges::none_of(columns_,
                              [&](const std::string& column) { return table_.cells(column)[row].has_value(); });
}

Result<Done> ProbabilityCells::add(std::size_t row, const std::string& id, std::vector<double>& into) {
  double sum = 0;
  for (const std::string& column : columns_) {
    const auto& cell = table_.cells(column)[row];
    const auto number = cell ? cell_number(*cell) : std::nullopt;
    if (!number || *number < 0 || (rule_ != SumRule::any && *number > 1))
      return Error{ErrorKind::format,
                   fmt::format("{} is no {}", cell ? "'" + cell->substr(0, 80) + "'" : "an empty cell",
                               rule_ == SumRule::any ? "share of answers" : "probability"),
                   {table_.path(), row + 1, column, {}}};
    into.push_back(*number);
    sum += *number;
  }
  ++rows_;
  if (rule_ != SumRule::one || std::abs(sum - 1) <= kTolerance) return Done{};
  if (bad_++ == 0) first_row_ = row, first_id_ = id, first_sum_ = sum;
  return Done{};
}

Result<Done> ProbabilityCells::check() const {
  if (bad_ == 0) return Done{};
  return Error{ErrorKind::format,
               fmt::format("the probabilities of '{}' sum to {:.6g} instead of 1 ({} of {} rows do not sum to 1)",
                           first_id_.substr(0, 80), first_sum_, bad_, rows_),
               {table_.path(), first_row_ + 1, "", {}}};
}

}  // namespace openaffect
