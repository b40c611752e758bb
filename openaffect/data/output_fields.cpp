#include "openaffect/data/output_fields.h"

#include <unordered_set>

#include "openaffect/data/block_content.h"

namespace openaffect {
namespace {

std::shared_ptr<arrow::Field> input_field(const OutputLayout& layout, std::size_t column) {
  if (layout.input_schema) return layout.input_schema->schema->field(static_cast<int>(column));
  const ColumnInfo& info = layout.input_columns.at(column);
  return arrow::field(info.name, arrow_type_of(info.type));
}

}  // namespace

OutputFields::OutputFields(const OutputLayout& layout) : kept_(layout.kept) {
  arrow::FieldVector fields;
  for (const std::size_t column : kept_) fields.push_back(input_field(layout, column));
  for (const NewColumn& column : layout.new_columns) {
    new_columns_.emplace_back(column);
    fields.push_back(new_columns_.back().field());
  }
  if (fields.empty()) throw ContractError("a table without columns");
  schema_ = arrow::schema(std::move(fields));
}

std::shared_ptr<arrow::RecordBatch> OutputFields::batch(const Block& block, std::span<const NewValues> values) const {
  if (values.size() != new_columns_.size())
    throw ContractError(std::to_string(values.size()) + " columns of values for " +
                        std::to_string(new_columns_.size()) + " new columns");
  arrow::ArrayVector arrays;
  for (const std::size_t column : kept_) arrays.push_back(input_array(block, column, static_cast<int>(arrays.size())));
  for (std::size_t i = 0; i < values.size(); ++i) arrays.push_back(new_columns_[i].array(values[i], block.rows()));
  return arrow::RecordBatch::Make(schema_, static_cast<std::int64_t>(block.rows()), std::move(arrays));
}

std::shared_ptr<arrow::Array> OutputFields::input_array(const Block& block, std::size_t column, int field) const {
  const auto& array = block.content().columns.at(column);
  if (!array) throw ContractError("column " + std::to_string(column) + " was not parsed");
  if (!array->type()->Equals(*schema_->field(field)->type()))
    throw ContractError("column " + schema_->field(field)->name() + " holds " + array->type()->ToString() + ", not " +
                        schema_->field(field)->type()->ToString());
  return array;
}

Result<Done> check_names(const arrow::Schema& schema) {
  std::unordered_set<std::string> names;
  for (const auto& field : schema.fields())
    if (!names.insert(field->name()).second)
      return Error{ErrorKind::refused, "two columns have this name", {"", {}, field->name(), {}}};
  return Done{};
}

}  // namespace openaffect
