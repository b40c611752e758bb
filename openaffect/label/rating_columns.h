// The wide layout: which columns a rater adds to a source column, and their values (conventions.md, "The rating
// table").
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/data/table.h"

namespace openaffect {

// <source>.<rater>.<field> for every field, <source>.<rater>.status, and <source>.<rater>.evidence when wanted.
std::vector<NewColumn> rating_columns(const std::string& source, const RaterInfo& rater, const RateOptions& options);

// The values of those columns, in the same order. Rows in `bad_rows` (ascending, counted within the batch) become
// `decode_error` with null values.
std::vector<NewValues> rating_values(RatingBatch batch, const RaterInfo& rater, const RateOptions& options,
                                     std::span<const std::size_t> bad_rows);

}  // namespace openaffect
