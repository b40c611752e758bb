// The columns of a typed output: those of the input that are kept, then the new ones. For the files of this folder
// only.
#pragma once

#include <memory>
#include <vector>

#include <arrow/record_batch.h>

#include "openaffect/data/new_columns.h"
#include "openaffect/data/table.h"

namespace openaffect {

// Immutable; safe to share between threads.
class OutputFields {
 public:
  // Throws ContractError when there is no column at all. Names may repeat: check_names().
  explicit OutputFields(const OutputLayout& layout);

  const std::vector<std::size_t>& kept() const { return kept_; }
  const std::shared_ptr<arrow::Schema>& schema() const { return schema_; }

  // One block's rows. Throws ContractError for a block whose kept columns were not parsed or are of another type, and
  // for values that are not those of the new columns.
  std::shared_ptr<arrow::RecordBatch> batch(const Block& block, std::span<const NewValues> values) const;

 private:
  std::shared_ptr<arrow::Array> input_array(const Block& block, std::size_t column, int field) const;

  std::vector<std::size_t> kept_;
  std::vector<NewColumnType> new_columns_;
  std::shared_ptr<arrow::Schema> schema_;
};

// Error `refused` when two columns have one name.
Result<Done> check_names(const arrow::Schema& schema);

}  // namespace openaffect
