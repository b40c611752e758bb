// What the texts of ratings mean, for ratings_reader.cpp: level, categories, numbers, sets.
#pragma once

#include "openaffect/agreement/ratings_reader.h"
#include "openaffect/agreement/ratings_reader_raw.h"
#include "openaffect/agreement/ratings_reader_shapes.h"

namespace openaffect {

// Empties `raw`. Sets ratings, order, level, twice, outside and outside_values of the table.
Result<RatingsTable> make_ratings(RawRatings&& raw, const NamedColumns& columns, const RatingsOptions& options);

// The distinct texts of ratings, those that no rating has any more left out.
struct UsedTexts {
  std::vector<std::uint64_t> ratings;  // of each text of RawRatings::values
  bool all_numbers = true, any_number = false;
  bool any_list = false;                         // JSON
  std::optional<std::uint32_t> first_word = {};  // the first text that is no number
};
UsedTexts used_texts(const RawRatings& raw);

Result<MeasurementLevel> rating_level(const RawRatings& raw, const UsedTexts& used, const NamedColumns& columns,
                                      const RatingsOptions& options);

// What each text of RawRatings::values becomes: a number, a position, or nothing where it is outside.
struct TextValues {
  std::vector<std::optional<double>> values;
  std::vector<std::string> categories = {};
  std::vector<std::vector<std::uint16_t>> sets = {};
  std::string outside_of = {};          // "label of scheme ekman7"
  std::vector<std::string> known = {};  // what an outside text could have been meant for
};
Result<TextValues> number_values(const RawRatings& raw, const UsedTexts& used, MeasurementLevel level,
                                 const NamedColumns& columns, const RatingsOptions& options);
Result<TextValues> category_values(const RawRatings& raw, const UsedTexts& used, MeasurementLevel level,
                                   const NamedColumns& columns, const RatingsOptions& options);
Result<TextValues> set_values(const RawRatings& raw, const UsedTexts& used, const NamedColumns& columns,
                              const RatingsOptions& options);

// The place of a text as an error's.
Error error_at(const RawRatings& raw, std::uint32_t text, const NamedColumns& columns, ErrorKind kind,
               std::string what);

}  // namespace openaffect
