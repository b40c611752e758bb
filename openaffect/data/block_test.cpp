#include <cmath>

#include <arrow/api.h>
#include <arrow/compute/cast.h>
#include <gtest/gtest.h>

#include "openaffect/data/block_content.h"
#include "openaffect/data/parquet_testing.h"

namespace openaffect {
namespace {

using Texts = std::vector<std::optional<std::string_view>>;

Block block_of(std::vector<std::shared_ptr<arrow::Array>> columns, std::vector<RowFault> faults = {}) {
  auto content = std::make_shared<BlockContent>();
  content->first_row = 2048;
  content->rows = static_cast<std::size_t>(columns[0]->length());
  content->columns = std::move(columns);
  content->faults = std::move(faults);
  return Block(content);
}

TEST(Block, texts_of_every_text_type) {
  const auto texts = text_array_of({"one", std::nullopt, "", "a longer text that no view holds inline", "one"});
  const Texts expected = {"one", std::nullopt, "", "a longer text that no view holds inline", "one"};
  for (const auto& type : {arrow::utf8(), arrow::large_utf8(), arrow::utf8_view()})
    EXPECT_EQ(block_of({require(arrow::compute::Cast(*texts, type))}).texts(0), expected) << type->ToString();
  for (const auto& index : {arrow::int8(), arrow::int16(), arrow::int32(), arrow::uint32()}) {
    const auto indices =
        require(arrow::compute::Cast(*array_of<arrow::Int32Builder, int>({0, std::nullopt, 1, 2, 0}), index));
    const auto dictionary = text_array_of({"one", "", "a longer text that no view holds inline"});
    EXPECT_EQ(block_of({require(arrow::DictionaryArray::FromArrays(indices, dictionary))}).texts(0), expected)
        << index->ToString();
  }
}

TEST(Block, texts_of_a_slice_begin_at_the_slice) {
  const auto texts = text_array_of({"zero", "one", std::nullopt, "three"});
  EXPECT_EQ(block_of({texts->Slice(1, 2)}).texts(0), (Texts{"one", std::nullopt}));
}

TEST(Block, rows_with_a_fault_have_no_text) {
  const Block block = block_of({text_array_of({"zero", "one", "two"})}, {{2050, Error{ErrorKind::format, "ragged"}}});
  EXPECT_EQ(block.texts(0), (Texts{"zero", std::nullopt, "two"}));
  EXPECT_EQ(block.faults().size(), 1U);
  EXPECT_EQ(block.first_row(), 2048U);
  EXPECT_EQ(block.rows(), 3U);
}

TEST(Block, numbers_of_number_columns_and_nan_for_null) {
  const Block block = block_of({array_of<arrow::Int64Builder, std::int64_t>({-3, std::nullopt}),
                                array_of<arrow::DoubleBuilder, double>({0.5, std::nullopt}),
                                array_of<arrow::BooleanBuilder, bool>({true, std::nullopt})});
  const std::vector<double> expected = {-3, 0.5, 1};
  for (std::size_t column = 0; column < 3; ++column) {
    EXPECT_EQ(block.numbers(column)[0], expected[column]);
    EXPECT_TRUE(std::isnan(block.numbers(column)[1]));
  }
}

TEST(Block, refuses_columns_of_other_types_and_unparsed_ones) {
  const Block block = block_of({array_of<arrow::Int64Builder, std::int64_t>({1}), nullptr, text_array_of({"x"})});
  EXPECT_THROW(block.texts(0), ContractError);
  EXPECT_THROW(block.texts(1), ContractError);
  EXPECT_THROW(block.texts(3), ContractError);
  EXPECT_THROW(block.numbers(2), ContractError);
}

}  // namespace
}  // namespace openaffect
