#include "openaffect/learn/near_duplicates.h"

#include <atomic>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

std::vector<const std::string*> views(const std::vector<std::string>& texts) {
  std::vector<const std::string*> to;
  for (const std::string& text : texts) to.push_back(&text);
  return to;
}

std::vector<NearPair> found(const std::vector<std::string>& texts, const std::vector<std::string>& others) {
  return *find_near_duplicates(views(texts), views(others));
}

// "a b c d e f g h i j" has 9 pairs. Without the last word 8 of 9 are shared; with another last word 8 of 10.
TEST(NearDuplicates, jaccard_of_word_pairs) {
  const auto pairs =
      found({"a b c d e f g h i", "A, b c d e f g h i X!", "a b c d e f g x i j"}, {"a b c d e f g h i j"});
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].text, 0U);
  EXPECT_DOUBLE_EQ(pairs[0].similarity, 8.0 / 9);
  EXPECT_EQ(pairs[1].text, 1U);
  EXPECT_DOUBLE_EQ(pairs[1].similarity, 8.0 / 10);
}

TEST(NearDuplicates, short_texts_and_none) {
  EXPECT_TRUE(found({"hello", "", "!!"}, {"hello", "", "!!"}).empty());
  EXPECT_EQ(found({"Hello you"}, {"x y", "hello, you", "HELLO YOU"}), (std::vector<NearPair>{{0, 1, 1.0}}));
  EXPECT_TRUE(found({"a b"}, {}).empty());
  EXPECT_TRUE(found({}, {"a b"}).empty());
}

TEST(NearDuplicates, say_how_far_they_are_and_stop) {
  std::vector<std::string> lines;
  std::atomic<bool> stop = false;
  const Watcher watcher{&stop, [&](const std::string& line) { lines.push_back(line); }};
  const std::vector<std::string> texts(5000, "a b c");
  ASSERT_TRUE(find_near_duplicates(views(texts), {}, watcher));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[2], "looking for texts that are nearly the same: 4,096 of 5,000");
  // Whoever stops it after the first, second, third line hears no more.
  for (std::size_t most = 1; most <= 3; ++most) {
    lines.clear();
    stop = false;
    const Watcher impatient{&stop, [&](const std::string& line) {
                              lines.push_back(line);
                              stop = lines.size() == most;
                            }};
    const auto stopped = find_near_duplicates(views(texts), {}, impatient);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::interrupted);
    EXPECT_EQ(lines.size(), most);
  }
}

double slowly(const std::string& a, const std::string& b) {
  const auto pairs = [](const std::string& text) {
    std::set<std::pair<std::string, std::string>> set;
    std::istringstream words(text);
    std::string before, word;
    for (words >> before; words >> word; before = word) set.emplace(before, word);
    return set;
  };
  const auto of_a = pairs(a), of_b = pairs(b);
  std::size_t both = 0;
  for (const auto& pair : of_a) both += of_b.count(pair);
  const std::size_t either = of_a.size() + of_b.size() - both;
  return either == 0 ? 0 : static_cast<double>(both) / static_cast<double>(either);
}

TEST(NearDuplicates, are_those_that_holding_all_against_all_finds) {
  Random random(11);
  const auto text = [&](const std::string& like) {
    std::istringstream old(like);
    std::string made, word;
    while (old >> word) made += (random.below(12) == 0 ? "w" + std::to_string(random.below(40)) : word) + " ";
    return made;
  };
  std::string base;
  for (int i = 0; i < 24; ++i) base += "w" + std::to_string(random.below(40)) + " ";
  std::vector<std::string> texts, others;
  for (int i = 0; i < 70; ++i) texts.push_back(text(base)), others.push_back(text(base));
  const auto pairs = found(texts, others);
  std::size_t next = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    double best = 0;
    for (const std::string& other : others) best = std::max(best, slowly(texts[i], other));
    if (best < kNearlySame) continue;
    ASSERT_LT(next, pairs.size());
    EXPECT_EQ(pairs[next].text, i);
    EXPECT_DOUBLE_EQ(pairs[next++].similarity, best);
  }
  EXPECT_GT(next, 3U);
  EXPECT_EQ(next, pairs.size());
}

// A template with a number in it: every text shares most of its pairs with every other one, and none is near.
TEST(NearDuplicates, templates_take_no_longer) {
  std::vector<std::string> texts, others;
  for (int i = 0; i < 20'000; ++i)
    (i % 5 == 0 ? others : texts)
        .push_back("order " + std::to_string(i) + " came on " + std::to_string(i * 7) + " thank you");
  EXPECT_TRUE(found(texts, others).empty());
}

}  // namespace
}  // namespace openaffect
