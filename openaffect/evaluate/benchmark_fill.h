// A rater's fields become the predictions of a benchmark's tasks.
//
// Which field of a rater stands for what a task asks (the first line that fits, the rater's first field that fits):
//
//   task of             field of the rater                     value
//   numbers             the same field of the same scheme      as it is
//   vad.valence         valence01.valence                      2x - 1
//                       polarity.polarity, vader.compound      x: a polarity number stands for valence
//   polarity.polarity   vader.compound, vad.valence,          x; x; 2x - 1
//                       valence01.valence
//   valence01.valence   vad.valence, polarity.polarity,        (x + 1) / 2
//                       vader.compound
//   classes, grades,    the same scheme                        the label; its group where the task has groups
//   label sets          a scheme with a mapping to the task's  the mapped label (schemes/mappings)
//                       a scheme that has all of the task's    the label of that id; others are none of the task
//                       labels (or groups) among its own
//   classes and grades take fields of one label, label sets also those: a set of one
//
// Where classes or grades leave out labels that the rater can say (of SST the neutral grade), and it gives a
// probability for each label, what counts is the task's label, or group, of the largest probability: who is asked
// negative or positive does not answer neutral. A rater without probabilities keeps its label.
//
// Numbers are then brought from the range of the task's scheme to the task's own, linearly. A task that no field fits
// is `not_rated`. A rating whose status is not ok, and a null value, is `no_answer`; a label that the task does not
// have is `out_of_range`.
#pragma once

#include <string>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/evaluate/benchmark_sets.h"

namespace openaffect {

// One rater's ratings of items.texts, in that order. The system is named after the rater; `notes` says which field
// stands for what where that is not the same scheme. ContractError when `ratings` is not as long as `items`.
BenchmarkSystem fill(const Benchmark& benchmark, const BenchmarkItems& items, const RaterInfo& rater,
                     const RatingBatch& ratings);

// The ratings of a table that `openaffect label` wrote (Parquet), one system for each rater of the column `source` ("":
// the only one, or that of BenchmarkData::text). Rows are found by id; rows of other ids are passed over. Errors: that
// the table is none; `unknown` source; `refused` when items have no row, and for a rater that `use` forbids
// (core/use.h).
Result<std::vector<BenchmarkSystem>> fill_from_table(const Benchmark& benchmark, const BenchmarkItems& items,
                                                     const std::string& path, const std::string& source = "",
                                                     const std::string& use = "");

}  // namespace openaffect
