#include "openaffect/core/rating.h"

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

TEST(Rating, is_one_row_of_a_batch) {
  const RatingBatch batch = {.status = {Status::ok, Status::no_text},
                             .columns = {NumberColumn{0.5, -1}, LabelColumn{2, kNoLabel}, LabelsColumn{{1, 2}, {}}},
                             .evidence = {{{0, 4, "good", "score", 0.5}}, {}}};
  const Rating first = rating_at(batch, 0), second = rating_at(batch, 1);
  EXPECT_EQ(first.status, Status::ok);
  EXPECT_EQ(first.values, (std::vector<RatingValue>{0.5, LabelId{2}, std::vector<LabelId>{1, 2}}));
  EXPECT_EQ(first.evidence, batch.evidence[0]);
  EXPECT_EQ(second.status, Status::no_text);
  EXPECT_EQ(second.values, (std::vector<RatingValue>{-1.0, kNoLabel, std::vector<LabelId>{}}));
  EXPECT_TRUE(second.evidence.empty());
}

TEST(Rating, of_a_batch_without_evidence) {
  EXPECT_TRUE(rating_at({.status = {Status::ok}, .columns = {}, .evidence = {}}, 0).evidence.empty());
}

TEST(Rating, beyond_the_batch_is_a_bug) {
  EXPECT_THROW(rating_at({}, 0), ContractError);
}

TEST(Status, has_the_names_of_the_rating_table) {
  EXPECT_EQ(status_name(Status::ok), "ok");
  EXPECT_EQ(status_name(Status::decode_error), "decode_error");
  EXPECT_EQ(status_name(Status::error), "error");
}

}  // namespace
}  // namespace openaffect
