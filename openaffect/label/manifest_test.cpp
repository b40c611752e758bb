#include "openaffect/label/manifest.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

PartRecord example_part(std::uint64_t end) {
  PartRecord part{.rows = 1024, .end = end, .checkpoint = "c", .writer_record = "w", .counts = {}};
  part.counts.rows = 1024;
  part.counts.labels["t.vader.class"] = {{"positive", 1000}, {"", 24}};
  part.counts.first_bad_rows = {"row 3: \xff ragged"};
  return part;
}

const JobIdentity kIdentity = {{"input bytes", "10"}, {"rater vader", "3.3.2-1"}};

std::string example() {
  return manifest_header_line(kIdentity, 77) + manifest_part_line(example_part(10)) +
         manifest_part_line(example_part(20));
}

TEST(Manifest, comes_back_as_it_was_written) {
  const Result<Manifest> manifest = parse_manifest(example());
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->identity, kIdentity);
  EXPECT_EQ(manifest->input_modified_ns, 77);
  ASSERT_EQ(manifest->parts.size(), 2U);
  EXPECT_EQ(manifest->parts[1].end, 20U);
  EXPECT_EQ(manifest->parts[0].counts.labels, example_part(10).counts.labels);
  EXPECT_FALSE(manifest->finished);
  EXPECT_TRUE(parse_manifest(example() + manifest_finished_line())->finished);
}

// A power cut may leave any prefix of the file: whatever was whole is kept, nothing else is believed.
TEST(Manifest, any_prefix_gives_the_whole_lines_in_it) {
  const std::string text = example();
  const std::size_t header = manifest_header_line(kIdentity, 77).size();
  const std::size_t part = manifest_part_line(example_part(10)).size();
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const Result<Manifest> manifest = parse_manifest(std::string_view(text).substr(0, size));
    ASSERT_EQ(bool(manifest), size >= header) << size;
    if (!manifest) continue;
    EXPECT_EQ(manifest->parts.size(), (size - header) / part) << size;
  }
}

TEST(Manifest, a_last_line_of_garbage_is_dropped_and_one_in_the_middle_refused) {
  std::string torn = example();
  torn[torn.size() - 5] ^= 1;
  ASSERT_TRUE(parse_manifest(torn));
  EXPECT_EQ(parse_manifest(torn)->parts.size(), 1U);
  std::string broken = example();
  broken[manifest_header_line(kIdentity, 77).size() + 30] ^= 1;
  EXPECT_FALSE(parse_manifest(broken));
}

TEST(Manifest, refuses_what_is_out_of_order) {
  EXPECT_FALSE(parse_manifest(manifest_part_line(example_part(10))));
  EXPECT_FALSE(parse_manifest(example() + manifest_header_line(kIdentity, 77)));
  EXPECT_FALSE(parse_manifest(example() + manifest_part_line(example_part(5))));
}

TEST(Manifest, names_the_first_difference) {
  EXPECT_EQ(identity_difference(kIdentity, kIdentity), std::nullopt);
  EXPECT_EQ(identity_difference(kIdentity, {{"input bytes", "10"}, {"rater vader", "3.3.3-1"}}),
            "rater vader was '3.3.2-1' when the job began and is '3.3.3-1' now");
  EXPECT_EQ(identity_difference(kIdentity, {{"input bytes", "10"}}),
            "rater vader was '3.3.2-1' when the job began and is not set now");
  EXPECT_EQ(identity_difference({}, {{"shard", "1/2"}}), "shard is '1/2' now and was not set when the job began");
}

}  // namespace
}  // namespace openaffect
