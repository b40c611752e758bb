#include "openaffect/evaluate/preference_scores.h"

#include <algorithm>

#include "openaffect/core/error.h"
#include "openaffect/metrics/preference.h"

namespace openaffect {
namespace {

// Rows: predicted × labels + gold, and one more for predictions that are no label.
class PreferenceScores : public CountedScores {
 public:
  PreferenceScores(std::span<const LabelId> gold, std::span<const LabelId> predicted,
                   const std::vector<std::string>& labels)
      : labels_(labels.size()), counts_(labels.size() * labels.size()) {
    if (gold.size() != predicted.size()) throw ContractError("preference_scores: columns differ in length");
    names_.push_back({"preference_bias"});
    for (const std::string& label : labels) names_.push_back({"preference", label});
    for (std::size_t item = 0; item < gold.size(); ++item) {
      const auto place = static_cast<std::size_t>(predicted[item]) * labels_ + static_cast<std::size_t>(gold[item]);
      if (predicted[item] != kNoLabel && place >= counts_.size())
        throw ContractError("preference_scores: a label out of range");
      row_of_item_.push_back(static_cast<std::uint32_t>(predicted[item] == kNoLabel ? counts_.size() : place));
    }
  }

  std::span<const ScoreName> names() const override { return names_; }
  std::size_t rows() const override { return counts_.size() + 1; }
  std::span<const std::uint32_t> row_of_item() const override { return row_of_item_; }

  void score(std::span<const std::uint32_t> counts, std::span<double> values) override {
    const Preferences preferences = preferences_in(counts);
    values[0] = preferences.bias;
    std::ranges::copy(preferences.of_label, values.begin() + 1);
  }

  std::string reason(std::size_t, std::span<const std::uint32_t> counts) override {
    return preferences_in(counts).reason;
  }

  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<PreferenceScores>(*this); }

 private:
  Preferences preferences_in(std::span<const std::uint32_t> counts) {
    std::ranges::copy(counts.first(counts_.size()), counts_.begin());
    return preferences_of(counts_, labels_);
  }

  std::size_t labels_;
  std::vector<std::uint64_t> counts_;
  std::vector<ScoreName> names_;
  std::vector<std::uint32_t> row_of_item_;
};

}  // namespace

std::unique_ptr<CountedScores> preference_scores(std::span<const LabelId> gold, std::span<const LabelId> predicted,
                                                 const std::vector<std::string>& labels) {
  return std::make_unique<PreferenceScores>(gold, predicted, labels);
}

}  // namespace openaffect
