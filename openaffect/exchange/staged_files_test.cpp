#include "openaffect/exchange/staged_files.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class StagedFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void put(const std::string& name, const std::string& bytes) { ASSERT_TRUE(replace_file(folder_ + name, bytes)); }
  std::string get(const std::string& name) {
    const auto bytes = read_file(folder_ + name, 100);
    return bytes ? *bytes : "absent";
  }
  std::size_t count() {
    const std::filesystem::recursive_directory_iterator all(folder_);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
  std::string folder_ = ::testing::TempDir() + "staged_files_test/";
};

TEST_F(StagedFilesTest, appear_together) {
  put("from", "1");
  StagedFiles files(Overwrite::refuse);
  ASSERT_TRUE(files.copy(folder_ + "from", folder_ + "a/b/copy"));
  ASSERT_TRUE(files.write(folder_ + "tasks", "2"));
  EXPECT_EQ(get("a/b/copy"), "absent");
  ASSERT_TRUE(files.commit());
  EXPECT_EQ(get("a/b/copy"), "1");
  EXPECT_EQ(get("tasks"), "2");
  EXPECT_EQ(count(), 5U);
}

TEST_F(StagedFilesTest, leave_nothing_without_commit) {
  put("from", "1");
  {
    StagedFiles files(Overwrite::refuse);
    ASSERT_TRUE(files.copy(folder_ + "from", folder_ + "a/b/copy"));
    EXPECT_FALSE(files.copy(folder_ + "none", folder_ + "a/none"));
  }
  EXPECT_EQ(count(), 1U);
}

TEST_F(StagedFilesTest, keep_what_is_there_unless_it_may_be_replaced) {
  put("from", "1");
  put("mine", "2");
  StagedFiles careful(Overwrite::refuse);
  EXPECT_EQ(careful.copy(folder_ + "from", folder_ + "mine").error().kind, ErrorKind::refused);
  EXPECT_TRUE(careful.copy(folder_ + "mine", folder_ + "mine"));  // onto itself
  StagedFiles files(Overwrite::replace);
  ASSERT_TRUE(files.copy(folder_ + "from", folder_ + "mine"));
  EXPECT_EQ(files.write(folder_ + "mine", "3").error().kind, ErrorKind::refused);  // two of one name
  ASSERT_TRUE(files.commit());
  EXPECT_EQ(get("mine"), "1");
}

}  // namespace
}  // namespace openaffect
