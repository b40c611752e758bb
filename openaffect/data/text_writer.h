// What writing csv and jsonl have in common: blocks become bytes on any thread, and go to the sink in order.
#pragma once

#include <memory>
#include <string>

#include "openaffect/data/block_content.h"
#include "openaffect/data/table.h"

namespace openaffect {

struct TextBlock final : EncodedBlock {
  std::string bytes;
};

// Writes straight through: append() of the first block puts the header in front, so that standard output flows.
class TextWriter : public TableWriter {
 public:
  TextWriter(OutputLayout layout, ByteSink& sink) : layout_(std::move(layout)), sink_(sink) {}

  Result<std::shared_ptr<const EncodedBlock>> encode(const Block& block, std::span<const NewValues> values) const final;
  Result<Done> append(const EncodedBlock& block) final;
  Result<std::string> end_part() final;
  Result<Done> finish(std::span<const std::string> parts,
                      std::span<const std::pair<std::string, std::string>> metadata) final;

 protected:
  virtual std::string rows_as_text(const Block& block, std::span<const NewValues> values) const = 0;
  const OutputLayout& layout() const { return layout_; }

 private:
  Result<Done> begin();

  OutputLayout layout_;
  ByteSink& sink_;
};

// Whether `kept` is every input column, in the input's order.
bool keeps_all_columns(const OutputLayout& layout);

// The array of a column; throws ContractError when it was not asked for.
const arrow::Array& array_of(const Block& block, std::size_t column);

}  // namespace openaffect
