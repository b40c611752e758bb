#include <algorithm>

#include "openaffect/agreement/alpha_scores.h"

namespace openaffect {

namespace {

// Ordinal alpha is interval alpha of the mid-ranks S_c, which depend on the counts. The mean mid-rank of n ratings is
// n / 2 whatever they are, as sum_c n_c S_c = n^2 / 2.
class OrdinalAlpha : public AlphaScores {
 public:
  OrdinalAlpha(std::shared_ptr<const UnitRows> rows, std::size_t distinct, SharedUnits units)
      : AlphaScores({{"krippendorff_alpha"}}, std::move(units)), rows_(std::move(rows)), ranks_(distinct) {}

  std::size_t rows() const override { return rows_->size(); }
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<OrdinalAlpha>(*this); }

 private:
  void add_up(std::span<const std::uint32_t> counts) override {
    count_values(counts);
    const double total = rank_values();
    if (units_ < 2)
      alpha_ = undefined(too_few());
    else if (!(total > 0))
      alpha_ = undefined("constant");
    else
      alpha_ = {1 - (n_ - 1) * within(counts) / (n_ * total), ""};
  }

  ValueOrReason value_of(std::size_t) const override { return alpha_; }

  // ranks_[c] = n_c.
  void count_values(std::span<const std::uint32_t> counts) {
    std::fill(ranks_.begin(), ranks_.end(), 0.0);
    n_ = 0;
    units_ = 0;
    for (std::size_t row = 0; row < counts.size(); ++row) {
      if (counts[row] == 0 || rows_->row(row).empty()) continue;
      units_ += counts[row];
      for (const ValueCount& cell : rows_->row(row)) {
        const double count = static_cast<double>(counts[row]) * cell.count;
        ranks_[cell.position] += count;
        n_ += count;
      }
    }
  }

  // ranks_[c] = S_c; returns sum_c n_c (S_c - n / 2)^2, exactly 0 where all ratings are of one value.
  double rank_values() {
    double below = 0, total = 0;
    for (double& rank : ranks_) {
      const double count = rank;
      rank = below + count / 2;
      total += count * (rank - n_ / 2) * (rank - n_ / 2);
      below += count;
    }
    return total;
  }

  // sum_u m_u / (m_u - 1) sum (S - mean of the unit)^2
  double within(std::span<const std::uint32_t> counts) const {
    double all = 0;
    for (std::size_t r = 0; r < counts.size(); ++r) {
      const std::span<const ValueCount> row = rows_->row(r);
      if (counts[r] == 0 || row.size() < 2) continue;
      double size = 0, shift = 0, square = 0;
      const double first = ranks_[row[0].position];
      for (const ValueCount& cell : row) {
        const double apart = ranks_[cell.position] - first;
        size += cell.count;
        shift += cell.count * apart;
        square += cell.count * apart * apart;
      }
      all += counts[r] * (size * square - shift * shift) / (size - 1);
    }
    return all;
  }

  std::shared_ptr<const UnitRows> rows_;
  std::vector<double> ranks_;
  double n_ = 0;
  std::uint64_t units_ = 0;
  ValueOrReason alpha_;
};

}  // namespace

std::unique_ptr<CountedScores> ordinal_alpha(const ValuePositions& positions, UnitRows rows) {
  SharedUnits units = shared_units(positions, rows);
  return std::make_unique<OrdinalAlpha>(std::make_shared<const UnitRows>(std::move(rows)), positions.distinct.size(),
                                        std::move(units));
}

}  // namespace openaffect
