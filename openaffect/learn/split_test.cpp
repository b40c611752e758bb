#include "openaffect/learn/split.h"

#include <map>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

TEST(Split, cells) {
  for (const char* cell : {"train", "Training", " TRAIN "}) EXPECT_EQ(part_of_cell(cell), Part::train);
  for (const char* cell : {"dev", "validation", "Val", "development"}) EXPECT_EQ(part_of_cell(cell), Part::development);
  for (const char* cell : {"test", "Eval"}) EXPECT_EQ(part_of_cell(cell), Part::test);
  for (const char* cell : {"", "failed", "trains"}) EXPECT_EQ(part_of_cell(cell), std::nullopt);
}

// By Python: int(hashlib.sha256(str(n).encode()).hexdigest(), 16) % 10
TEST(Split, is_decided_by_the_hash) {
  std::vector<std::string> texts;
  for (int n = 0; n < 40; ++n) texts.push_back(std::to_string(n));
  const DrawnSplit split = draw_split(texts, {});
  EXPECT_FALSE(split.by_rank);
  EXPECT_EQ(split.units, 40U);
  std::vector<int> test, development;
  for (int n = 0; n < 40; ++n) {
    if (split.parts[static_cast<std::size_t>(n)] == Part::test) test.push_back(n);
    if (split.parts[static_cast<std::size_t>(n)] == Part::development) development.push_back(n);
  }
  EXPECT_EQ(test, (std::vector<int>{18}));
  EXPECT_EQ(development, (std::vector<int>{2, 17, 27}));
}

TEST(Split, about_a_tenth_each) {
  std::vector<std::string> texts;
  for (int n = 0; n < 20'000; ++n) texts.push_back("text " + std::to_string(n));
  std::map<Part, int> counts;
  for (const Part part : draw_split(texts, {}).parts) ++counts[part];
  // Standard deviation sqrt(20,000 * .1 * .9) = 42.
  EXPECT_NEAR(counts[Part::test], 2000, 170);
  EXPECT_NEAR(counts[Part::development], 2000, 170);
}

TEST(Split, what_belongs_together_stays_together) {
  Random random(3);
  std::vector<std::string> texts;
  std::vector<std::vector<std::string>> groups(2);
  for (int n = 0; n < 3000; ++n) {
    texts.push_back(std::to_string(random.below(500)));
    groups[0].push_back(random.below(3) == 0 ? "" : "p" + std::to_string(random.below(900)));
    groups[1].push_back(random.below(20) == 0 ? "d" + std::to_string(random.below(300)) : "");
  }
  const DrawnSplit split = draw_split(texts, groups);
  std::map<std::string, Part> parts;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const bool alone = groups[0][row].empty() && groups[1][row].empty();
    for (const std::string& key : {groups[0][row], groups[1][row], alone ? "text " + texts[row] : std::string()})
      if (!key.empty() && parts.emplace(key, split.parts[row]).first->second != split.parts[row])
        ADD_FAILURE() << key << " stands in two parts";
  }
  // law: the order of rows does not matter
  std::vector<std::string> back(texts.rbegin(), texts.rend());
  std::vector<std::vector<std::string>> groups_back = {{groups[0].rbegin(), groups[0].rend()},
                                                       {groups[1].rbegin(), groups[1].rend()}};
  const DrawnSplit other = draw_split(back, groups_back);
  EXPECT_EQ(std::vector<Part>(other.parts.rbegin(), other.parts.rend()), split.parts);
}

TEST(Split, few_units_are_dealt_by_rank) {
  const std::vector<std::string> texts = {"a", "b", "c", "d"};
  const DrawnSplit split = draw_split(texts, {});
  std::map<Part, int> counts;
  for (const Part part : split.parts) ++counts[part];
  EXPECT_EQ(counts[Part::train], 2);
  EXPECT_EQ(counts[Part::development], 1);
  EXPECT_EQ(counts[Part::test], 1);
  EXPECT_TRUE(split.by_rank);
}

}  // namespace
}  // namespace openaffect
