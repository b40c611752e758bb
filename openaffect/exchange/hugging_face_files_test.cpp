#include "openaffect/exchange/hugging_face_files.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

using Names = std::vector<std::string>;

Names splits_of(const std::vector<SplitFiles>& splits) {
  Names names;
  for (const SplitFiles& split : splits) names.push_back(split.split + "=" + std::to_string(split.files.size()));
  return names;
}

// The examples of huggingface.co/docs/hub/datasets-file-names-and-splits
TEST(HuggingFaceFiles, splits_by_name) {
  EXPECT_EQ(splits_of(guess_split_files({"data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet",
                                         "data/random-00000-of-00001.parquet"})),
            (Names{"train=2", "random=1"}));
  EXPECT_EQ(splits_of(guess_split_files({"data/test/a.csv", "data/train/b.csv", "data/validation/c.csv"})),
            (Names{"train=1", "validation=1", "test=1"}));
  EXPECT_EQ(splits_of(guess_split_files({"my_train_file.csv", "my_dev.csv", "testing.csv"})),
            (Names{"train=1", "validation=1", "test=1"}));
  EXPECT_EQ(splits_of(guess_split_files({"a.csv", "trainer.csv"})), (Names{"train=2"}));
  EXPECT_TRUE(guess_split_files({}).empty());
}

TEST(HuggingFaceFiles, patterns) {
  EXPECT_TRUE(matches_pattern("data/*.csv", "data/a.csv"));
  EXPECT_FALSE(matches_pattern("data/*.csv", "data/b/a.csv"));
  EXPECT_TRUE(matches_pattern("train/**", "train/b/metadata.csv"));
  EXPECT_TRUE(matches_pattern("**/a.csv", "a.csv"));
  EXPECT_TRUE(matches_pattern("train", "train/a.csv"));
  EXPECT_FALSE(matches_pattern("train", "training/a.csv"));
}

TEST(HuggingFaceFiles, configurations) {
  const Names files = {"a.csv", "x/b.csv", "x/c.csv"};
  EXPECT_EQ(splits_of(*split_files(Fields("x/*"), files, "f")), (Names{"train=2"}));
  EXPECT_EQ(splits_of(*split_files(Fields::parse(R"([{"split": "test", "path": ["a.csv", "x/b.csv"]}])"), files, "f")),
            (Names{"test=2"}));
  EXPECT_EQ(split_files(Fields("y.csv"), files, "f").error().kind, ErrorKind::not_found);
  EXPECT_EQ(split_files(Fields("../a.csv"), files, "f").error().kind, ErrorKind::unsupported);
  EXPECT_EQ(split_files(Fields("https://host/a.csv"), files, "f").error().kind, ErrorKind::unsupported);
  EXPECT_FALSE(split_files(Fields(std::string(17, '*')), files, "f"));
}

}  // namespace
}  // namespace openaffect
