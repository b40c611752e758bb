#include "openaffect/data/object_source.h"

#include <arrow/buffer.h>
#include <arrow/io/memory.h>
#include <arrow/status.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

constexpr FileStamp kStamp = {3'000'000, 7};

std::string content() {
  std::string bytes(kStamp.bytes, ' ');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
  return bytes;
}

std::unique_ptr<ByteSource> source(FileStamp later = kStamp, std::size_t there = kStamp.bytes) {
  auto file = std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(content().substr(0, there)));
  return object_source({file, kStamp}, "s3://b/k", [later]() -> Result<FileStamp> { return later; });
}

Result<std::string> read_all(ByteSource& from, std::size_t at_once) {
  std::string all, piece(at_once, ' ');
  for (;;) {
    OA_TRY(got, from.read(piece.data(), piece.size()));
    if (got == 0) return all;
    all.append(piece, 0, got);
  }
}

TEST(ObjectSource, law_pieces_of_any_size_join_to_the_object) {
  for (const std::size_t at_once : {1'000U, 64U << 10, 1U << 20, 5'000'000U}) {
    const auto from = source();
    EXPECT_EQ(from->fraction(), 0);
    EXPECT_EQ(*read_all(*from, at_once), content());
    EXPECT_EQ(from->fraction(), 1);
  }
}

TEST(ObjectSource, goes_on_anywhere) {
  const auto from = source();
  std::string some(100, ' ');
  ASSERT_EQ(*from->read(some.data(), some.size()), 100U);
  for (const std::uint64_t byte : {2'000'000U, 5U, 2'999'999U, 3'000'000U}) {
    ASSERT_TRUE(from->seek(byte));
    EXPECT_EQ(*read_all(*from, 1 << 20), content().substr(byte));
  }
  EXPECT_EQ(from->seek(3'000'001).error().kind, ErrorKind::refused);
}

TEST(ObjectSource, another_object_than_was_opened) {
  EXPECT_EQ(read_all(*source({3'000'000, 8}), 1 << 20).error().what, "changed while it was read");
  EXPECT_EQ(read_all(*source({4'000'000, 7}), 1 << 20).error().what, "changed while it was read");
  EXPECT_EQ(read_all(*source(kStamp, 2'000'000), 1 << 20).error().what, "changed while it was read");
}

TEST(ObjectStore, errors_in_words) {
  const auto said = [](const std::string& text) { return object_error(arrow::Status::IOError(text), "s3://b/k"); };
  const Error denied = said(
      "When getting information for key 'k' in bucket 'b': AWS Error ACCESS_DENIED during HeadObject operation: No "
      "response body.");
  EXPECT_EQ(describe_error(denied),
            "s3://b/k: access is denied: see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE (AWS Error "
            "ACCESS_DENIED during HeadObject operation: No response body.)");
  EXPECT_EQ(denied.kind, ErrorKind::io);
  EXPECT_EQ(said("x: AWS Error NO_SUCH_BUCKET during X").kind, ErrorKind::not_found);
  EXPECT_EQ(said("x: AWS Error NETWORK_CONNECTION\nduring X").what.find('\n'), std::string::npos);
  EXPECT_EQ(said("a new one").what, "the object store says: a new one");
}

TEST(ObjectStore, a_path_that_names_nothing_asks_nobody) {
  EXPECT_EQ(object_info("s3://").error().kind, ErrorKind::unsupported);
  EXPECT_EQ(open_object("s3://AKIA:x@b/k").error().kind, ErrorKind::unsupported);
  EXPECT_FALSE(*is_there("/nonexistent/file"));
}

}  // namespace
}  // namespace openaffect
