#include "openaffect/system/folder_writer.h"

#include <sys/resource.h>

#include <csignal>

#include <gtest/gtest.h>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class FolderWriterTest : public testing::Test {
 protected:
  FolderWriterTest() : path_(testing::TempDir() + "folder_writer") { clean(); }
  ~FolderWriterTest() override { clean(); }
  void clean() {
    for (const char* end : {"", ".new", ".old"}) (void)remove_all(path_ + end);
  }
  std::string read(const std::string& name) const {
    const auto bytes = read_file(path_ + "/" + name, 1 << 20);
    return bytes ? *bytes : describe_error(bytes.error());
  }
  bool is_clean() const { return !file_exists(path_ + ".new") && !file_exists(path_ + ".old"); }
  std::string path_;
};

TEST_F(FolderWriterTest, appears_whole) {
  auto writer = FolderWriter::create(path_ + "/", Overwrite::refuse);
  ASSERT_TRUE(writer) << describe_error(writer.error());
  ASSERT_TRUE(writer->write("a.txt", "one"));
  ASSERT_TRUE(writer->write("inner/b.txt", "two"));
  ASSERT_TRUE(writer->write("outer/inner/c.txt", "three"));
  EXPECT_FALSE(file_exists(path_));
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(read("a.txt"), "one");
  EXPECT_EQ(read("inner/b.txt"), "two");
  EXPECT_EQ(read("outer/inner/c.txt"), "three");
  EXPECT_TRUE(is_clean());
}

TEST_F(FolderWriterTest, or_not_at_all) {
  {
    auto writer = FolderWriter::create(path_, Overwrite::refuse);
    ASSERT_TRUE(writer && writer->write("a.txt", "one"));
    EXPECT_TRUE(file_exists(path_ + ".new"));
  }
  EXPECT_FALSE(file_exists(path_));
  EXPECT_TRUE(is_clean());
}

TEST_F(FolderWriterTest, replaces_only_when_told_and_only_at_the_end) {
  ASSERT_TRUE(make_folder(path_));
  ASSERT_TRUE(replace_file(path_ + "/old.txt", "old"));
  const auto refused = FolderWriter::create(path_, Overwrite::refuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  {
    auto given_up = FolderWriter::create(path_, Overwrite::replace);
    ASSERT_TRUE(given_up && given_up->write("new.txt", "new"));
  }
  EXPECT_EQ(read("old.txt"), "old");
  auto writer = FolderWriter::create(path_, Overwrite::replace);
  ASSERT_TRUE(writer && writer->write("new.txt", "new") && writer->commit());
  EXPECT_EQ(read("new.txt"), "new");
  EXPECT_FALSE(file_exists(path_ + "/old.txt"));
  EXPECT_TRUE(is_clean());
}

TEST_F(FolderWriterTest, what_is_no_folder_to_replace) {
  ASSERT_TRUE(replace_file(path_, "a file"));
  EXPECT_EQ(FolderWriter::create(path_, Overwrite::replace).error().kind, ErrorKind::refused);
  EXPECT_EQ(FolderWriter::create(".", Overwrite::replace).error().kind, ErrorKind::refused);
  EXPECT_EQ(FolderWriter::create("/", Overwrite::replace).error().kind, ErrorKind::refused);
  EXPECT_FALSE(FolderWriter::create("", Overwrite::replace));
  EXPECT_FALSE(FolderWriter::create("/no/such/place/folder", Overwrite::refuse));
}

// A disk that takes 1,000 bytes of a file.
TEST_F(FolderWriterTest, a_full_disk_leaves_nothing) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{1000, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  {
    auto writer = FolderWriter::create(path_, Overwrite::refuse);
    ASSERT_TRUE(writer);
    const auto written = writer->write("big", std::string(2000, 'x'));
    EXPECT_FALSE(written);
    if (!written) {
      EXPECT_NE(describe_error(written.error()).find("File too large"), std::string::npos);
    }
  }
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_FALSE(file_exists(path_));
  EXPECT_TRUE(is_clean());
}

}  // namespace
}  // namespace openaffect
