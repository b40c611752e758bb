// A consensus as a table: one row a unit, in the order of Ratings::units. Columns:
//   id                    the unit (named as the options say)
//   label | labels | value  text, list of texts or number; null where undecided; labels of an unrated unit are null too
//   n                     ratings of the unit
//   tie                   list of what was tied, null where nothing was (labels)
//   share.CATEGORY        share of the unit's ratings that say it, null where there is none (labels)
//   entropy               SoftLabels::entropy (labels)
//   posterior.CATEGORY    dawid_skene
//   sd                    standard deviation of the unit's ratings, null below two (numbers)
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "openaffect/agreement/consensus.h"
#include "openaffect/data/table_file.h"

namespace openaffect {

struct ConsensusColumns {
  std::string unit = "id";
  std::string value = {};  // "": label, labels or value
};

std::vector<TableColumn> consensus_columns(const Ratings& ratings, const Consensus& consensus,
                                           const ConsensusColumns& names = {});

// Writes them to `path`, as Parquet, csv, tsv or jsonl by its ending; lists are JSON in a csv. The file appears when it
// is whole, in place of one that was there. Metadata (Parquet only): `openaffect.consensus` (the method),
// `openaffect.level`, and what is given. Errors: those of writing; `unknown` when the ending names no format; `refused`
// when two columns have one name.
Result<Done> write_consensus(const std::string& path, const Ratings& ratings, const Consensus& consensus,
                             const ConsensusColumns& names = {},
                             const std::vector<std::pair<std::string, std::string>>& metadata = {});

}  // namespace openaffect
