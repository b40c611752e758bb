#include "openaffect/evaluate/chosen_scores.h"

#include <algorithm>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

class ChosenScores : public CountedScores {
 public:
  ChosenScores(std::unique_ptr<CountedScores> family, std::vector<std::size_t> places)
      : family_(std::move(family)), places_(std::move(places)), all_(family_->names().size()) {
    for (const std::size_t place : places_) names_.push_back(family_->names()[place]);
  }

  std::span<const ScoreName> names() const override { return names_; }
  std::size_t rows() const override { return family_->rows(); }
  std::span<const std::uint32_t> row_of_item() const override { return family_->row_of_item(); }

  void score(std::span<const std::uint32_t> counts, std::span<double> values) override {
    family_->score(counts, all_);
    for (std::size_t i = 0; i < places_.size(); ++i) values[i] = all_[places_[i]];
  }

  std::string reason(std::size_t value, std::span<const std::uint32_t> counts) override {
    return family_->reason(places_.at(value), counts);
  }

  std::unique_ptr<CountedScores> clone() const override {
    return std::make_unique<ChosenScores>(family_->clone(), places_);
  }

 private:
  std::unique_ptr<CountedScores> family_;
  std::vector<std::size_t> places_;
  std::vector<ScoreName> names_;
  std::vector<double> all_;
};

}  // namespace

std::unique_ptr<CountedScores> chosen_scores(std::unique_ptr<CountedScores> family,
                                             std::span<const std::string> metrics) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < family->names().size(); ++i)
    if (std::ranges::find(metrics, family->names()[i].metric) != metrics.end()) places.push_back(i);
  if (places.empty()) throw ContractError("chosen_scores: the family has none of these metrics");
  return std::make_unique<ChosenScores>(std::move(family), std::move(places));
}

}  // namespace openaffect
