#include "openaffect/evaluate/table_columns.h"

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

class TableColumnsTest : public TableFiles {
 protected:
  TableColumns opened(const std::string& text, const std::vector<std::string>& names) const {
    auto table = *TableColumns::open(put("t.csv", text), {});
    if (const auto done = table.read(names); !done) throw std::runtime_error(describe_error(done.error()));
    return table;
  }
};

TEST_F(TableColumnsTest, cells_are_text_and_null_where_empty) {
  const TableColumns table = opened("id,label,n\na,joy,1\nb,,2\n", {"label", "id", "label"});
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_THAT(table.cells("label"), ElementsAre(Optional(std::string("joy")), std::nullopt));
  EXPECT_THROW((void)table.cells("n"), ContractError);
  EXPECT_THAT(table.names(), ElementsAre("id", "label", "n"));
}

TEST_F(TableColumnsTest, a_column_that_is_not_there) {
  auto table = *TableColumns::open(put("t.csv", "id,label\na,joy\n"), {});
  const std::vector<std::string> names = {"lable"};
  EXPECT_THAT(describe_error(table.read(names).error()), HasSubstr("did you mean 'label'"));
  EXPECT_FALSE(TableColumns::open(folder_ + "none.csv", {}));
}

TEST_F(TableColumnsTest, filters_keep_rows_by_text_or_number) {
  TableColumns table = opened("split,n\ntest,1\ntrain,1.0\ntest,2\n,1\n", {"split", "n"});
  EXPECT_TRUE(table.is_kept(3));
  const std::vector<CellFilter> both = {{"split", "test"}, {"n", "1"}};
  ASSERT_TRUE(table.keep(both));
  EXPECT_TRUE(table.is_kept(0));
  EXPECT_FALSE(table.is_kept(1) || table.is_kept(2) || table.is_kept(3));
  const std::vector<CellFilter> number = {{"n", "1"}};
  ASSERT_TRUE(table.keep(number));
  EXPECT_TRUE(table.is_kept(1));
  const std::vector<CellFilter> none = {{"split", "tset"}};
  EXPECT_THAT(describe_error(table.keep(none).error()), HasSubstr("unknown value 'tset'; did you mean 'test'?"));
}

TEST(CellFilter, is_written_with_an_equals_sign) {
  EXPECT_EQ(CellFilter::parse("a=b=c")->value, "b=c");
  EXPECT_EQ(CellFilter::parse("a=")->value, "");
  EXPECT_FALSE(CellFilter::parse("a"));
  EXPECT_FALSE(CellFilter::parse("=a"));
}

}  // namespace
}  // namespace openaffect
