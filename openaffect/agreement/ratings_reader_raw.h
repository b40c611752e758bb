// What ratings_reader.cpp gathers from the rows before the level is known: who rated what, and the text of the rating.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/agreement/ratings_reader.h"
#include "openaffect/agreement/ratings_reader_texts.h"

namespace openaffect {

// Without spaces, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

// At most 60 bytes of a text that may be of any length, for messages: cut between characters, with … behind, and ? for
// control characters.
std::string excerpt(std::string_view text);

struct RawRatings {
  struct Place {
    std::uint64_t row = 0;
    std::uint32_t column = 0;  // of the table
  };

  std::vector<std::string> missing_texts = {};  // RatingsOptions::missing
  TextIds units = {}, raters = {}, values = {};
  std::vector<Place> first = {};                 // of each text in `values`: where it first stands
  std::vector<RatingEntry> entries = {};         // in the order of the file; `value` is a position in `values`
  std::vector<std::string> labels = {};          // of counts: all labels in the order of their columns
  std::vector<std::uint64_t> unit_rows = {};     // of counts and lists: the row of each unit
  std::vector<std::uint32_t> unit_entries = {};  // the same with keep_last: the first entry that counts
  std::string scheme_id = {}, field = {};        // of a label job's table: what was read
  std::uint64_t missing = 0, twice = 0;

  // Notes a rating, or a missing one. `text` need not be trimmed.
  void add(std::uint32_t unit, std::uint32_t rater, std::string_view text, Place place);
  bool is_missing(std::string_view trimmed_text) const;
};

}  // namespace openaffect
