// Loaders of VADER's archive and of AEB's recorded answers, on made-up twins of their files.
#include <zlib.h>

#include "openaffect/catalog/loader_testing.h"
#include "openaffect/catalog/tar_gz.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// POSIX ustar: a header of 512 bytes, the content padded to blocks of 512.
std::string tar_member(const std::string& name, const std::string& content) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  char size[12];
  std::snprintf(size, sizeof size, "%011zo", content.size());
  header.replace(124, 11, size);
  header[156] = '0';
  std::string padded = content;
  padded.resize((content.size() + 511) / 512 * 512, '\0');
  return header + padded;
}

const std::string kEnd(1024, '\0');

class Recorded : public LoaderTest {};

// Splits, by Python: int(hashlib.sha256(b"goodday").hexdigest(), 16) % 10 == 7, of b"fine" 1, of b"sad" 0
TEST_F(Recorded, vader_sets) {
  std::string tar;
  const auto add = [&](const std::string& set, const std::string& texts, const std::string& ratings) {
    tar += tar_member("hutto_ICWSM_2014/" + set + "_GroundTruth.txt", texts);
    tar += tar_member("hutto_ICWSM_2014/" + set + "_anonDataRatings.txt", ratings);
  };
  add("tweets", "1\t2\tGood day!\r\n", "1\t2\t0\t[2, 2]\r\n");
  add("amazonReviewSnippets", "1_1\t-4\tFine.\r\n",
      "\xEF\xBB\xBF"
      "1_1\t-4\t0\t[-4, -4, -4]\r\n");
  add("movieReviewSnippets", "7\t0\tsad\n", "7\t0\t0\t[0]\n");
  add("nytEditorialSnippets", "", "");
  put("text/vader/hutto_ICWSM_2014.tar.gz", gzip(tar + kEnd));
  EXPECT_THAT(
      rows("vader-sets"),
      ElementsAre(R"({"id":"tweets-1","text":"Good day!","split":"train","task":"tweets","vad.valence":0.5,)"
                  R"("ratings":[2.0,2.0]})",
                  R"({"id":"amazon-1_1","text":"Fine.","split":"development","task":"amazon","vad.valence":-1.0,)"
                  R"("ratings":[-4.0,-4.0,-4.0]})",
                  R"({"id":"movies-7","text":"sad","split":"test","task":"movies","vad.valence":0.0,)"
                  R"("ratings":[0.0]})"));
  add("nytEditorialSnippets", "1\t1\tx\n", "2\t1\t0\t[1]\n");
  put("text/vader/hutto_ICWSM_2014.tar.gz", gzip(tar + kEnd));
  EXPECT_THAT(failure("vader-sets"), HasSubstr("nytEditorialSnippets_GroundTruth.txt: row 1: 1 has no ratings"));
}

TEST(TarGz, refuses_what_is_none) {
  const std::vector<std::string> wanted = {"a"};
  const auto why = [&](const std::string& bytes) {
    const auto files = read_tar_gz(bytes, wanted);
    return files ? "" : files.error().what;
  };
  const std::string whole = gzip(tar_member("a", "content") + kEnd);
  EXPECT_EQ((*read_tar_gz(whole, wanted)).at("a"), "content");
  EXPECT_THAT(why("not gzip"), HasSubstr("damaged"));
  EXPECT_THAT(why(whole.substr(0, whole.size() / 2)), HasSubstr("too early"));
  EXPECT_THAT(why(gzip(tar_member("b", "x") + kEnd)), HasSubstr("has no a"));
  EXPECT_THAT(why(gzip(tar_member("a", "content").substr(0, 515))), HasSubstr("ends in the middle"));
  const std::string bomb = gzip(std::string(std::size_t{4} << 20, '\0'));
  EXPECT_THAT(read_tar_gz(bomb, wanted, std::size_t{1} << 20).error().what, HasSubstr("unpacks to more than 1048576"));
  std::string damaged = whole;
  damaged[20] = static_cast<char>(damaged[20] ^ 0x55);
  EXPECT_NE(why(damaged), "");
}

class Aeb : public LoaderTest {
 protected:
  void SetUp() override {
    LoaderTest::SetUp();
    for (const std::string task :
         {"EI-reg", "EI-oc", "V-reg", "V-oc", "E-c", "VADER4", "Emobank", "SST", "SST5", "TDT"})
      for (const std::string model : {"Emollama-7b", "Emollama-chat-13b"})
        put("text/aeb/" + task + "/" + model + ".jsonl", "");
    for (const std::string model : {"Emollama-chat-7b", "Emollama-chat-13b"})
      put("text/aeb/GoEmotions/" + model + ".jsonl", "");
  }
  void ask(const std::string& task, const std::string& prompt, const std::string& gold, const std::string& answer) {
    for (const std::string model : {task == "GoEmotions" ? "Emollama-chat-7b" : "Emollama-7b", "Emollama-chat-13b"})
      put("text/aeb/" + task + "/" + model + ".jsonl", R"({"ds_type":"x","input":"Human: \nTask: Judge. )" + prompt +
                                                           R"( \n\nAssistant:\n","true_value":")" + gold +
                                                           R"(","prediction":)" + answer + R"(,"probs":null})" + "\n");
  }
};

TEST_F(Aeb, every_task_has_its_gold_in_its_scheme) {
  ask("EI-reg", "Tweet: Oh Text: well Emotion E: joy. Intensity Score:", "0.5", R"("0.4")");
  ask("EI-oc", "Tweet: b Emotion E: fear. Intensity Class:", "1: low amount of fear can be inferred", R"("1")");
  ask("E-c", "Tweet: c This tweet contains emotions:", "joy, optimism.", R"(["joy","love"])");
  ask("VADER4", "Text: d Intensity Score:", "-2.0", R"("0.1")");
  ask("Emobank", "Text: e Intensity Score:", "4", R"("4")");
  ask("SST5", "Text: f Sentiment Class:", "4: very positive", R"("4: very positive")");
  ask("TDT", "Text: g Intensity Class:", "-1", R"("0: neutral")");
  ask("GoEmotions", "Text: h This tweet contains emotions:", "anger, neutral", R"(["anger"])");
  const auto all = rows("aeb");
  ASSERT_EQ(all.size(), 8U) << all[0];
  EXPECT_THAT(all[0],
              HasSubstr(R"({"id":"EI-reg-1","text":"Oh Text: well","split":"test","task":"EI-reg","emotion":"joy")"));
  EXPECT_THAT(all[0], HasSubstr(R"("gold":"0.5","answer.emollama_7b":"0.4","answer.emollama_chat_7b":null,)"
                                R"("answer.emollama_chat_13b":"0.4","intensity4.anger":null,"intensity4.fear":null,)"
                                R"("intensity4.joy":0.5)"));
  EXPECT_THAT(all[1], HasSubstr(R"("ei_oc4":"low")"));
  EXPECT_THAT(all[2], HasSubstr(R"("answer.emollama_7b":"joy, love")"));
  EXPECT_THAT(all[2], HasSubstr(R"("semeval11":["joy","optimism"])"));
  EXPECT_THAT(all[3], HasSubstr(R"("task":"V-A")"));
  EXPECT_THAT(all[3], HasSubstr(R"("vad.valence":-0.5)"));
  EXPECT_THAT(all[4], HasSubstr(R"("vad.valence":0.5)"));
  EXPECT_THAT(all[5], HasSubstr(R"("sst5":"very_positive")"));
  EXPECT_THAT(all[6], HasSubstr(R"("sentiment3":"negative")"));
  EXPECT_THAT(all[7], HasSubstr(R"("answer.emollama_7b":null,"answer.emollama_chat_7b":"anger")"));
  EXPECT_THAT(all[7], HasSubstr(R"("ekman7":["anger","neutral"])"));
}

TEST_F(Aeb, models_have_to_agree_on_the_questions) {
  ask("V-reg", "Tweet: a Intensity Score:", "0.5", R"("0.4")");
  put("text/aeb/V-reg/Emollama-7b.jsonl", R"({"input":"another","true_value":"0.5","prediction":"1"})");
  EXPECT_THAT(failure("aeb"), HasSubstr("row 1: models were asked different questions"));
  ask("V-reg", "Nothing to judge", "0.5", R"("0.4")");
  EXPECT_THAT(failure("aeb"), HasSubstr("a prompt of another form"));
}

}  // namespace
}  // namespace openaffect
