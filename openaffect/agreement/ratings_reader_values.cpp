#include "openaffect/agreement/ratings_reader_values.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_cells.h"
#include "openaffect/core/names.h"

namespace openaffect {
namespace {

Error usage(const NamedColumns& columns, std::string what) {
  return {ErrorKind::unknown, std::move(what), {columns.file, {}, "", {}}};
}

Result<MeasurementLevel> level_of_scheme(const Scheme& scheme, const NamedColumns& columns,
                                         std::optional<MeasurementLevel> wanted) {
  using enum MeasurementLevel;
  switch (scheme.kind()) {
    case SchemeKind::categories:
    case SchemeKind::multi_categories:
    case SchemeKind::grades: {
      if (wanted && (*wanted == interval || *wanted == ratio) && scheme.kind() != SchemeKind::grades)
        return usage(columns, fmt::format("the labels of scheme {} are no numbers", scheme.id()));
      if (wanted) return *wanted;
      return scheme.kind() == SchemeKind::categories ? nominal : scheme.kind() == SchemeKind::grades ? ordinal : set;
    }
    case SchemeKind::numbers:
      if (wanted && *wanted != interval && *wanted != ratio)
        return usage(columns, fmt::format("scheme {} has numbers: its levels are interval and ratio", scheme.id()));
      return wanted.value_or(interval);
    default:
      return Error{ErrorKind::unsupported,
                   fmt::format("scheme {} is of kind {}: agreement is measured on labels and numbers", scheme.id(),
                               scheme_kind_name(scheme.kind())),
                   {columns.file, {}, "", {}}};
  }
}

// Entries whose text is outside go; the others get their values.
Result<Done> apply_values(RawRatings& raw, const UsedTexts& used, const TextValues& values, const NamedColumns& columns,
                          OnOutside on_outside, RatingsTable& table) {
  for (std::uint32_t text = 0; text < values.values.size(); ++text) {
    if (used.ratings[text] == 0 || values.values[text]) continue;
    table.outside_values.push_back({std::string(raw.values.text(text)), used.ratings[text], raw.first[text].row,
                                    columns.names[raw.first[text].column]});
    table.outside += used.ratings[text];
  }
  if (table.outside > 0 && on_outside == OnOutside::refuse) {
    const OutsideValue& first = table.outside_values.front();
    std::string what = values.known.empty()
                           ? fmt::format("'{}' is no {}", excerpt(first.text), values.outside_of)
                           : unknown_name_message(values.outside_of, excerpt(first.text), values.known);
    if (table.outside_values.size() > 1)
      what += fmt::format(" ({} values of {} ratings are outside)", table.outside_values.size(), table.outside);
    return Error{ErrorKind::format, std::move(what), {columns.file, first.row, first.column, {}}};
  }
  for (RatingEntry& entry : raw.entries) {
    const auto& value = values.values[static_cast<std::size_t>(entry.value)];
    entry.value = value ? *value : std::numeric_limits<double>::quiet_NaN();
  }
  return Done{};
}

// The places of the ratings that stay, sorted by unit, rater and place in the file.
std::vector<std::uint32_t> sorted_places(const RawRatings& raw) {
  std::vector<std::uint32_t> places;
  places.reserve(raw.entries.size());
  for (std::uint32_t i = 0; i < raw.entries.size(); ++i)
    if (raw.entries[i].value == raw.entries[i].value) places.push_back(i);
  std::sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    const RatingEntry &left = raw.entries[a], &right = raw.entries[b];
    return std::tie(left.unit, left.rater, a) < std::tie(right.unit, right.rater, b);
  });
  return places;
}

Result<Done> drop_repeated(const RawRatings& raw, const NamedColumns& columns, OnTwice on_twice,
                           std::vector<std::uint32_t>& places, std::uint64_t& twice) {
  if (raw.raters.size() == 0) return Done{};
  std::optional<std::uint32_t> first;
  std::size_t kept = 0;
  for (const std::uint32_t place : places) {
    const RatingEntry& entry = raw.entries[place];
    const RatingEntry* last = kept > 0 ? &raw.entries[places[kept - 1]] : nullptr;
    if (!last || last->unit != entry.unit || last->rater != entry.rater) {
      places[kept++] = place;
      continue;
    }
    if (twice == 0) first = place;
    ++twice;
    if (on_twice == OnTwice::keep_last) places[kept - 1] = place;
  }
  places.resize(kept);
  if (!first || on_twice != OnTwice::refuse) return Done{};
  const RatingEntry& entry = raw.entries[*first];
  return Error{ErrorKind::format,
               fmt::format("rater '{}' rates unit '{}' twice ({} ratings are repeated)",
                           excerpt(raw.raters.text(entry.rater)), excerpt(raw.units.text(entry.unit)), twice),
               {columns.file, {}, "", {}}};
}

// Of counts and lists with keep_last: the rows of a unit before its last one go.
void drop_earlier_rows(RawRatings& raw) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < raw.entries.size(); ++i) {
    const std::uint32_t unit = raw.entries[i].unit;
    if (unit < raw.unit_entries.size() && i < raw.unit_entries[unit]) continue;
    raw.entries[kept++] = raw.entries[i];
  }
  raw.twice += raw.entries.size() - kept;
  raw.entries.resize(kept);
}

// Units with fewer ratings go, and their ratings.
void leave_out_small_units(std::uint64_t least, RatingsTable& table) {
  Ratings& ratings = table.ratings;
  const std::vector<std::size_t> starts = ratings.unit_starts();
  std::size_t kept_units = 0, kept = 0;
  for (std::size_t unit = 0; unit < ratings.units.size(); ++unit) {
    if (starts[unit + 1] - starts[unit] < least) continue;
    for (std::size_t i = starts[unit]; i < starts[unit + 1]; ++i) {
      ratings.entries[kept] = ratings.entries[i];
      ratings.entries[kept].unit = static_cast<std::uint32_t>(kept_units);
      table.order[kept++] = table.order[i];
    }
    if (kept_units != unit) ratings.units[kept_units] = std::move(ratings.units[unit]);
    ++kept_units;
  }
  table.small_units = ratings.units.size() - kept_units;
  ratings.units.resize(kept_units);
  ratings.entries.resize(kept);
  table.order.resize(kept);
}

Result<TextValues> values_of(const RawRatings& raw, const UsedTexts& used, MeasurementLevel level,
                             const NamedColumns& columns, const RatingsOptions& options) {
  switch (level) {
    case MeasurementLevel::interval:
    case MeasurementLevel::ratio:
      return number_values(raw, used, level, columns, options);
    case MeasurementLevel::set:
      return set_values(raw, used, columns, options);
    default:
      return category_values(raw, used, level, columns, options);
  }
}

}  // namespace

Error error_at(const RawRatings& raw, std::uint32_t text, const NamedColumns& columns, ErrorKind kind,
               std::string what) {
  const RawRatings::Place& place = raw.first[text];
  return columns.error(kind, std::move(what), place.row, place.column);
}

UsedTexts used_texts(const RawRatings& raw) {
  UsedTexts used;
  used.ratings.assign(raw.values.size(), 0);
  for (const RatingEntry& entry : raw.entries) ++used.ratings[static_cast<std::size_t>(entry.value)];
  for (std::uint32_t text = 0; text < raw.values.size(); ++text) {
    if (used.ratings[text] == 0) continue;
    const bool is_number = number_of(raw.values.text(text)).has_value();
    used.any_number |= is_number;
    used.all_numbers &= is_number;
    used.any_list |= raw.values.text(text).starts_with('[') && list_elements(raw.values.text(text));
    if (!is_number && !used.first_word) used.first_word = text;
  }
  return used;
}

Result<MeasurementLevel> rating_level(const RawRatings& raw, const UsedTexts& used, const NamedColumns& columns,
                                      const RatingsOptions& options) {
  if (options.scheme && !options.order.empty()) return usage(columns, "a scheme and an order exclude each other");
  if (options.scheme) return level_of_scheme(*options.scheme, columns, options.level);
  if (options.level) return *options.level;
  if (!options.order.empty()) return MeasurementLevel::ordinal;
  if (raw.entries.empty()) return MeasurementLevel::nominal;
  if (used.all_numbers) return MeasurementLevel::interval;
  if (used.any_list) return MeasurementLevel::set;
  if (!used.any_number) return MeasurementLevel::nominal;
  return error_at(raw, *used.first_word, columns, ErrorKind::format,
                  fmt::format("'{}' is no number, and other ratings are: name the level, or what means that there is "
                              "no rating",
                              excerpt(raw.values.text(*used.first_word))));
}

Result<RatingsTable> make_ratings(RawRatings&& raw, const NamedColumns& columns, const RatingsOptions& options) {
  RatingsTable table;
  drop_earlier_rows(raw);
  if (raw.entries.size() > std::numeric_limits<std::uint32_t>::max())
    return Error{ErrorKind::unsupported, "more than 4,294,967,295 ratings", {columns.file, {}, "", {}}};
  const UsedTexts used = used_texts(raw);
  OA_TRY(level, rating_level(raw, used, columns, options));
  OA_TRY(values, values_of(raw, used, level, columns, options));
  OA_CHECK(apply_values(raw, used, values, columns, options.on_outside, table));
  values.values = {};
  raw.values = {};
  table.twice = raw.twice;
  table.missing = raw.missing;
  table.level = level;
  table.order = sorted_places(raw);
  OA_CHECK(drop_repeated(raw, columns, options.on_twice, table.order, table.twice));
  table.ratings.entries.reserve(table.order.size());
  for (const std::uint32_t place : table.order) table.ratings.entries.push_back(raw.entries[place]);
  raw.entries = {};
  table.ratings.units = raw.units.texts();
  table.ratings.raters = raw.raters.texts();
  table.ratings.categories = std::move(values.categories);
  table.ratings.sets = std::move(values.sets);
  if (options.least_ratings > 0) leave_out_small_units(options.least_ratings, table);
  return table;
}

}  // namespace openaffect
