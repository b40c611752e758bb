#include "openaffect/raters/trained_name.h"

#include <gtest/gtest.h>

#include "openaffect/raters/spec.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class TrainedNameTest : public testing::Test {
 protected:
  TrainedNameTest() : folder_(testing::TempDir() + "Mood-Model") {
    if (!remove_all(folder_) || !make_folder(folder_)) throw std::runtime_error("cannot make " + folder_);
  }
  ~TrainedNameTest() override { (void)remove_all(folder_); }
  std::optional<std::string> name_in(const std::string& json) {
    if (!replace_file(folder_ + "/openaffect.json", json)) throw std::runtime_error("cannot write into " + folder_);
    return trained_name(folder_);
  }
  std::string folder_;
};

TEST_F(TrainedNameTest, stands_in_the_file) {
  EXPECT_EQ(name_in(R"({"name": "mood", "heads": 1})"), "mood");
  EXPECT_EQ(name_in(R"({"name": "My Mood"})"), std::nullopt);
  EXPECT_EQ(name_in(R"({"name": 1})"), std::nullopt);
  EXPECT_EQ(name_in("["), std::nullopt);
  EXPECT_EQ(name_in("[]"), std::nullopt);
  EXPECT_EQ(trained_name(folder_ + "/none"), std::nullopt);
}

TEST_F(TrainedNameTest, is_the_raters_unless_the_user_gives_another) {
  EXPECT_EQ(parse_rater_spec("model:" + folder_)->name, "mood_model");
  name_in(R"({"name": "mood"})");
  EXPECT_EQ(parse_rater_spec("model:" + folder_)->name, "mood");
  EXPECT_EQ(parse_rater_spec("mine=model:" + folder_)->name, "mine");
  EXPECT_EQ(parse_rater_spec("hf:" + folder_)->name, "mood_model");
}

}  // namespace
}  // namespace openaffect
