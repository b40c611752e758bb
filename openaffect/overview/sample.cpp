#include "openaffect/overview/sample.h"

#include <algorithm>
#include <limits>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

bool by_hash(const SampledRow& a, const SampledRow& b) {
  return a.hash < b.hash;
}

// At most so many bytes, and no half of a character.
std::string cut(std::string_view text) {
  if (text.size() <= kLongestText) return std::string(text);
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

RatingValue value_at(const NewValues& values, std::size_t row) {
  if (const auto* numbers = std::get_if<NumberColumn>(&values.values)) return (*numbers)[row];
  if (const auto* labels = std::get_if<LabelColumn>(&values.values)) return (*labels)[row];
  return std::get<LabelsColumn>(values.values)[row];
}

std::vector<Rating> ratings_of(const RatedTable& table, const TallyPlan& plan, std::span<const NewValues> values,
                               std::size_t row) {
  std::vector<Rating> ratings(table.readings());
  for (std::size_t i = 0; i < table.fields.size(); ++i)
    ratings[table.reading(table.fields[i])].values.push_back(value_at(values[plan.value_at[i]], row));
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    const LabelId status = std::get<LabelColumn>(values[plan.status_at[i]].values)[row];
    ratings[i].status = status == kNoLabel ? Status::error : static_cast<Status>(status);
    const std::size_t behind = plan.status_at[i] + 1;
    if (behind < values.size())
      if (const auto* evidence = std::get_if<EvidenceColumn>(&values[behind].values))
        ratings[i].evidence = (*evidence)[row];
  }
  return ratings;
}

}  // namespace

std::uint64_t RowSample::threshold() const {
  constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
  if (most_ == 0) return 0;
  return rows_.size() < most_ ? kAll : rows_.back().hash;
}

RowSample RowSample::of_block(std::size_t most, std::uint64_t threshold, const RatedTable& table, const TallyPlan& plan,
                              std::uint64_t first_row,
                              const std::vector<std::vector<std::optional<std::string_view>>>& texts,
                              std::span<const NewValues> values) {
  RowSample sample(most);
  const std::size_t rows = texts.empty() ? 0 : texts.front().size();
  std::vector<SampledRow> drawn;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t hash = Random(first_row + row).next();
    if (hash < threshold) drawn.push_back({.hash = hash, .row = row, .texts = {}, .readings = {}});
  }
  std::sort(drawn.begin(), drawn.end(), by_hash);
  if (drawn.size() > most) drawn.resize(most);
  for (SampledRow& one : drawn) {
    const auto row = static_cast<std::size_t>(one.row);
    for (const auto& source : texts) one.texts.push_back(source[row] ? std::optional(cut(*source[row])) : std::nullopt);
    one.readings = ratings_of(table, plan, values, row);
    one.row = first_row + row + 1;
  }
  sample.rows_ = std::move(drawn);
  return sample;
}

void RowSample::merge(RowSample&& later) {
  std::vector<SampledRow> merged;
  merged.reserve(rows_.size() + later.rows_.size());
  std::merge(std::make_move_iterator(rows_.begin()), std::make_move_iterator(rows_.end()),
             std::make_move_iterator(later.rows_.begin()), std::make_move_iterator(later.rows_.end()),
             std::back_inserter(merged), by_hash);
  if (merged.size() > most_) merged.resize(most_);
  rows_ = std::move(merged);
}

}  // namespace openaffect
