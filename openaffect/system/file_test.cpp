#include "openaffect/system/file.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

class FileTest : public testing::Test {
 protected:
  FileTest() : folder_(testing::TempDir() + "oa_file_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~FileTest() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string folder_;
};

TEST_F(FileTest, reads_what_was_replaced) {
  ASSERT_TRUE(replace_file(path("a"), std::string("one\0two", 7)));
  ASSERT_TRUE(replace_file(path("a"), "three"));
  EXPECT_EQ(*read_file(path("a"), 100), "three");
  EXPECT_FALSE(file_exists(path("a.new")));
}

TEST_F(FileTest, bounds_what_it_reads) {
  ASSERT_TRUE(replace_file(path("a"), std::string(101, 'x')));
  EXPECT_EQ(read_file(path("a"), 100).error().what, "is larger than 100 bytes");
  EXPECT_TRUE(read_file(path("a"), 101));
}

TEST_F(FileTest, errors_name_the_file) {
  const Error missing = read_file(path("none"), 1).error();
  EXPECT_EQ(missing.kind, ErrorKind::not_found);
  EXPECT_EQ(missing.where.file, path("none"));
  EXPECT_EQ(read_file(folder_, 1).error().what, "is a folder");
  EXPECT_EQ(File::open(path("no/such/folder"), File::Mode::write).error().kind, ErrorKind::not_found);
}

TEST_F(FileTest, writes_seeks_and_truncates) {
  Result<File> file = File::open(path("a"), File::Mode::write);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write_all("0123456789"));
  ASSERT_TRUE(file->truncate(4));
  ASSERT_TRUE(file->seek(4));
  ASSERT_TRUE(file->write_all("x"));
  ASSERT_TRUE(file->sync());
  EXPECT_EQ(*file->size(), 5U);
  EXPECT_EQ(*read_file(path("a"), 100), "0123x");
}

TEST_F(FileTest, a_lock_is_held_until_the_file_closes) {
  Result<File> second = File::open(path("lock"), File::Mode::lock);
  {
    Result<File> first = File::open(path("lock"), File::Mode::lock);
    ASSERT_TRUE(*first->try_lock());
    EXPECT_FALSE(*second->try_lock());
  }
  EXPECT_TRUE(*second->try_lock());
  EXPECT_TRUE(*second->is_at(path("lock")));
  ASSERT_TRUE(remove_all(path("lock")));
  EXPECT_FALSE(*second->is_at(path("lock")));
}

TEST_F(FileTest, stamps_tell_of_changes) {
  ASSERT_TRUE(replace_file(path("a"), "four"));
  const FileStamp before = file_stamp(path("a"));
  EXPECT_EQ(before.bytes, 4U);
  EXPECT_GT(before.modified_ns, 0);
  File file = *File::open(path("a"), File::Mode::write);
  EXPECT_EQ(file_stamp(file), before);
  ASSERT_TRUE(file.write_all("five "));
  EXPECT_EQ(file_stamp(file).bytes, 5U);
  EXPECT_EQ(file_stamp(path("none")), FileStamp());
  EXPECT_EQ(file_stamp(folder_), FileStamp());
}

TEST_F(FileTest, one_file_by_two_names) {
  ASSERT_TRUE(replace_file(path("a"), "x"));
  std::filesystem::create_symlink(path("a"), path("link"));
  EXPECT_TRUE(is_same_file(path("a"), path("link")));
  EXPECT_FALSE(is_same_file(path("a"), path("none")));
  EXPECT_FALSE(is_same_file("-", "-"));
}

TEST_F(FileTest, folders) {
  ASSERT_TRUE(make_folder(path("d")));
  ASSERT_TRUE(make_folder(path("d")));
  EXPECT_TRUE(is_folder(path("d")));
  ASSERT_TRUE(replace_file(path("d/a"), "x"));
  ASSERT_TRUE(remove_all(path("d")));
  EXPECT_FALSE(file_exists(path("d")));
  EXPECT_TRUE(remove_all(path("d")));
}

}  // namespace
}  // namespace openaffect
