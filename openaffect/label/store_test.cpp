#include "openaffect/label/store.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

const JobIdentity kIdentity = {{"input bytes", "10"}, {"rater vader", "3.3.2-1"}};

class StoreTest : public testing::Test {
 protected:
  StoreTest() : folder_(testing::TempDir() + "oa_store_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~StoreTest() override { std::filesystem::remove_all(folder_); }

  Result<std::unique_ptr<Store>> open(const JobIdentity& identity = kIdentity, bool force = false) const {
    return Store::open(output(), identity, 5, {.force = force, .commit_seconds = 0});
  }
  std::string output() const { return folder_ + "/x.csv"; }
  std::string folder_;
};

PartRecord part(const std::string& checkpoint) {
  PartRecord record;
  record.rows = 1;
  record.checkpoint = checkpoint;
  return record;
}

TEST_F(StoreTest, a_job_in_one_go) {
  auto store = open();
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->write("one,"));
  ASSERT_TRUE((*store)->add_part(part("1")));
  ASSERT_TRUE((*store)->write("end"));
  EXPECT_FALSE(file_exists(output()));
  ASSERT_TRUE((*store)->finish("{}"));
  EXPECT_EQ(*read_file(output(), 100), "one,end");
  EXPECT_EQ(*read_file(Store::summary_path(output()), 100), "{}");
  EXPECT_FALSE(file_exists(Store::partial_folder(output())));
}

TEST_F(StoreTest, continues_after_the_last_part_and_forgets_what_came_after_it) {
  {
    auto store = open();
    ASSERT_TRUE((*store)->write("one,"));
    ASSERT_TRUE((*store)->add_part(part("first")));
    ASSERT_TRUE((*store)->write("lost"));
  }
  auto store = open();
  ASSERT_TRUE(store);
  ASSERT_EQ((*store)->manifest().parts.size(), 1U);
  EXPECT_EQ((*store)->manifest().parts[0].checkpoint, "first");
  EXPECT_EQ((*store)->position(), 4U);
  ASSERT_TRUE((*store)->write("two"));
  ASSERT_TRUE((*store)->add_part(part("second")));
  ASSERT_TRUE((*store)->finish("{}"));
  EXPECT_EQ(*read_file(output(), 100), "one,two");
}

TEST(Store, the_folder_of_an_object_lies_on_this_machine) {
  EXPECT_EQ(Store::partial_folder("a/x.csv"), "a/x.csv.partial");
  EXPECT_EQ(Store::partial_folder("s3://b/a/x.csv"), "x.csv.partial");
  EXPECT_EQ(Store::partial_folder("s3://b/a/x.csv?scheme=http&proxy=a/b", "/jobs"), "/jobs/x.csv.partial");
  EXPECT_EQ(Store::summary_path("s3://b/x.csv?scheme=http"), "s3://b/x.csv.summary.json?scheme=http");
}

TEST_F(StoreTest, refuses_a_second_run_at_once) {
  auto first = open();
  ASSERT_TRUE(first);
  EXPECT_EQ(open().error().what, "another run is writing this output at the moment");
}

TEST_F(StoreTest, refuses_another_job_and_names_the_difference) {
  ASSERT_TRUE(open());
  const Error error = open({{"input bytes", "10"}, {"rater vader", "9"}}).error();
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_NE(error.what.find("rater vader was '3.3.2-1' when the job began and is '9' now"), std::string::npos);
  EXPECT_TRUE(open({{"input bytes", "10"}, {"rater vader", "9"}}, true));
}

TEST_F(StoreTest, a_finished_output_is_discarded_by_force_only) {
  ASSERT_TRUE(replace_file(output(), "precious"));
  EXPECT_EQ(open().error().kind, ErrorKind::refused);
  EXPECT_EQ(*read_file(output(), 100), "precious");
  EXPECT_FALSE(file_exists(Store::partial_folder(output())));
  ASSERT_TRUE(open(kIdentity, true));
  EXPECT_FALSE(file_exists(output()));
}

TEST_F(StoreTest, killed_between_rename_and_summary) {
  {
    auto store = open();
    ASSERT_TRUE((*store)->write("all"));
    ASSERT_TRUE((*store)->add_part(part("1")));
    ASSERT_TRUE((*store)->finish("{}"));
  }
  // What the disk holds when the process dies right after the rename.
  ASSERT_TRUE(make_folder(Store::partial_folder(output())));
  PartRecord last = part("1");
  last.end = 3;
  ASSERT_TRUE(replace_file(Store::partial_folder(output()) + "/manifest.jsonl",
                           manifest_header_line(kIdentity, 5) + manifest_part_line(last) + manifest_finished_line()));
  ASSERT_TRUE(remove_all(Store::summary_path(output())));
  auto store = open();
  ASSERT_TRUE(store);
  EXPECT_TRUE((*store)->renamed());
  ASSERT_TRUE((*store)->finish("{\"again\":1}"));
  EXPECT_EQ(*read_file(output(), 100), "all");
  EXPECT_EQ(*read_file(Store::summary_path(output()), 100), "{\"again\":1}");
  EXPECT_FALSE(file_exists(Store::partial_folder(output())));
}

TEST_F(StoreTest, killed_before_the_header_was_whole) {
  ASSERT_TRUE(make_folder(Store::partial_folder(output())));
  ASSERT_TRUE(replace_file(Store::partial_folder(output()) + "/manifest.jsonl", "0123"));
  auto store = open();
  ASSERT_TRUE(store);
  EXPECT_TRUE((*store)->manifest().parts.empty());
}

TEST_F(StoreTest, data_shorter_than_the_manifest_says_is_refused) {
  {
    auto store = open();
    ASSERT_TRUE((*store)->write("0123456789"));
    ASSERT_TRUE((*store)->add_part(part("1")));
  }
  ASSERT_TRUE(replace_file(Store::partial_folder(output()) + "/data", "012"));
  EXPECT_NE(open().error().what.find("shorter"), std::string::npos);
}

}  // namespace
}  // namespace openaffect
