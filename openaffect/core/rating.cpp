#include "openaffect/core/rating.h"

#include "openaffect/core/error.h"

namespace openaffect {

Rating rating_at(const RatingBatch& batch, std::size_t item) {
  if (item >= batch.size())
    throw ContractError("item " + std::to_string(item) + " of a batch of " + std::to_string(batch.size()));
  Rating rating;
  rating.status = batch.status[item];
  for (const RatingColumn& column : batch.columns)
    std::visit([&](const auto& cells) { rating.values.emplace_back(cells[item]); }, column);
  if (!batch.evidence.empty()) rating.evidence = batch.evidence[item];
  return rating;
}

}  // namespace openaffect
