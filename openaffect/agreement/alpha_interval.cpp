#include <algorithm>
#include <cmath>

#include "openaffect/agreement/alpha_scores.h"

namespace openaffect {

namespace {

// What a row adds for each time that it is counted. Values are centred on the mean of all ratings, so that the sum of
// squares about the mean of a resample loses no digits, and scaled by a power of two, so that no square overflows.
struct IntervalRows {
  std::vector<double> within;  // m / (m - 1) * sum (v - mean of the unit)^2
  std::vector<double> sum;     // sum v
  std::vector<double> square;  // sum v^2
  std::vector<std::uint32_t> size;
  std::vector<double> first;  // one value of the row: are all the same?
};

struct Scaling {
  double factor = 1, centre = 0;
  double operator()(double value) const { return value * factor - centre; }
};

Scaling scaling_of(const std::vector<double>& distinct, const UnitRows& rows) {
  Scaling scaling;
  if (distinct.empty()) return scaling;
  const double largest = std::fmax(-distinct.front(), distinct.back());
  if (largest > 0) scaling.factor = std::ldexp(1.0, std::clamp(-std::ilogb(largest), -1000, 1000));
  double n = 0, mean = 0;
  for (const ValueCount& cell : rows.cells) {
    n += cell.count;
    mean += cell.count * ((distinct[cell.position] * scaling.factor - mean) / n);
  }
  scaling.centre = mean;
  return scaling;
}

// The unit's sums about its own first value, which are exactly zero where all its values are equal.
void append_interval_row(std::span<const ValueCount> row, const std::vector<double>& distinct, const Scaling& scaled,
                         IntervalRows& out) {
  const std::uint32_t size = ratings_in(row);
  const double first = row.empty() ? 0 : scaled(distinct[row[0].position]);
  double shift = 0, within = 0, square = 0;
  for (const ValueCount& cell : row) {
    const double value = scaled(distinct[cell.position]);
    shift += cell.count * (value - first);
    square += cell.count * value * value;
  }
  const double mean = size == 0 ? 0 : shift / size;
  for (const ValueCount& cell : row) {
    const double apart = scaled(distinct[cell.position]) - first - mean;
    within += cell.count * apart * apart;
  }
  out.within.push_back(size < 2 ? 0 : within * size / (size - 1.0));
  out.sum.push_back(size * first + shift);
  out.square.push_back(square);
  out.size.push_back(size);
  out.first.push_back(first);
}

// sum_u c_u of what the rows add, in four lanes so that the compiler may use wide registers.
struct IntervalSums {
  double n = 0, within = 0, sum = 0, square = 0;
};

IntervalSums sums_of(const IntervalRows& rows, std::span<const std::uint32_t> counts) {
  constexpr std::size_t kLanes = 4;
  double n[kLanes] = {}, within[kLanes] = {}, sum[kLanes] = {}, square[kLanes] = {};
  const auto add = [&](std::size_t row, std::size_t lane) {
    const double count = static_cast<std::int32_t>(counts[row]);
    n[lane] += count * static_cast<std::int32_t>(rows.size[row]);
    within[lane] += count * rows.within[row];
    sum[lane] += count * rows.sum[row];
    square[lane] += count * rows.square[row];
  };
  std::size_t row = 0;
  for (; row + kLanes <= counts.size(); row += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) add(row + lane, lane);
  for (; row < counts.size(); ++row) add(row, 0);
  IntervalSums all;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    all.n += n[lane];
    all.within += within[lane];
    all.sum += sum[lane];
    all.square += square[lane];
  }
  return all;
}

class IntervalAlpha : public AlphaScores {
 public:
  IntervalAlpha(std::shared_ptr<const IntervalRows> rows, SharedUnits units)
      : AlphaScores({{"krippendorff_alpha"}}, std::move(units)), rows_(std::move(rows)) {
    for (const std::uint32_t size : rows_->size) largest_ = std::max(largest_, size);
  }

  std::size_t rows() const override { return rows_->size.size(); }
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<IntervalAlpha>(*this); }

 private:
  void add_up(std::span<const std::uint32_t> counts) override {
    const IntervalSums sums = sums_of(*rows_, counts);
    const double total = sums.square - sums.sum * sums.sum / sums.n;
    if (!(sums.n > 0) || (sums.n <= largest_ && units_in(counts) < 2))
      alpha_ = undefined(too_few());
    else if (total <= 1e-10 * sums.square && is_constant(counts))
      alpha_ = undefined("constant");
    else
      alpha_ = {1 - (sums.n - 1) * sums.within / (sums.n * total), ""};
  }

  ValueOrReason value_of(std::size_t) const override { return alpha_; }

  std::size_t units_in(std::span<const std::uint32_t> counts) const {
    std::size_t units = 0;
    for (std::size_t row = 0; row < counts.size(); ++row)
      if (rows_->size[row] > 0) units += counts[row];
    return units;
  }

  // Rounding may leave a little where nothing varies: look at the values themselves.
  bool is_constant(std::span<const std::uint32_t> counts) const {
    const double* value = nullptr;
    for (std::size_t row = 0; row < counts.size(); ++row) {
      if (counts[row] == 0 || rows_->size[row] == 0) continue;
      if (rows_->within[row] > 0 || (value != nullptr && rows_->first[row] != *value)) return false;
      value = &rows_->first[row];
    }
    return true;
  }

  std::shared_ptr<const IntervalRows> rows_;
  std::uint32_t largest_ = 0;
  ValueOrReason alpha_;
};

}  // namespace

std::unique_ptr<CountedScores> interval_alpha(const ValuePositions& positions, UnitRows rows) {
  const Scaling scaling = scaling_of(positions.distinct, rows);
  auto sums = std::make_shared<IntervalRows>();
  for (auto* column : {&sums->within, &sums->sum, &sums->square, &sums->first}) column->reserve(rows.size());
  sums->size.reserve(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) append_interval_row(rows.row(r), positions.distinct, scaling, *sums);
  return std::make_unique<IntervalAlpha>(std::move(sums), shared_units(positions, rows));
}

}  // namespace openaffect
