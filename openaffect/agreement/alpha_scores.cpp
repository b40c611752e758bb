#include "openaffect/agreement/alpha_scores.h"

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {

SharedUnits shared_units(const ValuePositions& positions, UnitRows& rows) {
  return std::make_shared<const UnitsOfRows>(UnitsOfRows{std::move(rows.row_of_unit), !positions.distinct.empty()});
}

void AlphaScores::score(std::span<const std::uint32_t> counts, std::span<double> values) {
  if (counts.size() != rows() || values.size() != names_->size())
    throw ContractError(fmt::format("agreement: {} counts and {} values given, {} rows and {} values wanted",
                                    counts.size(), values.size(), rows(), names_->size()));
  add_up(counts);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = value_of(i).value;
}

std::string AlphaScores::reason(std::size_t value, std::span<const std::uint32_t> counts) {
  add_up(counts);
  return std::string(value_of(value).reason);
}

}  // namespace openaffect
