#include <algorithm>

#include <fmt/format.h>

#include "openaffect/agreement/alpha_scores.h"
#include "openaffect/agreement/set_distance.h"
#include "openaffect/core/error.h"

namespace openaffect {

namespace {

// What stays the same whatever the counts.
template <class Distance>
struct DistanceRows {
  UnitRows rows;
  Distance distance;             // of two positions
  std::vector<double> observed;  // [rows] 1 / (m - 1) sum_{i < j} distance
};

// Alpha of any distance: what is observed is kept for each row, what is expected runs over pairs of the values present.
template <class Distance>
class DistanceAlpha : public AlphaScores {
 public:
  DistanceAlpha(std::shared_ptr<const DistanceRows<Distance>> rows, std::size_t distinct, SharedUnits units)
      : AlphaScores({{"krippendorff_alpha"}}, std::move(units)), rows_(std::move(rows)), counted_(distinct) {
    present_.reserve(distinct);
  }

  std::size_t rows() const override { return rows_->rows.size(); }
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<DistanceAlpha>(*this); }

 private:
  void add_up(std::span<const std::uint32_t> counts) override {
    const double observed = count_values(counts);
    const double expected = units_ < 2 ? 0 : expected_sum();
    if (units_ < 2)
      alpha_ = undefined(too_few());
    else if (!(expected > 0))
      alpha_ = undefined("constant");
    else
      alpha_ = {1 - (n_ - 1) * observed / expected, ""};
  }

  ValueOrReason value_of(std::size_t) const override { return alpha_; }

  double count_values(std::span<const std::uint32_t> counts) {
    std::fill(counted_.begin(), counted_.end(), 0.0);
    n_ = 0;
    units_ = 0;
    double observed = 0;
    for (std::size_t r = 0; r < counts.size(); ++r) {
      const std::span<const ValueCount> row = rows_->rows.row(r);
      if (counts[r] == 0 || row.empty()) continue;
      units_ += counts[r];
      observed += counts[r] * rows_->observed[r];
      for (const ValueCount& cell : row) counted_[cell.position] += static_cast<double>(counts[r]) * cell.count;
    }
    for (const double count : counted_) n_ += count;
    return observed;
  }

  // sum_{v < w} n_v n_w distance
  double expected_sum() {
    present_.clear();
    for (std::uint32_t v = 0; v < counted_.size(); ++v)
      if (counted_[v] > 0) present_.push_back(v);
    double sum = 0;
    for (std::size_t j = 1; j < present_.size(); ++j) {
      double to_lower = 0;
      for (std::size_t i = 0; i < j; ++i) to_lower += counted_[present_[i]] * rows_->distance(present_[i], present_[j]);
      sum += counted_[present_[j]] * to_lower;
    }
    return sum;
  }

  std::shared_ptr<const DistanceRows<Distance>> rows_;
  std::vector<double> counted_;
  std::vector<std::uint32_t> present_;
  double n_ = 0;
  std::uint64_t units_ = 0;
  ValueOrReason alpha_;
};

struct RatioDistance {
  std::vector<double> values;
  double operator()(std::uint32_t a, std::uint32_t b) const {
    const double ratio = (values[a] - values[b]) / (values[a] + values[b]);  // distinct and >= 0: the sum is not 0
    return ratio * ratio;
  }
};

struct DistanceOfSets {
  std::vector<std::vector<std::uint16_t>> sets;  // by position
  SetDistance kind;
  double operator()(std::uint32_t a, std::uint32_t b) const { return set_distance(sets[a], sets[b], kind); }
};

template <class Distance>
std::unique_ptr<CountedScores> distance_alpha(const ValuePositions& positions, UnitRows rows, Distance distance) {
  SharedUnits units = shared_units(positions, rows);
  auto all = std::make_shared<DistanceRows<Distance>>(DistanceRows<Distance>{std::move(rows), std::move(distance), {}});
  for (std::size_t r = 0; r < all->rows.size(); ++r) {
    const std::span<const ValueCount> row = all->rows.row(r);
    double sum = 0;
    for (std::size_t j = 1; j < row.size(); ++j)
      for (std::size_t i = 0; i < j; ++i)
        sum += static_cast<double>(row[i].count) * row[j].count * all->distance(row[i].position, row[j].position);
    all->observed.push_back(sum > 0 ? sum / (ratings_in(row) - 1.0) : 0);
  }
  return std::make_unique<DistanceAlpha<Distance>>(std::move(all), positions.distinct.size(), std::move(units));
}

// A ratio scale starts at zero.
class NoAlpha : public AlphaScores {
 public:
  NoAlpha(std::size_t rows, SharedUnits units) : AlphaScores({{"krippendorff_alpha"}}, std::move(units)), rows_(rows) {}
  std::size_t rows() const override { return rows_; }
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<NoAlpha>(*this); }

 private:
  void add_up(std::span<const std::uint32_t>) override {}
  ValueOrReason value_of(std::size_t) const override { return undefined("negative_value"); }
  std::size_t rows_;
};

}  // namespace

std::unique_ptr<CountedScores> ratio_alpha(const ValuePositions& positions, UnitRows rows) {
  if (!positions.distinct.empty() && positions.distinct.front() < 0) {
    const std::size_t count = rows.size();
    return std::make_unique<NoAlpha>(count, shared_units(positions, rows));
  }
  return distance_alpha(positions, std::move(rows), RatioDistance{positions.distinct});
}

std::unique_ptr<CountedScores> set_alpha(const Ratings& ratings, const ValuePositions& positions, UnitRows rows,
                                         SetDistance distance) {
  DistanceOfSets sets{{}, distance};
  for (const double value : positions.distinct) {
    if (ratings.sets.empty()) throw ContractError(fmt::format("ratings: set {} is meant, and there are none", value));
    sets.sets.push_back(ratings.sets[static_cast<std::size_t>(value)]);
  }
  return distance_alpha(positions, std::move(rows), std::move(sets));
}

}  // namespace openaffect
