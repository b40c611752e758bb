#include "openaffect/data/locations.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class LocationsTest : public testing::Test {
 protected:
  LocationsTest() : folder_(testing::TempDir() + "oa_locations_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_ + "/inner.csv");
    for (const char* name :
         {"b.csv", "a.jsonl.gz", "c.parquet", "readme.md", ".hidden.csv", "b.csv.summary.json", "d.json"})
      EXPECT_TRUE(replace_file(folder_ + "/" + name, ""));
  }
  ~LocationsTest() override { std::filesystem::remove_all(folder_); }
  std::vector<std::string> names(const std::string& path) const {
    const auto files = find_files(path);
    EXPECT_TRUE(files);
    std::vector<std::string> names;
    for (const std::string& file : *files) names.push_back(file.substr(file.rfind('/') + 1));
    return names;
  }
  std::string folder_;
};

TEST_F(LocationsTest, a_folder_is_its_tables) {
  const std::vector<std::string> tables = {"a.jsonl.gz", "b.csv", "c.parquet", "d.json"};
  EXPECT_EQ(names(folder_), tables);
  EXPECT_EQ(names(folder_ + "/"), tables);
}

TEST_F(LocationsTest, a_pattern_is_what_it_matches) {
  EXPECT_EQ(names(folder_ + "/*.csv"), (std::vector<std::string>{"b.csv"}));  // no folder, nothing hidden
  EXPECT_EQ(names(folder_ + "/[bc].*"), (std::vector<std::string>{"b.csv", "b.csv.summary.json", "c.parquet"}));
}

TEST_F(LocationsTest, a_file_is_itself_also_when_its_name_looks_like_a_pattern) {
  EXPECT_TRUE(replace_file(folder_ + "/x[1].csv", ""));
  EXPECT_EQ(names(folder_ + "/x[1].csv"), (std::vector<std::string>{"x[1].csv"}));
  EXPECT_EQ(names("-"), (std::vector<std::string>{"-"}));
  EXPECT_EQ(names(folder_ + "/none.csv"), (std::vector<std::string>{"none.csv"}));  // whoever opens it says so
}

TEST_F(LocationsTest, nothing_is_an_error) {
  EXPECT_EQ(find_files(folder_ + "/*.tsv").error().kind, ErrorKind::not_found);
  EXPECT_EQ(find_files(folder_ + "/inner.csv").error().kind, ErrorKind::not_found);
}

TEST(IsTableName, ours_and_hidden_ones_are_none) {
  for (const char* name : {"a.csv", "a.jsonl.gz", "summary.json"}) EXPECT_TRUE(is_table_name(name)) << name;
  for (const char* name : {".a.csv", "a.csv.summary.json", "a.wav"}) EXPECT_FALSE(is_table_name(name)) << name;
}

TEST(WithoutCompression, drops_the_ending) {
  EXPECT_EQ(without_compression("a/b.csv.gz"), "a/b.csv");
  EXPECT_EQ(without_compression("b.jsonl.zst"), "b.jsonl");
  EXPECT_EQ(without_compression("b.csv"), "b.csv");
}

}  // namespace
}  // namespace openaffect
