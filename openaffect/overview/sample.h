// Rows drawn from a table of any length: those whose numbers have the smallest hashes. So the draw does not depend on
// how the rows were cut, by whom they were read and in which order, and memory does not grow.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/data/table.h"
#include "openaffect/overview/rated_table.h"
#include "openaffect/overview/tally.h"

namespace openaffect {

struct SampledRow {
  std::uint64_t hash = 0;
  std::uint64_t row = 0;                          // from 1
  std::vector<std::optional<std::string>> texts;  // of the sources; longer ones cut at kLongestText bytes
  std::vector<Rating> readings;                   // [sources × raters]
};

inline constexpr std::size_t kLongestText = 20'000;

// (add | merge)*; law: the sample of two stretches is the merge of theirs.
class RowSample {
 public:
  explicit RowSample(std::size_t most) : most_(most) {}

  // A row with a hash above it cannot come into the sample any more.
  std::uint64_t threshold() const;

  // The rows of a block with a hash below `threshold`, as a sample of its own; `texts`: per source.
  static RowSample of_block(std::size_t most, std::uint64_t threshold, const RatedTable& table, const TallyPlan& plan,
                            std::uint64_t first_row,
                            const std::vector<std::vector<std::optional<std::string_view>>>& texts,
                            std::span<const NewValues> values);
  void merge(RowSample&& later);

  std::span<SampledRow> rows() { return rows_; }  // by hash
  std::span<const SampledRow> rows() const { return rows_; }

 private:
  std::size_t most_;
  std::vector<SampledRow> rows_;  // by hash, at most most_
};

}  // namespace openaffect
