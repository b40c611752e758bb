// A labelled table as a whole: tallied and sampled while it is written, or later from the file.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "openaffect/data/table.h"
#include "openaffect/overview/rated_table.h"
#include "openaffect/overview/sample.h"
#include "openaffect/overview/tally.h"

namespace openaffect {

// Counting costs some percent of a lexicon's work: jobs without a report only draw their sample.
enum class OverviewPart { sample, everything };

// (count on any thread, add in the order of the rows)*. What it ends with does not depend on the threads.
class Overview {
 public:
  struct Piece {
    Tally tally;
    RowSample sample{0};
  };

  // `evidence`: whether the values given to count() have columns of evidence; `sample_rows`: how many rows to draw.
  Overview(RatedTable table, bool evidence, std::size_t sample_rows, OverviewPart part = OverviewPart::everything)
      : table_(std::move(table)),
        plan_(table_, evidence),
        sample_rows_(sample_rows),
        part_(part),
        sample_(sample_rows) {}

  // What one block says. `sources`: the columns of the block that hold the texts (absent: not in the table);
  // `date`: the column of the time axis. All of them were asked for when the block was parsed.
  Piece count(const Block& block, std::span<const NewValues> values,
              std::span<const std::optional<std::size_t>> sources, std::optional<std::size_t> date) const;
  void add(Piece&& piece);

  const RatedTable& table() const { return table_; }
  const TallyPlan& plan() const { return plan_; }
  const Tally& tally() const { return tally_; }
  const RowSample& sample() const { return sample_; }
  RowSample& sample() { return sample_; }

 private:
  RatedTable table_;
  TallyPlan plan_;
  std::size_t sample_rows_;
  OverviewPart part_;
  Tally tally_;
  RowSample sample_;
  std::atomic<std::uint64_t> threshold_ = ~std::uint64_t{0};
};

struct LabelledFile {
  std::string path;
  TableMetadata metadata;
  std::string date_column = {};  // "": none
  std::size_t sample_rows = 0;
  std::size_t threads = 1;
};

// Reads a labelled table in the wide layout. Errors: those of reading; `format` when it is no labelled table; `unknown`
// when a column that it must have is not there.
Result<std::unique_ptr<Overview>> overview_of(const LabelledFile& file);

}  // namespace openaffect
