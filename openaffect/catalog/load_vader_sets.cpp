// VADER's human-rated sets: in one archive, for each set a file of texts (id, mean, text) and one of ratings (id, mean,
// deviation, list). They are joined by id.
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"
#include "openaffect/catalog/tar_gz.h"
#include "openaffect/text/normal_form.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::string_view kArchive = "text/vader/hutto_ICWSM_2014.tar.gz";
constexpr std::pair<const char*, const char*> kSets[] = {{"tweets", "tweets"},
                                                         {"amazonReviewSnippets", "amazon"},
                                                         {"movieReviewSnippets", "movies"},
                                                         {"nytEditorialSnippets", "nyt"}};

std::string texts_file(const char* set) {
  return fmt::format("hutto_ICWSM_2014/{}_GroundTruth.txt", set);
}
std::string ratings_file(const char* set) {
  return fmt::format("hutto_ICWSM_2014/{}_anonDataRatings.txt", set);
}

// "[0, -1, 2]"
Result<std::vector<double>> read_list(std::string_view field, const RawLine& line) {
  if (!field.starts_with('[') || !field.ends_with(']')) return line.error("ratings are no list");
  field = field.substr(1, field.size() - 2);
  std::vector<double> numbers;
  for (std::size_t at = 0; at <= field.size();) {
    const std::size_t comma = std::min(field.find(", ", at), field.size());
    OA_TRY(number, number_of(field.substr(at, comma - at), line));
    numbers.push_back(number);
    at = comma + 2;
  }
  return numbers;
}

using RatingsById = std::unordered_map<std::string, std::vector<double>>;

Result<RatingsById> read_ratings(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  RatingsById ratings;
  for (const RawLine& line : lines_of(text, file)) {
    OA_TRY(fields, line.fields(4));
    OA_TRY(list, read_list(fields[3], line));
    ratings[std::string(fields[0])] = std::move(list);
  }
  return ratings;
}

struct Columns {
  ColumnOf<std::string> id, text, split, task;
  ColumnOf<double> gold;
  ColumnOf<std::vector<double>> ratings;
};

Result<Done> load_set(const std::map<std::string, std::string>& archive, const char* set, const char* task,
                      const Columns& to, ItemTable& table) {
  OA_TRY(ratings, read_ratings(archive.at(ratings_file(set)), ratings_file(set)));
  const std::string file = texts_file(set);
  for (const RawLine& line : lines_of(archive.at(file), file)) {
    if (!is_valid_utf8(line.text)) return line.error("not UTF-8");
    OA_TRY(fields, line.fields(3));
    OA_TRY(mean, number_of(fields[1], line));
    const auto found = ratings.find(std::string(fields[0]));
    if (found == ratings.end()) return line.error(fmt::format("{} has no ratings", fields[0]));
    table.set(to.id, fmt::format("{}-{}", task, fields[0]));
    table.set(to.text, fields[2]);
    table.set(to.split, split_by_hash(normal_form(fields[2])));
    table.set<std::string>(to.task, task);
    table.set(to.gold, mean / 4);
    table.set(to.ratings, found->second);
    table.end_row();
  }
  return Done{};
}

}  // namespace

Result<Done> load_vader_sets(const RawFiles& files, ItemTable& table) {
  const Columns to{table.text("id"),
                   table.text("text"),
                   table.text("split"),
                   table.text("task"),
                   table.number("vad.valence", "vad", "the mean; native -4..4, here x/4"),
                   table.numbers("ratings", "of each rater, as given (-4..4)")};
  OA_TRY(bytes, files.bytes(kArchive));
  std::vector<std::string> wanted;
  for (const auto& [set, task] : kSets) wanted.insert(wanted.end(), {texts_file(set), ratings_file(set)});
  OA_TRY(archive, read_tar_gz(bytes, wanted));
  for (const auto& [set, task] : kSets) OA_CHECK(load_set(archive, set, task, to, table));
  return Done{};
}

}  // namespace openaffect
