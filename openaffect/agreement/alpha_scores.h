// Krippendorff's alpha over counted rows, one class a level of measurement. Inside krippendorff.h, which says what the
// values mean; call that.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/agreement/agreement_value.h"
#include "openaffect/agreement/krippendorff.h"
#include "openaffect/agreement/unit_rows.h"
#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

// What clones share.
struct UnitsOfRows {
  std::vector<std::uint32_t> row_of_unit;
  bool any_ratings = false;
};
using SharedUnits = std::shared_ptr<const UnitsOfRows>;

// Takes the rows of the units; leaves their cells.
SharedUnits shared_units(const ValuePositions& positions, UnitRows& rows);

// What the classes share: names, rows, and that a value and its reason come from the same sums.
class AlphaScores : public CountedScores {
 public:
  std::span<const ScoreName> names() const final { return *names_; }
  std::span<const std::uint32_t> row_of_item() const final { return units_->row_of_unit; }
  void score(std::span<const std::uint32_t> counts, std::span<double> values) final;
  std::string reason(std::size_t value, std::span<const std::uint32_t> counts) final;

 protected:
  AlphaScores(std::vector<ScoreName> names, SharedUnits units)
      : names_(std::make_shared<const std::vector<ScoreName>>(std::move(names))), units_(std::move(units)) {}

  virtual void add_up(std::span<const std::uint32_t> counts) = 0;  // into sums of the object's own
  virtual ValueOrReason value_of(std::size_t value) const = 0;     // from the sums
  std::string_view too_few() const { return units_->any_ratings ? "too_few" : "no_ratings"; }

 private:
  std::shared_ptr<const std::vector<ScoreName>> names_;
  SharedUnits units_;
};

// `rows` holds units with two ratings or more (nominal: with one or more); the others are empty rows.
std::unique_ptr<CountedScores> interval_alpha(const ValuePositions& positions, UnitRows rows);
std::unique_ptr<CountedScores> ordinal_alpha(const ValuePositions& positions, UnitRows rows);
std::unique_ptr<CountedScores> ratio_alpha(const ValuePositions& positions, UnitRows rows);
std::unique_ptr<CountedScores> set_alpha(const Ratings& ratings, const ValuePositions& positions, UnitRows rows,
                                         SetDistance distance);
std::unique_ptr<CountedScores> nominal_alpha(const Ratings& ratings, const ValuePositions& positions, UnitRows rows,
                                             const AgreementScoresOptions& options);

}  // namespace openaffect
