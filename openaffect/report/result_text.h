// Result rows as people read and keep them. Numbers have four digits behind the point in the tables and all of them in
// JSON. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"
#include "openaffect/report/result_grid.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

enum class ResultFormat { table, json, markdown, latex };

// table, json, markdown, latex; Error `unknown` with the nearest name otherwise.
Result<ResultFormat> result_format_of_name(std::string_view name);

// table     aligned columns for a terminal; a column is there when a row has something to say in it. Below it what the
//           reasons in it mean
// json      {"results": [{system, against, task, label, metric, level, value, reason, ci, ci_method, resamples, seed,
//           n_items, n_ratings, per_label, per_rater}]}; rows with a test add difference, p, p_adjusted, family; rows
//           of a benchmark add published, published_difference (ours minus theirs), answers (how many are ok,
//           out_of_range, no_number, no_answer), part
// markdown  a pipe table; latex: a tabular in the manner of booktabs
// A value that is undefined is shown as its reason, never as 0. Of rows with and without a test, those without are a
// table, and those with one another one below it.
std::string render_results(std::span<const ResultRow> rows, ResultFormat format);

// One grid in the same forms, its title above and its notes below, in LaTeX both as comments; "" as JSON. A grid
// without columns is its title and its notes.
std::string render_grid(const ResultGrid& grid, ResultFormat format);

// "no_support" -> "no item has the label"; a reason that has no words is returned as it is.
std::string_view reason_in_words(std::string_view reason);

}  // namespace openaffect
