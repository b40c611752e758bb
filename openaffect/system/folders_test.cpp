#include "openaffect/system/folders.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class FoldersTest : public testing::Test {
 protected:
  FoldersTest() : folder_(testing::TempDir() + "oa_folders_" + std::to_string(::getpid())) {
    for (const char* name : kNames) {
      const char* value = std::getenv(name);
      before_.emplace_back(name, value ? std::optional<std::string>(value) : std::nullopt);
      ::unsetenv(name);
    }
  }
  ~FoldersTest() override {
    for (const auto& [name, value] : before_) value ? ::setenv(name, value->c_str(), 1) : ::unsetenv(name);
    std::filesystem::remove_all(folder_);
  }
  static constexpr const char* kNames[] = {"OPENAFFECT_SHARE", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CACHE_HOME",
                                           "HOME"};
  std::vector<std::pair<const char*, std::optional<std::string>>> before_;
  std::string folder_;
};

bool has(const std::vector<std::string>& folders, const std::string& folder) {
  return std::find(folders.begin(), folders.end(), folder) != folders.end();
}

TEST_F(FoldersTest, follow_the_xdg_specification) {
  ::setenv("HOME", "/home/ada", 1);
  EXPECT_TRUE(has(share_folders(), "/home/ada/.local/share/openaffect"));
  EXPECT_TRUE(has(share_folders(), "/usr/local/share/openaffect"));
  EXPECT_EQ(cache_folder(), "/home/ada/.cache/openaffect");
  ::setenv("XDG_DATA_HOME", "/data", 1);
  ::setenv("XDG_DATA_DIRS", "/one:relative:/two", 1);
  ::setenv("XDG_CACHE_HOME", "relative is ignored", 1);
  EXPECT_TRUE(has(share_folders(), "/data/openaffect"));
  EXPECT_TRUE(has(share_folders(), "/one/openaffect"));
  EXPECT_TRUE(has(share_folders(), "/two/openaffect"));
  EXPECT_FALSE(has(share_folders(), "relative/openaffect"));
  EXPECT_EQ(cache_folder(), "/home/ada/.cache/openaffect");
}

TEST_F(FoldersTest, none_stands_twice) {
  ::setenv("XDG_DATA_DIRS", "/one:/two:/one", 1);
  std::vector<std::string> folders = share_folders();
  EXPECT_EQ(std::count(folders.begin(), folders.end(), "/one/openaffect"), 1);
  std::sort(folders.begin(), folders.end());
  EXPECT_EQ(std::adjacent_find(folders.begin(), folders.end()), folders.end());
}

TEST_F(FoldersTest, without_a_home_there_is_no_cache) {
  EXPECT_EQ(cache_folder(), std::nullopt);
}

TEST_F(FoldersTest, the_given_folder_comes_first) {
  std::filesystem::create_directories(folder_ + "/lexicons");
  ASSERT_TRUE(replace_file(folder_ + "/lexicons/a.txt", "x"));
  ::setenv("OPENAFFECT_SHARE", folder_.c_str(), 1);
  EXPECT_EQ(share_folders().front(), folder_);
  EXPECT_EQ(find_share_file("lexicons/a.txt"), folder_ + "/lexicons/a.txt");
  EXPECT_EQ(find_share_file("lexicons/none.txt"), std::nullopt);
}

}  // namespace
}  // namespace openaffect
