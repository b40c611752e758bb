#include "openaffect/evaluate/chosen_scores.h"

#include "openaffect/metrics/counted_scores_law.h"
#include "openaffect/metrics/text_scores.h"

namespace openaffect {
namespace {

const std::vector<std::string> kReplies = {"that is great", "oh no", "that is sad", ""};
const std::vector<std::vector<std::string>> kReferences = {{"that is good"}, {"oh no"}, {"so sad"}, {"yes"}};

TEST(ChosenScores, a_value_is_the_familys) {
  const std::vector<std::string> wanted = {"distinct_2", "chrf"};
  const auto chosen = chosen_scores(text_scores(kReplies, kReferences), wanted);
  ASSERT_EQ(chosen->names().size(), 2U);
  EXPECT_EQ(chosen->names()[0].metric, "chrf");  // the family's order
  const auto family = text_scores(kReplies, kReferences);
  for (const char* metric : {"chrf", "distinct_2"})
    EXPECT_EQ(find_score(*chosen, metric).value, find_score(*family, metric).value);
}

TEST(ChosenScores, law) {
  expect_law(4, [](const std::vector<std::size_t>& items) -> MadeScores {
    std::vector<std::string> replies;
    std::vector<std::vector<std::string>> references;
    for (const std::size_t item : items) {
      replies.push_back(kReplies[item]);
      references.push_back(kReferences[item]);
    }
    return chosen_scores(text_scores(replies, references), std::vector<std::string>{"bleu", "rouge_l"});
  });
}

TEST(ChosenScores, none_of_them_is_a_bug) {
  EXPECT_THROW(chosen_scores(text_scores(kReplies, kReferences), std::vector<std::string>{"ccc"}), ContractError);
}

}  // namespace
}  // namespace openaffect
