#include <algorithm>

#include <fmt/format.h>

#include "openaffect/agreement/alpha_scores.h"

namespace openaffect {

namespace {

// What a row adds to the sums of one value each time that it is counted; k of its m ratings are of the value.
struct NominalCell {
  std::uint32_t position = 0;
  std::uint32_t pairable = 0;  // k, or 0 where m = 1
  double apart = 0;            // k (m - k) / (m - 1)
  double share = 0;            // k / m
};

struct NominalRows {
  std::vector<std::size_t> starts;
  std::vector<NominalCell> cells;
  std::vector<std::uint32_t> size;  // m
  std::vector<double> agreement;    // pairs of equal ratings, of all m (m - 1)
};

NominalRows nominal_rows(const UnitRows& rows) {
  NominalRows out;
  out.starts = rows.starts;
  out.cells.reserve(rows.cells.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::uint32_t size = ratings_in(rows.row(r));
    double apart = 0;
    for (const ValueCount& cell : rows.row(r)) {
      const double k = cell.count, others = size - cell.count;
      out.cells.push_back(
          {cell.position, size < 2 ? 0 : cell.count, size < 2 ? 0 : k * others / (size - 1.0), k / size});
      apart += k * others;
    }
    out.size.push_back(size);
    out.agreement.push_back(size < 2 ? 0 : 1 - apart / (size * (size - 1.0)));
  }
  return out;
}

// Of one value, over all counted rows.
struct NominalSums {
  double n = 0, apart = 0, share = 0;
};

enum class NominalValue { alpha, percent_agreement, fleiss_kappa, gwet_ac1, label };

struct NominalName {
  NominalValue value = NominalValue::alpha;
  std::size_t position = 0;  // of the label; values.size() where nobody gave it
};

// The sums serve all values: with A_c = sum_u k (m - k) / (m - 1), alpha is 1 - (n - 1) sum A_c / (n^2 - sum n_c^2),
// and that of label c against the rest 1 - (n - 1) A_c / (n_c (n - n_c)).
class NominalAlpha : public AlphaScores {
 public:
  NominalAlpha(std::shared_ptr<const NominalRows> rows, std::size_t distinct, std::vector<ScoreName> names,
               std::vector<NominalName> values, SharedUnits units)
      : AlphaScores(std::move(names), std::move(units)),
        rows_(std::move(rows)),
        values_(std::make_shared<const std::vector<NominalName>>(std::move(values))),
        sums_(distinct + 1) {}

  std::size_t rows() const override { return rows_->size.size(); }
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<NominalAlpha>(*this); }

 private:
  void add_up(std::span<const std::uint32_t> counts) override {
    std::fill(sums_.begin(), sums_.end(), NominalSums{});
    rated_ = pairable_ = n_ = agreement_ = 0;
    for (std::size_t r = 0; r < counts.size(); ++r) {
      const double count = counts[r];
      const std::uint32_t size = rows_->size[r];
      if (counts[r] == 0 || size == 0) continue;
      rated_ += count;
      if (size > 1) pairable_ += count;
      if (size > 1) n_ += count * size;
      agreement_ += count * rows_->agreement[r];
      for (std::size_t i = rows_->starts[r]; i < rows_->starts[r + 1]; ++i) {
        const NominalCell& cell = rows_->cells[i];
        NominalSums& sums = sums_[cell.position];
        sums.n += count * cell.pairable;
        sums.apart += count * cell.apart;
        sums.share += count * cell.share;
      }
    }
  }

  ValueOrReason value_of(std::size_t index) const override {
    const NominalName& name = (*values_)[index];
    if (name.value == NominalValue::percent_agreement)
      return pairable_ > 0 ? ValueOrReason{agreement_ / pairable_, ""} : undefined(too_few());
    if (pairable_ < 2) return undefined(too_few());
    if (name.value == NominalValue::alpha) return alpha();
    if (name.value == NominalValue::label) return label_alpha(sums_[name.position]);
    return kappa(name.value);
  }

  ValueOrReason alpha() const {
    double apart = 0, different = 0;
    for (const NominalSums& sums : sums_) {
      apart += sums.apart;
      different += sums.n * (n_ - sums.n);
    }
    if (!(different > 0)) return undefined("constant");
    return {1 - (n_ - 1) * apart / different, ""};
  }

  ValueOrReason label_alpha(const NominalSums& sums) const {
    if (sums.n == 0) return undefined("no_support");
    if (sums.n == n_) return undefined("constant");
    return {1 - (n_ - 1) * sums.apart / (sums.n * (n_ - sums.n)), ""};
  }

  ValueOrReason kappa(NominalValue value) const {
    double q = 0, squares = 0;
    for (const NominalSums& sums : sums_) {
      const double share = sums.share / rated_;
      squares += share * share;
      q += sums.share > 0 ? 1 : 0;
    }
    if (q < 2) return undefined("constant");
    const double observed = agreement_ / pairable_;
    const double chance = value == NominalValue::fleiss_kappa ? squares : (1 - squares) / (q - 1);
    return {(observed - chance) / (1 - chance), ""};
  }

  std::shared_ptr<const NominalRows> rows_;
  std::shared_ptr<const std::vector<NominalName>> values_;
  std::vector<NominalSums> sums_;  // by position; the last one stays empty, for labels that nobody gave
  double rated_ = 0, pairable_ = 0, n_ = 0, agreement_ = 0;
};

}  // namespace

std::unique_ptr<CountedScores> nominal_alpha(const Ratings& ratings, const ValuePositions& positions, UnitRows rows,
                                             const AgreementScoresOptions& options) {
  std::vector<ScoreName> names = {{"krippendorff_alpha"}};
  std::vector<NominalName> values = {{NominalValue::alpha}};
  const auto add = [&](std::string metric, NominalValue value) {
    names.push_back({std::move(metric)});
    values.push_back({value});
  };
  if (options.kappas) {
    add("percent_agreement", NominalValue::percent_agreement);
    add("fleiss_kappa", NominalValue::fleiss_kappa);
    add("gwet_ac1", NominalValue::gwet_ac1);
  }
  const std::size_t labels = ratings.categories.empty() ? positions.distinct.size() : ratings.categories.size();
  for (std::size_t label = 0; options.per_label && label < labels; ++label) {
    const double value = ratings.categories.empty() ? positions.distinct[label] : static_cast<double>(label);
    const auto found = std::lower_bound(positions.distinct.begin(), positions.distinct.end(), value);
    const bool given = found != positions.distinct.end() && *found == value;
    names.push_back(
        {"krippendorff_alpha", ratings.categories.empty() ? fmt::format("{}", value) : ratings.categories[label]});
    values.push_back({NominalValue::label, given ? static_cast<std::size_t>(found - positions.distinct.begin())
                                                 : positions.distinct.size()});
  }
  SharedUnits units = shared_units(positions, rows);
  return std::make_unique<NominalAlpha>(std::make_shared<const NominalRows>(nominal_rows(rows)),
                                        positions.distinct.size(), std::move(names), std::move(values),
                                        std::move(units));
}

}  // namespace openaffect
