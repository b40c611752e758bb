// What a labelled table says as a whole: counted block by block, on any thread, and merged in the order of the rows.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "openaffect/data/table.h"
#include "openaffect/metrics/pearson.h"
#include "openaffect/overview/rated_table.h"

namespace openaffect {

inline constexpr std::size_t kHistogramBins = 64;

// Numbers of one column. Moments are merged as Chan, Golub and LeVeque do (1983, eq. 2.1).
struct NumberTally {
  std::uint64_t count = 0, missing = 0;
  double mean = 0, moment = 0;  // sum of squared deviations from the mean
  double lowest = 0, highest = 0;
  std::array<std::uint64_t, kHistogramBins> bins = {};  // of equal width over the scheme's range, the ends included

  // Of one stretch of rows; NaN is missing.
  static NumberTally of(std::span<const double> numbers, double minimum, double maximum);
  void merge(const NumberTally& later);
  double sd() const;  // of the sample (n - 1); NaN before two
};

// Counts of the labels of one column, or of pairs of labels of two.
using LabelTally = std::vector<std::uint64_t>;

// Rows of one day.
struct DayTally {
  std::uint64_t rows = 0;
  // Per label column of the series [labels]; of a column of several labels a row [labels, then rows that were rated].
  std::vector<LabelTally> labels;
  std::vector<std::pair<double, std::uint64_t>> numbers;  // per number column of the series: sum, count
};

void merge_days(DayTally& days, const DayTally& more);

// What is compared with what; fixed by the table.
struct TallyPlan {
  struct Pair {
    std::size_t first = 0, second = 0;  // positions in RatedTable::fields
  };
  std::vector<Pair> crosses;           // the same label column of two sources
  std::vector<Pair> agreements;        // two raters' label columns of one scheme, on one source
  std::vector<Pair> correlations;      // two raters' numbers for good and bad, on one source
  std::vector<std::size_t> series;     // columns over time
  std::vector<std::size_t> value_at;   // per field: where its values stand among those of a block
  std::vector<std::size_t> status_at;  // per reading

  TallyPlan() = default;
  // `evidence`: whether each reading has a column of evidence behind its status.
  TallyPlan(const RatedTable& table, bool evidence);
};

// Law: merging the tallies of two stretches of rows gives the tally of both.
struct Tally {
  std::uint64_t rows = 0;
  std::vector<NumberTally> numbers;    // [fields]; empty ones for labels
  std::vector<LabelTally> labels;      // [fields] [labels, then nulls (of label) or empty lists and nulls (of labels)]
  std::vector<LabelTally> statuses;    // [readings] [kStatusNames]
  std::vector<LabelTally> crosses;     // [crosses] [labels of the first × labels of the second]
  std::vector<LabelTally> agreements;  // [agreements] the same
  std::vector<PearsonMeter> correlations;
  std::map<std::int64_t, DayTally> days;  // by days since 1970
  bool only_months = false;               // too many days: the keys are first days of months
  std::uint64_t undated = 0;

  // `values`: those that the label job adds to a block, in the order of RatedTable (status and evidence behind the
  // fields of each reading). `days`: of each row; empty without a date column.
  void add(const RatedTable& table, const TallyPlan& plan, std::span<const NewValues> values,
           std::span<const std::optional<std::int64_t>> days);
  void merge(const Tally& later);

 private:
  void add_days(const RatedTable& table, const TallyPlan& plan, std::span<const NewValues> values,
                std::span<const std::optional<std::int64_t>> row_days);
};

// The day (since 1970) of "2024-01-31", of what follows it ("2024-01-31T10:00:00Z"), and of a count of seconds or
// milliseconds since 1970.
std::optional<std::int64_t> day_of(std::string_view text);

}  // namespace openaffect
