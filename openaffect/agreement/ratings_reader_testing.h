// What the tests of this folder's tables share: a table of the test's own, and its ratings as words.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/agreement/ratings_reader.h"

namespace openaffect::testing_ratings {

// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "openaffect_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string path(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

 private:
  std::filesystem::path path_;
};

inline std::string value_text(const RatingsTable& table, double value) {
  const Ratings& ratings = table.ratings;
  if (table.level == MeasurementLevel::interval || table.level == MeasurementLevel::ratio)
    return fmt::format("{}", value);
  const auto at = static_cast<std::size_t>(value);
  switch (table.level) {
    case MeasurementLevel::set: {
      std::vector<std::string> labels;
      for (const auto label : ratings.sets[at]) labels.push_back(ratings.categories[label]);
      return fmt::format("{{{}}}", fmt::join(labels, " "));
    }
    default:
      return ratings.categories[at];
  }
}

// "u1 ann joy", in the order of the entries; "u1 joy" where raters have no names.
inline std::vector<std::string> rows_of(const RatingsTable& table) {
  std::vector<std::string> rows;
  for (const RatingEntry& entry : table.ratings.entries) {
    std::string row = table.ratings.units[entry.unit] + " ";
    if (table.ratings.has_raters()) row += table.ratings.raters[entry.rater] + " ";
    rows.push_back(row + value_text(table, entry.value));
  }
  return rows;
}

using Words = std::vector<std::string>;

class ReaderTest : public ::testing::Test {
 protected:
  RatingsTable read(const std::string& bytes, const RatingsOptions& options = {}, const std::string& name = "r.csv") {
    auto table = read_ratings(folder_.write(name, bytes), options);
    EXPECT_TRUE(table) << describe_error(table.error());
    return table ? *std::move(table) : RatingsTable();
  }
  Error error(const std::string& bytes, const RatingsOptions& options = {}, const std::string& name = "r.csv") {
    const auto table = read_ratings(folder_.write(name, bytes), options);
    EXPECT_FALSE(table);
    return table ? Error() : table.error();
  }
  // "format row 3 column label: 'x' is no number", without the file.
  std::string fault(const std::string& bytes, const RatingsOptions& options = {}, const std::string& name = "r.csv") {
    const Error found = error(bytes, options, name);
    constexpr std::string_view kKinds[] = {"io", "format", "unsupported", "not_found", "unknown", "refused"};
    std::string text(kKinds[static_cast<std::size_t>(found.kind)]);
    if (found.where.row) text += fmt::format(" row {}", *found.where.row);
    if (!found.where.column.empty()) text += " column " + found.where.column;
    EXPECT_THAT(found.where.file, ::testing::HasSubstr(name));
    return text + ": " + found.what;
  }

  Folder folder_;
};

inline const RatingsOptions kLong = {.unit = "item", .rater = "rater", .value = "label"};

inline RatingsOptions long_with(const std::function<void(RatingsOptions&)>& change) {
  RatingsOptions options = kLong;
  change(options);
  return options;
}

}  // namespace openaffect::testing_ratings
