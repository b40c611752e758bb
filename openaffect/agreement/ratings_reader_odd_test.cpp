// Odd tables: whatever the bytes are, there is an error with words or a well-formed result.
#include <cmath>

#include "openaffect/agreement/consensus_file.h"
#include "openaffect/agreement/rater_report.h"
#include "openaffect/agreement/ratings_reader_testing.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using testing_ratings::Folder;

constexpr std::string_view kCells[] = {"",
                                       "1",
                                       "2",
                                       "-3.5",
                                       "1e300",
                                       "nan",
                                       "inf",
                                       "joy",
                                       "Happiness",
                                       "anger|joy",
                                       "|",
                                       "[]",
                                       "[1]",
                                       "[1,2]",
                                       "[null]",
                                       "[",
                                       "[[1]]",
                                       "[{}]",
                                       " ",
                                       "NA",
                                       "\"a\nb\"",
                                       "\xff\xfe",
                                       "\"[\"\"x\"\"]\"",
                                       "1.0",
                                       "0",
                                       "99999999999999999999"};

std::string odd_table(Random& random) {
  std::string csv = "item,rater,label,a,b\n";
  const auto rows = random.below(12);
  for (std::uint64_t row = 0; row < rows; ++row) {
    const auto cells = random.below(20) == 0 ? 3U : 5U;
    for (std::uint64_t cell = 0; cell < cells; ++cell) {
      if (cell > 0) csv += ',';
      csv += cell == 0 ? std::to_string(random.below(20))
                       : std::string(kCells[random.below(random.below(3) == 0 ? 26 : 4)]);
    }
    csv += '\n';
  }
  return csv;
}

RatingsOptions odd_options(Random& random) {
  RatingsOptions options;
  switch (random.below(5)) {
    case 0:
      options = {.unit = "item", .rater = "rater", .value = "label"};
      break;
    case 1:
      options = {.unit = "item", .value = "label"};
      break;
    case 2:
      options = {.raters = {"label", "a", "b"}};
      break;
    case 3:
      options = {.unit = "item", .counts = {"a", "b"}};
      break;
    default:
      options = {.list = "label", .list_raters = random.below(2) == 0 ? "rater" : ""};
  }
  if (random.below(2) == 0) options.level = static_cast<MeasurementLevel>(random.below(5));
  if (random.below(4) == 0)
    options.scheme = built_in_scheme(std::vector{"ekman7", "semeval11", "v_oc7", "vad", "valence01"}[random.below(5)]);
  if (random.below(8) == 0) options.order = {"1", "2", "joy"};
  options.on_outside = static_cast<OnOutside>(random.below(2));
  options.on_twice = static_cast<OnTwice>(random.below(3));
  options.read.on_bad_row = static_cast<OnBadRow>(random.below(2));
  return options;
}

void expect_well_formed(const RatingsTable& table) {
  const Ratings& ratings = table.ratings;
  const bool is_number = table.level == MeasurementLevel::interval || table.level == MeasurementLevel::ratio;
  const std::size_t values = table.level == MeasurementLevel::set ? ratings.sets.size() : ratings.categories.size();
  ASSERT_EQ(table.order.size(), ratings.entries.size());
  for (std::size_t i = 0; i < ratings.entries.size(); ++i) {
    const RatingEntry& entry = ratings.entries[i];
    ASSERT_LT(entry.unit, ratings.units.size());
    ASSERT_TRUE(std::isfinite(entry.value));
    EXPECT_TRUE(!ratings.has_raters() || entry.rater < ratings.raters.size());
    EXPECT_TRUE(is_number || entry.value < static_cast<double>(values));
    if (i == 0) continue;
    const RatingEntry& last = ratings.entries[i - 1];
    ASSERT_LE(std::pair(last.unit, last.rater), std::pair(entry.unit, entry.rater));
    EXPECT_TRUE(!ratings.has_raters() || last.unit != entry.unit || last.rater != entry.rater);
  }
  for (const auto& set : ratings.sets)
    for (std::size_t i = 0; i < set.size(); ++i) {
      ASSERT_LT(set[i], ratings.categories.size());
      EXPECT_TRUE(i == 0 || set[i - 1] < set[i]);
    }
}

TEST(RatingsReaderOdd, an_error_with_words_or_a_well_formed_result) {
  const Folder folder;
  Random random(11);
  int read = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string bytes = odd_table(random);
    const auto table = read_ratings(folder.write("odd.csv", bytes), odd_options(random));
    if (!table) {
      EXPECT_FALSE(table.error().what.empty());
      EXPECT_FALSE(table.error().where.file.empty()) << table.error().what;
      continue;
    }
    ++read;
    expect_well_formed(*table);
    if (::testing::Test::HasFatalFailure()) FAIL() << bytes;
    for (int method = 0; method < 5; ++method) {
      const auto made = consensus(table->ratings, table->level, {.method = static_cast<ConsensusMethod>(method)});
      if (!made) {
        EXPECT_EQ(made.error().kind, ErrorKind::refused);
        continue;
      }
      EXPECT_EQ(consensus_columns(table->ratings, *made).front().name, "id");
    }
    EXPECT_EQ(static_cast<bool>(rater_report(table->ratings, table->level, table->order)), table->ratings.has_raters());
  }
  EXPECT_GT(read, 80);
}

}  // namespace
}  // namespace openaffect
