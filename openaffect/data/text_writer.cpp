#include "openaffect/data/text_writer.h"

#include <arrow/array.h>
#include <fmt/format.h>

#include "openaffect/data/added_cells.h"
#include "openaffect/data/cells.h"

namespace openaffect {

Result<std::shared_ptr<const EncodedBlock>> TextWriter::encode(const Block& block,
                                                               std::span<const NewValues> values) const {
  check_added(layout_.new_columns, values, block.rows());
  for (const std::size_t column : needed_columns()) {
    const auto writable = check_writable(*array_of(block, column).type());
    if (!writable) {
      Error error = writable.error();
      error.where.column = layout_.input_columns[column].name;
      return error;
    }
  }
  auto encoded = std::make_shared<TextBlock>();
  encoded->bytes = rows_as_text(block, values);
  return std::shared_ptr<const EncodedBlock>(std::move(encoded));
}

Result<Done> TextWriter::append(const EncodedBlock& block) {
  const auto* text = dynamic_cast<const TextBlock*>(&block);
  if (!text) throw ContractError("a block that another writer encoded");
  OA_CHECK(begin());
  return sink_.write(text->bytes);
}

Result<std::string> TextWriter::end_part() {
  OA_CHECK(begin());
  return std::string("text");
}

Result<Done> TextWriter::finish(std::span<const std::string> parts,
                                std::span<const std::pair<std::string, std::string>>) {
  return parts.empty() ? begin() : Result<Done>(Done{});
}

Result<Done> TextWriter::begin() {
  if (sink_.position() > 0) return Done{};
  const std::string bytes = header();
  return bytes.empty() ? Result<Done>(Done{}) : sink_.write(bytes);
}

bool keeps_all_columns(const OutputLayout& layout) {
  if (layout.kept.size() != layout.input_columns.size()) return false;
  for (std::size_t i = 0; i < layout.kept.size(); ++i)
    if (layout.kept[i] != i) return false;
  return true;
}

const arrow::Array& array_of(const Block& block, std::size_t column) {
  const auto& columns = block.content().columns;
  if (column >= columns.size() || !columns[column])
    throw ContractError(fmt::format("column {} is to be written and was not asked for", column));
  return *columns[column];
}

}  // namespace openaffect
