// Texts that stand in several sets, or in several splits of one: what a model was trained on must not judge it.
//
// Two texts are the same when their comparable forms are: the tokens -LRB-, -RRB- (and LSB, RSB, LCB, RCB) of treebanks
// dropped, then text/normal_form.h. A text of which nothing is left is the same as no other. Of trees (a column `root`)
// the whole sentences count.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

std::string comparable_form(std::string_view text);

struct OverlapSource {
  std::string name;  // for messages and results
  std::string path;  // a table
  std::string text_column = "text";
};

// Some of a set's texts: all (kind ""), or those of one value of its column `split` or `task`, where it has them.
struct OverlapPart {
  std::string set;
  std::string kind;  // "", "split", "task"
  std::string value;
  std::uint64_t texts = 0;
};

struct OverlapCount {
  OverlapPart of;
  OverlapPart in;
  std::uint64_t found = 0;  // texts of `of` that stand in `in`; each row counts
};

// Every split of each set (the whole set where it has none) against the whole, the splits and the tasks of every other
// set, and against the other splits of its own; pairs without a common text too. Memory: 24 bytes a row.
// Error `unknown` when a table has no column of texts of that name.
Result<std::vector<OverlapCount>> find_overlaps(std::span<const OverlapSource> sources);

struct OverlapRow {
  std::string set, split, task, id, text;
  std::string form;  // the same for the same texts
};

// The rows themselves: those of all sets whose text stands in more than one set, or in more than one split of a set,
// sorted by form, set and row; at most `limit` of them.
Result<std::vector<OverlapRow>> overlapping_rows(std::span<const OverlapSource> sources, std::size_t limit);

}  // namespace openaffect
