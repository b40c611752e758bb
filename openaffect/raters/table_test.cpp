#include "openaffect/raters/table.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

// A share folder with small lexicons that this test makes itself.
class RaterTableTest : public testing::Test {
 protected:
  RaterTableTest() : folder_(testing::TempDir() + "oa_table_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_ + "/lexicons/vader");
    std::filesystem::create_directories(folder_ + "/lexicons/pattern");
    put("lexicons/vader/vader_lexicon.txt", "good\t1.9\t0.9\t[2, 1]\n");
    put("lexicons/vader/emoji_utf8_lexicon.txt", "💘\theart with arrow\n");
    put("lexicons/pattern/en-sentiment.xml",
        "<sentiment><word form=\"good\" pos=\"JJ\" polarity=\"0.7\" subjectivity=\"0.6\" "
        "intensity=\"1.0\"/></sentiment>");
    const char* before = std::getenv("OPENAFFECT_SHARE");
    if (before) before_ = before;
    ::setenv("OPENAFFECT_SHARE", folder_.c_str(), 1);
  }
  ~RaterTableTest() override {
    before_ ? ::setenv("OPENAFFECT_SHARE", before_->c_str(), 1) : ::unsetenv("OPENAFFECT_SHARE");
    std::filesystem::remove_all(folder_);
  }
  void put(const std::string& name, const std::string& text) { ASSERT_TRUE(replace_file(folder_ + "/" + name, text)); }
  std::string folder_;
  std::optional<std::string> before_;
};

using Specs = std::vector<std::string>;

TEST_F(RaterTableTest, makes_raters_by_name) {
  const auto raters = make_raters(Specs{"vader,pattern"});
  ASSERT_TRUE(raters) << raters.error().what;
  ASSERT_EQ(raters->size(), 2U);
  EXPECT_EQ((*raters)[0]->info().name, "vader");
  EXPECT_EQ((*raters)[1]->info().name, "pattern");
  EXPECT_EQ(rater_entries().size(), 6U);
}

TEST_F(RaterTableTest, a_lexicon_of_ones_own) {
  put("My Words.txt", "meh\t-1.0\t0.5\t[-1]\n");
  const auto named = make_rater("mine=vader:" + folder_ + "/My Words.txt");
  ASSERT_TRUE(named) << named.error().what;
  EXPECT_EQ((*named)->info().name, "mine");
  EXPECT_EQ((*make_rater("vader:" + folder_ + "/My Words.txt"))->info().name, "my_words");
  EXPECT_NE((*named)->info().content_sha256, (*make_rater("vader"))->info().content_sha256);
  const auto missing = make_rater("mine=vader:" + folder_ + "/none.txt");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().where.file, folder_ + "/none.txt");
}

TEST_F(RaterTableTest, settings_reach_their_rater_and_change_its_identity) {
  const RaterSettings settings = *parse_rater_settings(Specs{"pattern.opinion.cuts=.4,.6"});
  const auto raters = make_raters(Specs{"pattern"}, settings);
  ASSERT_TRUE(raters) << raters.error().what;
  EXPECT_NE((*raters)[0]->info().settings, (*make_rater("pattern"))->info().settings);
}

TEST_F(RaterTableTest, unknown_names_are_errors_with_the_near_one) {
  EXPECT_NE(make_rater("vadr").error().what.find("did you mean 'vader'"), std::string::npos);
  EXPECT_NE(make_rater("x=vadr:f").error().what.find("did you mean 'vader'"), std::string::npos);
  EXPECT_EQ(make_rater("Mine=vader").error().kind, ErrorKind::unknown);
  EXPECT_EQ(make_rater("vader:").error().kind, ErrorKind::unknown);
  EXPECT_NE(make_raters(Specs{"pattern"}, {{"pattern.opinion.cut", "1"}}).error().what.find("pattern.opinion.cuts"),
            std::string::npos);
  EXPECT_FALSE(make_raters(Specs{"vader", "vader"}));
  for (const char* cuts : {"", ".4", ".6,.4", "a,b", "0,.5", ".5,1.5", ".4,.6,.8", "nan,nan"})
    EXPECT_FALSE(make_raters(Specs{"pattern"}, {{"pattern.opinion.cuts", cuts}})) << cuts;
  EXPECT_FALSE(parse_rater_settings(Specs{"novalue"}));
  EXPECT_FALSE(parse_rater_settings(Specs{"=1"}));
}

TEST_F(RaterTableTest, what_is_wrong_with_a_folder_of_a_network_is_said_before_libtorch_is_opened) {
  EXPECT_NE(make_rater("hf").error().what.find("hf:FOLDER"), std::string::npos);
  const auto setting = make_raters(Specs{"mine=hf:/nowhere"}, {{"mine.window", "1"}});
  EXPECT_TRUE(setting.error().what.starts_with("mine.window takes")) << setting.error().what;
}

TEST_F(RaterTableTest, models_of_the_share_folder_are_here_or_said_how_to_get) {
  ::setenv("XDG_DATA_HOME", folder_.c_str(), 1);
  const auto none = make_rater("text_research");
  const std::string readers = default_readers();
  ::unsetenv("XDG_DATA_HOME");
  if (none) GTEST_SKIP() << "this machine has the model installed elsewhere too";
  EXPECT_EQ(none.error().kind, ErrorKind::not_found);
  EXPECT_NE(none.error().what.find("models/text_research/openaffect.json"), std::string::npos);
  EXPECT_NE(none.error().what.find("model:FOLDER"), std::string::npos);
  std::filesystem::create_directories(folder_ + "/models/text");
  put("models/text/openaffect.json", "{}");
  EXPECT_EQ(default_readers(), "vader,pattern,text");
  EXPECT_TRUE(readers.starts_with("vader,pattern"));
  EXPECT_NE(make_rater("text:folder").error().what.find("NAME=model:FOLDER"), std::string::npos);
  EXPECT_NE(make_rater("model").error().what.find("model:FOLDER"), std::string::npos);
}

TEST_F(RaterTableTest, options_of_networks_want_one) {
  const auto none = make_raters(Specs{"vader"}, {}, {.precision = Precision::int8, .device = {}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::unknown);
  EXPECT_NE(none.error().what.find("--precision"), std::string::npos);
  EXPECT_FALSE(make_raters(Specs{"vader"}, {}, {.precision = {}, .device = Device::cpu}));
  EXPECT_FALSE(make_raters(Specs{"vader"}, {}, {.precision = {}, .device = {}, .embed = true}));
  EXPECT_NE(make_raters(Specs{"vadr"}, {}, {.precision = {}, .device = Device::cpu}).error().what.find("'vader'"),
            std::string::npos);
}

TEST_F(RaterTableTest, a_missing_lexicon_says_how_to_get_it) {
  ASSERT_TRUE(remove_all(folder_ + "/lexicons/pattern"));
  ::setenv("XDG_DATA_HOME", folder_.c_str(), 1);
  const auto rater = make_rater("pattern");
  ::unsetenv("XDG_DATA_HOME");
  if (rater) GTEST_SKIP() << "this machine has the lexicon installed elsewhere too";
  EXPECT_EQ(rater.error().kind, ErrorKind::not_found);
  EXPECT_NE(rater.error().what.find("textblob==0.20.1"), std::string::npos);
}

}  // namespace
}  // namespace openaffect
