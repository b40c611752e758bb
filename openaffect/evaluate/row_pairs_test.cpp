#include "openaffect/evaluate/row_pairs.h"

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class RowPairsTest : public TableFiles {
 protected:
  TableColumns table(const std::string& name, const std::string& text, const std::string& split = "") const {
    auto opened = *TableColumns::open(put(name, text), {});
    std::vector<std::string> names = {"id"};
    if (!split.empty()) names.emplace_back("split");
    if (const auto done = opened.read(names); !done) throw std::runtime_error(describe_error(done.error()));
    const std::vector<CellFilter> filters = {{"split", split}};
    if (!split.empty() && !opened.keep(filters)) throw std::runtime_error("no such split");
    return opened;
  }
  static std::string refusal(const TableColumns& a, const TableColumns& b) {
    const auto pairs = pair_by_id(a, b, "id", false);
    return pairs ? "" : describe_error(pairs.error());
  }
};

TEST_F(RowPairsTest, by_id_in_the_seconds_order) {
  const auto a = table("a.csv", "id\nx\ny\nz\n"), b = table("b.csv", "id\nz\nx\ny\n");
  EXPECT_THAT(pair_by_id(a, b, "id", false)->rows, ElementsAre(Pair(2, 0), Pair(0, 1), Pair(1, 2)));
  EXPECT_THAT(pair_by_order(a, b)->rows, ElementsAre(Pair(0, 0), Pair(1, 1), Pair(2, 2)));
}

TEST_F(RowPairsTest, what_does_not_meet_is_named_and_counted) {
  const auto a = table("a.csv", "id\nx\ny\n"), b = table("b.csv", "id\nx\nw\nv\n");
  EXPECT_THAT(refusal(a, b), HasSubstr("1 of its ids are not in"));
  EXPECT_THAT(refusal(a, b), HasSubstr("('y'), and 2 of that one's are not here"));
  const auto pairs = *pair_by_id(a, b, "id", true);
  EXPECT_THAT(pairs.rows, ElementsAre(Pair(0, 0)));
  EXPECT_EQ(pairs.only_first, 1U);
  EXPECT_EQ(pairs.only_second, 2U);
  EXPECT_FALSE(pair_by_order(a, b));
}

TEST_F(RowPairsTest, ids_that_repeat_or_are_missing) {
  const auto good = table("a.csv", "id\nx\n");
  EXPECT_THAT(refusal(table("b.csv", "id\nx\nx\nx\n"), good), HasSubstr("2 rows have the id of another row: 'x', 'x'"));
  EXPECT_THAT(refusal(good, table("c.csv", "id,split\nx,1\n,2\n")), HasSubstr("1 rows have no id"));
}

// The second table has no split: rows whose partner is dropped are no longer there, and are not missed.
TEST_F(RowPairsTest, partners_of_dropped_rows_are_not_missed) {
  const auto gold = table("g.csv", "id,split\nx,test\ny,train\nz,test\n,train\n", "test");
  const auto all = table("p.csv", "id\nx\ny\nz\n");
  EXPECT_THAT(pair_by_id(all, gold, "id", false)->rows, ElementsAre(Pair(0, 0), Pair(2, 2)));
  EXPECT_THAT(pair_by_id(gold, all, "id", false)->rows, ElementsAre(Pair(0, 0), Pair(2, 2)));
  const auto some = table("q.csv", "id\nx\nz\n");  // predictions of the split alone
  EXPECT_THAT(pair_by_id(some, gold, "id", false)->rows, ElementsAre(Pair(0, 0), Pair(1, 2)));
  EXPECT_THAT(refusal(table("r.csv", "id\nx\n"), gold), HasSubstr("'z'"));
}

TEST_F(RowPairsTest, order_counts_all_rows_and_pairs_the_kept) {
  const auto gold = table("g.csv", "id,split\nx,test\ny,train\n", "train"), all = table("p.csv", "id\na\nb\n");
  EXPECT_THAT(pair_by_order(all, gold)->rows, ElementsAre(Pair(1, 1)));
}

}  // namespace
}  // namespace openaffect
