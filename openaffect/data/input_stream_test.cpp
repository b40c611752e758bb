#include "openaffect/data/input_stream.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class InputStreamTest : public testing::Test {
 protected:
  InputStreamTest() : path_(testing::TempDir() + "oa_input_" + std::to_string(::getpid())) {}
  ~InputStreamTest() override { (void)remove_all(path_); }
  void write(const std::string& bytes) const { EXPECT_TRUE(replace_file(path_, bytes)); }
  std::string path_;
};

Result<std::unique_ptr<InputStream>> open_stream(const std::string& path,
                                                 std::size_t chunk = InputStream::kChunkBytes) {
  OA_TRY(source, open_file_source(path));
  return std::make_unique<InputStream>(std::move(source), chunk);
}

std::string read_all(InputStream& input) {
  while (*input.more()) {
  }
  return std::string(input.pending());
}

TEST_F(InputStreamTest, gives_the_bytes_in_chunks) {
  write("0123456789");
  for (const std::size_t chunk : {1U, 3U, 10U, 1000U}) {
    auto input = *open_stream(path_, chunk);
    std::string read;
    for (;;) {
      const auto more = input->more();
      ASSERT_TRUE(more);
      if (!*more) break;
      EXPECT_LE(input->pending().size(), chunk + 1);
      read += input->pending().substr(0, input->pending().size() - 1);  // the last byte stays
      input->consume(input->pending().size() - 1);
    }
    EXPECT_EQ(read + std::string(input->pending()), "0123456789");
    EXPECT_EQ(input->position(), 9U);
    EXPECT_DOUBLE_EQ(input->fraction(), 1);
    input->consume(1);
    EXPECT_EQ(input->identity().sha256, sha256_hex("0123456789"));
    EXPECT_EQ(input->identity().bytes, 10U);
    EXPECT_GT(input->identity().modified_ns, 0);
  }
}

TEST_F(InputStreamTest, goes_on_where_it_was_left) {
  write("0123456789");
  for (const bool verify : {false, true}) {
    auto first = *open_stream(path_);
    ASSERT_TRUE(*first->more());
    first->consume(4);
    auto second = *open_stream(path_);
    ASSERT_TRUE(*second->more());  // what it has read already is forgotten
    ASSERT_TRUE(second->go_to(first->position(), first->hash_state(), verify));
    EXPECT_EQ(read_all(*second), "456789");
    second->consume(6);
    EXPECT_EQ(second->identity().sha256, sha256_hex("0123456789"));
  }
}

TEST_F(InputStreamTest, verifying_notices_other_bytes) {
  write("0123456789");
  auto first = *open_stream(path_);
  ASSERT_TRUE(*first->more());
  first->consume(4);
  write("01x3456789");
  EXPECT_EQ((*open_stream(path_))->go_to(4, first->hash_state(), true).error().kind, ErrorKind::refused);
  write("012");
  EXPECT_EQ((*open_stream(path_))->go_to(4, first->hash_state(), false).error().kind, ErrorKind::refused);
  EXPECT_EQ((*open_stream(path_))->go_to(1, "nonsense", false).error().kind, ErrorKind::format);
}

TEST_F(InputStreamTest, a_file_that_changes_is_noticed) {
  for (const char* more : {"0123456789abc", "012"}) {
    write("0123456789");
    auto input = *open_stream(path_, 4);
    ASSERT_TRUE(*input->more());
    File file = *File::open(path_, File::Mode::write);
    ASSERT_TRUE(file.truncate(0));
    ASSERT_TRUE(file.write_all(more));
    Result<bool> result = true;
    while (result && *result) result = input->more();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::io);
    EXPECT_NE(result.error().what.find("changed while it was read"), std::string::npos);
  }
}

TEST_F(InputStreamTest, what_is_not_there_or_no_file) {
  EXPECT_EQ(open_stream(path_ + ".none").error().kind, ErrorKind::not_found);
  EXPECT_EQ(open_stream(testing::TempDir()).error().kind, ErrorKind::unsupported);
  EXPECT_EQ(open_stream("/dev/zero").error().kind, ErrorKind::unsupported);
}

TEST_F(InputStreamTest, standard_input_is_a_stream) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const int saved = ::dup(STDIN_FILENO);
  ::dup2(pipe_ends[0], STDIN_FILENO);
  ASSERT_EQ(::write(pipe_ends[1], "piped", 5), 5);
  ::close(pipe_ends[1]);
  auto input = *open_stream("-");
  EXPECT_EQ(read_all(*input), "piped");
  EXPECT_EQ(input->identity().bytes, 0U);
  EXPECT_EQ(input->identity().modified_ns, 0);
  EXPECT_EQ(input->fraction(), 0);
  EXPECT_EQ(input->go_to(0, Sha256().save(), false).error().kind, ErrorKind::refused);
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  ::close(pipe_ends[0]);
}

TEST(InputStream, memory) {
  auto input = InputStream::of_memory("abc", 2);
  EXPECT_EQ(read_all(*input), "abc");
  EXPECT_EQ(input->identity().bytes, 3U);
}

}  // namespace
}  // namespace openaffect
