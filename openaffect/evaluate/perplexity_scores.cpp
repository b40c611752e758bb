#include "openaffect/evaluate/perplexity_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "openaffect/metrics/perplexity.h"

namespace openaffect {
namespace {

struct Tokens {
  double sum = 0;
  double count = 0;
};

class PerplexityScores : public CountedScores {
 public:
  explicit PerplexityScores(std::vector<Tokens> items) : items_(std::move(items)) {
    for (std::size_t item = 0; item < items_.size(); ++item) rows_.push_back(static_cast<std::uint32_t>(item));
  }

  std::span<const ScoreName> names() const override { return {&name_, 1}; }
  std::size_t rows() const override { return items_.size(); }
  std::span<const std::uint32_t> row_of_item() const override { return rows_; }

  void score(std::span<const std::uint32_t> counts, std::span<double> values) override {
    Tokens all;
    for (std::size_t item = 0; item < items_.size(); ++item) {
      if (counts[item] == 0) continue;  // 0 times minus infinity is no number
      all.sum += counts[item] * items_[item].sum;
      all.count += counts[item] * items_[item].count;
    }
    values[0] = all.count > 0 ? std::exp(-all.sum / all.count) : std::numeric_limits<double>::quiet_NaN();
  }

  std::string reason(std::size_t, std::span<const std::uint32_t> counts) override {
    double value = 0;
    score(counts, {&value, 1});
    return std::isnan(value) ? "too_few" : "";
  }

  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<PerplexityScores>(*this); }

 private:
  ScoreName name_ = {"perplexity"};
  std::vector<Tokens> items_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<std::unique_ptr<CountedScores>> perplexity_scores(std::span<const std::vector<double>> log_probabilities) {
  std::vector<Tokens> items;
  for (const auto& tokens : log_probabilities) {
    PerplexityMeter meter;  // says which numbers are logarithms of probabilities
    Tokens item;
    for (const double token : tokens) {
      if (const auto added = meter.add(token); !added)
        return Error{added.error().kind, added.error().what, {"", items.size() + 1, "", {}}};
      item.sum += std::min(token, 0.0);
      item.count += 1;
    }
    items.push_back(item);
  }
  return std::unique_ptr<CountedScores>(std::make_unique<PerplexityScores>(std::move(items)));
}

}  // namespace openaffect
