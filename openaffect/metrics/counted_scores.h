// Metrics of one family over the same rows, for samples in which row i stands counts[i] times: what a bootstrap or a
// permutation test asks for ten thousand times.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace openaffect {

struct ScoreName {
  std::string metric;      // a stable name (docs/metrics.md): "macro_f1"
  std::string label = {};  // the label or field that the value speaks of; "": all of them

  bool operator==(const ScoreName&) const = default;
};

// Rows are distinct: items that no metric of the family can tell apart share one, so that 5,427 labelled texts may be
// 300 rows. Law: score() with counts c equals score() of a family made from the items repeated as c says.
class CountedScores {
 public:
  virtual ~CountedScores() = default;

  virtual std::span<const ScoreName> names() const = 0;
  virtual std::size_t rows() const = 0;
  virtual std::span<const std::uint32_t> row_of_item() const = 0;  // [items]

  // One value per name; NaN where undefined. Works in memory of the object's own: one thread at a time.
  virtual void score(std::span<const std::uint32_t> counts, std::span<double> values) = 0;

  // Why a value is undefined for these counts, in snake_case: "no_support", "constant", "too_few", "no_ratings"; ""
  // where it is defined.
  virtual std::string reason(std::size_t value, std::span<const std::uint32_t> counts) = 0;

  // For another thread: shares the rows, has memory of its own.
  virtual std::unique_ptr<CountedScores> clone() const = 0;
};

struct Score {
  ScoreName name;
  double value = 0;    // NaN where undefined
  std::string reason;  // why it is
};

// How often each row stands in the sample itself: [rows].
std::vector<std::uint32_t> counts_of_all(const CountedScores& scores);

// Every item once.
std::vector<Score> scores_of_all(CountedScores& scores);

}  // namespace openaffect
