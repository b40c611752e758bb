// What a label job counts while it writes: rows, statuses and class shares. Parts and shards add up.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "openaffect/data/table.h"

namespace openaffect {

// Of one column of labels: how often each was given; "" counts the nulls.
using LabelCounts = std::map<std::string, std::uint64_t>;

struct JobCounts {
  std::uint64_t rows = 0;
  std::uint64_t bad_rows = 0;        // could not be read, kept with status decode_error
  std::uint64_t failed_ratings = 0;  // cells of a status column that say decode_error or error
  std::uint64_t invalid_utf8_rows = 0;
  std::vector<std::uint64_t> first_invalid_utf8;  // row numbers from 1, the first 100
  std::vector<std::string> first_bad_rows;        // messages, the first 100
  std::map<std::string, LabelCounts> labels;      // per column name

  // Law: merge is associative, and counts of a stretch of rows do not depend on how it was cut.
  void merge(const JobCounts& later);
  bool operator==(const JobCounts&) const = default;
};

JobCounts count_block(const Block& block, std::span<const NewColumn> columns, std::span<const NewValues> values);

// As one JSON object, and back. Reading fails on anything that writing does not produce.
std::string counts_to_json(const JobCounts& counts);
Result<JobCounts> counts_from_json(std::string_view json);

}  // namespace openaffect
