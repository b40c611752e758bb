#include "openaffect/evaluate/probability_cells.h"

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ProbabilityCellsTest : public TableFiles {
 protected:
  const std::vector<std::string> columns_ = {"p.no", "p.yes"};
  TableColumns table(const std::string& rows) const {
    auto opened = *TableColumns::open(put("p.csv", "p.no,p.yes\n" + rows), {});
    if (const auto done = opened.read(columns_); !done) throw std::runtime_error(describe_error(done.error()));
    return opened;
  }
  std::string failure(const std::string& rows, SumRule rule) const {
    const TableColumns opened = table(rows);
    ProbabilityCells cells(opened, columns_, rule);
    std::vector<double> numbers;
    for (std::size_t row = 0; row < opened.rows(); ++row)
      if (const auto done = cells.add(row, "id" + std::to_string(row + 1), numbers); !done)
        return describe_error(done.error());
    const auto checked = cells.check();
    return checked ? "" : describe_error(checked.error());
  }
};

TEST_F(ProbabilityCellsTest, numbers_in_the_order_of_the_columns) {
  const TableColumns opened = table(".25,.75\n1,0\n,\n");
  ProbabilityCells cells(opened, columns_, SumRule::one);
  std::vector<double> numbers;
  ASSERT_TRUE(cells.add(1, "b", numbers));
  ASSERT_TRUE(cells.add(0, "a", numbers));
  EXPECT_THAT(numbers, ElementsAre(1, 0, .25, .75));
  EXPECT_TRUE(cells.check());
  EXPECT_TRUE(cells.is_empty(2));
  EXPECT_FALSE(cells.is_empty(0));
}

TEST_F(ProbabilityCellsTest, sums_are_named_and_counted) {
  EXPECT_EQ(failure(".3334,.6661\n", SumRule::one), "");  // within .001
  EXPECT_THAT(
      failure(".5,.5\n.5,.6\n.1,.1\n", SumRule::one),
      HasSubstr("p.csv: row 2: the probabilities of 'id2' sum to 1.1 instead of 1 (2 of 3 rows do not sum to 1)"));
  EXPECT_EQ(failure(".5,.6\n", SumRule::free), "");
  EXPECT_EQ(failure("5,6\n", SumRule::any), "");
}

TEST_F(ProbabilityCellsTest, cells_that_are_no_probability) {
  EXPECT_THAT(failure(".5,.5\n1.5,-.5\n", SumRule::one), HasSubstr("row 2, column p.no: '1.5' is no probability"));
  EXPECT_THAT(failure("nan,1\n", SumRule::one), HasSubstr("'nan' is no probability"));
  EXPECT_THAT(failure("1,\n", SumRule::free), HasSubstr("column p.yes: an empty cell is no probability"));
  EXPECT_THAT(failure("1,-1\n", SumRule::any), HasSubstr("'-1' is no share of answers"));
}

}  // namespace
}  // namespace openaffect
