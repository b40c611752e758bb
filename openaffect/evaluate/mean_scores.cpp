#include "openaffect/evaluate/mean_scores.h"

#include <algorithm>
#include <cmath>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

class MeanScores : public CountedScores {
 public:
  explicit MeanScores(std::vector<std::unique_ptr<CountedScores>> families) : families_(std::move(families)) {
    if (families_.empty()) throw ContractError("mean_scores: no family");
    for (const auto& family : families_) {
      if (!std::ranges::equal(family->names(), families_[0]->names()))
        throw ContractError("mean_scores: the families score different metrics");
      for (const std::uint32_t row : family->row_of_item())
        row_of_item_.push_back(static_cast<std::uint32_t>(rows_) + row);
      rows_ += family->rows();
    }
    part_.resize(names().size());
  }

  std::span<const ScoreName> names() const override { return families_[0]->names(); }
  std::size_t rows() const override { return rows_; }
  std::span<const std::uint32_t> row_of_item() const override { return row_of_item_; }

  void score(std::span<const std::uint32_t> counts, std::span<double> values) override {
    std::ranges::fill(values, 0);
    std::size_t at = 0;
    for (const auto& family : families_) {
      family->score(counts.subspan(at, family->rows()), part_);
      at += family->rows();
      for (std::size_t i = 0; i < values.size(); ++i) values[i] += part_[i];
    }
    for (double& value : values) value /= static_cast<double>(families_.size());
  }

  std::string reason(std::size_t value, std::span<const std::uint32_t> counts) override {
    std::size_t at = 0;
    for (const auto& family : families_) {
      if (std::string why = family->reason(value, counts.subspan(at, family->rows())); !why.empty()) return why;
      at += family->rows();
    }
    return "";
  }

  std::unique_ptr<CountedScores> clone() const override {
    std::vector<std::unique_ptr<CountedScores>> families;
    for (const auto& family : families_) families.push_back(family->clone());
    return std::make_unique<MeanScores>(std::move(families));
  }

 private:
  std::vector<std::unique_ptr<CountedScores>> families_;
  std::vector<std::uint32_t> row_of_item_;
  std::size_t rows_ = 0;
  std::vector<double> part_;
};

}  // namespace

std::unique_ptr<CountedScores> mean_scores(std::vector<std::unique_ptr<CountedScores>> families) {
  return std::make_unique<MeanScores>(std::move(families));
}

}  // namespace openaffect
