// Loaders of sets of texts, on made-up twins of their files.
#include "openaffect/catalog/loader_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Texts : public LoaderTest {};

TEST_F(Texts, goemotions) {
  put("text/goemotions/labels.txt", "admiration\namusement\nneutral\n");
  put("text/goemotions/train.tsv", "Well done!\t0,1\tc1\n\"quoted\" text\t2\tc2\r\n");
  put("text/goemotions/dev.tsv", "So?\t2\tc3\n");
  put("text/goemotions/test.tsv", "Ha\t1\tc4");
  EXPECT_THAT(
      rows("goemotions"),
      ElementsAre(R"({"id":"c1","text":"Well done!","split":"train","goemotions28":["admiration","amusement"]})",
                  R"({"id":"c2","text":"\"quoted\" text","split":"train","goemotions28":["neutral"]})",
                  R"({"id":"c3","text":"So?","split":"development","goemotions28":["neutral"]})",
                  R"({"id":"c4","text":"Ha","split":"test","goemotions28":["amusement"]})"));
}

TEST_F(Texts, goemotions_says_what_is_wrong_and_where) {
  put("text/goemotions/labels.txt", "admiration\n");
  put("text/goemotions/dev.tsv", "");
  put("text/goemotions/test.tsv", "");
  EXPECT_THAT(failure("goemotions"), HasSubstr("train.tsv"));
  const auto with = [&](const std::string& train) {
    put("text/goemotions/train.tsv", train);
    return failure("goemotions");
  };
  EXPECT_EQ(with("fine\t0\tc1\nno tabs\n"), "text/goemotions/train.tsv: row 2: 1 fields between tabs instead of 3");
  EXPECT_EQ(with("a\t7\tc1\n"), "text/goemotions/train.tsv: row 1: a label without a name");
  EXPECT_EQ(with("a\t0,\tc1\n"), "text/goemotions/train.tsv: row 1: '' is no whole number");
  EXPECT_EQ(with("a\xff\t0\tc1\n"), "text/goemotions/train.tsv: row 1: not UTF-8");
  put("text/goemotions/labels.txt", "admirashun\n");
  EXPECT_EQ(failure("goemotions"), "text/goemotions/labels.txt: row 1: 'admirashun' is no label of goemotions28");
}

TEST_F(Texts, emobank) {
  put("text/emobank/emobank.csv", "id,split,V,A,D,text\na,train,3.0,4.0,1.0,\"One, two\"\nb,dev,5,3,3,x\n");
  put("raters/emobank/individual_reader_ratings.csv", "id,V,A,D\na,3,4,1\nz,1,1,1\na,5,3,2\n");
  EXPECT_THAT(rows("emobank"),
              ElementsAre(R"({"id":"a","text":"One, two","split":"train","vad.valence":0.0,"vad.arousal":0.5,)"
                          R"("vad.dominance":-1.0,"ratings.valence":[3.0,5.0],"ratings.arousal":[4.0,3.0],)"
                          R"("ratings.dominance":[1.0,2.0]})",
                          R"({"id":"b","text":"x","split":"development","vad.valence":1.0,"vad.arousal":0.0,)"
                          R"("vad.dominance":0.0,"ratings.valence":null,"ratings.arousal":null,)"
                          R"("ratings.dominance":null})"));
  put("text/emobank/emobank.csv", "id,split,V,A,D,text\na,train,3.0,four,1.0,x\n");
  EXPECT_EQ(failure("emobank"), "text/emobank/emobank.csv: row 1: 'four' is no number");
  put("text/emobank/emobank.csv", "id,split,V,A,text\n");
  EXPECT_EQ(failure("emobank"), "text/emobank/emobank.csv: column D: this column is missing");
}

TEST_F(Texts, emobank_readers) {
  const std::string path = "raters/emobank/individual_reader_ratings.csv";
  put(path, "id,V,A,D\na,3,4,1\na,5,3,2\nz,1,1,1\n");
  EXPECT_THAT(rows("emobank-readers"),
              ElementsAre(R"({"id":"a/1","sentence":"a","valence":3,"arousal":4,"dominance":1})",
                          R"({"id":"a/2","sentence":"a","valence":5,"arousal":3,"dominance":2})",
                          R"({"id":"z/1","sentence":"z","valence":1,"arousal":1,"dominance":1})"));
  put(path, "id,V,A,D\na,3,4,6\n");
  EXPECT_EQ(failure("emobank-readers"), path + ": row 1: dominance is 6, not 1..5");
  put(path, "id,V,A,D\na,3,x,1\n");
  EXPECT_EQ(failure("emobank-readers"), path + ": row 1: 'x' is no whole number");
  put(path, "id,V,A,D\n,3,3,1\n");
  EXPECT_EQ(failure("emobank-readers"), path + ": row 1: a rating of no sentence");
}

TEST_F(Texts, sst_gives_every_node_with_the_root_first) {
  put("text/sst/train.txt", "(3 (2 It) (4 (2 's) (4 fine)))\n");
  put("text/sst/dev.txt", "(1 -LRB-)\n");
  put("text/sst/test.txt", "");
  const auto row = [](const char* id, const char* text, const char* split, int tree, int node, const char* grade) {
    return std::string(R"({"id":")") + id + R"(","text":")" + text + R"(","split":")" + split + R"(","tree":)" +
           std::to_string(tree) + R"(,"node":)" + std::to_string(node) + R"(,"root":)" +
           (node == 0 ? "true" : "false") + R"(,"sst5":")" + grade + R"("})";
  };
  EXPECT_THAT(rows("sst"), ElementsAre(row("train-1-0", "It 's fine", "train", 1, 0, "positive"),
                                       row("train-1-1", "It", "train", 1, 1, "neutral"),
                                       row("train-1-2", "'s fine", "train", 1, 2, "very_positive"),
                                       row("train-1-3", "'s", "train", 1, 3, "neutral"),
                                       row("train-1-4", "fine", "train", 1, 4, "very_positive"),
                                       row("development-1-0", "-LRB-", "development", 1, 0, "negative")));
}

TEST_F(Texts, sst_refuses_what_is_no_tree) {
  put("text/sst/dev.txt", "");
  put("text/sst/test.txt", "");
  const auto with = [&](const std::string& tree) {
    put("text/sst/train.txt", tree);
    return failure("sst");
  };
  EXPECT_EQ(with("(3 fine\n"), "text/sst/train.txt: row 1, byte 7: a bracket is never closed");
  EXPECT_THAT(with("(3 fine))\n"), HasSubstr("byte 8: a bracket is closed that was never opened"));
  EXPECT_THAT(with("(7 fine)\n"), HasSubstr("byte 0: a grade that is not 0..4"));
  EXPECT_THAT(with("(\n"), HasSubstr("a bracket without a grade"));
  EXPECT_THAT(with("(3 a) (2 b)\n"), HasSubstr("byte 6: a second tree in one line"));
  EXPECT_THAT(with("(3 )\n"), HasSubstr("a node without words"));
  EXPECT_THAT(with("fine\n"), HasSubstr("a word outside of any bracket"));
  EXPECT_THAT(with("\n"), HasSubstr("no tree"));
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "(2 ";
  EXPECT_THAT(with(deep), HasSubstr("a bracket is never closed"));
}

TEST_F(Texts, semeval2018) {
  const std::string four = "ID\tTweet\tAffect Dimension\tIntensity\n";
  for (const std::string split : {"train", "dev", "test-gold"}) {
    for (const std::string emotion : {"anger", "fear", "joy", "sadness"})
      for (const std::string task : {"EI-reg", "EI-oc"})
        put("text/semeval2018/" + task + "/" + task + "-En-" + emotion + "-" + split + ".txt", four);
    put("text/semeval2018/V-reg/Valence-reg-En-" + split + ".txt", four);
    put("text/semeval2018/V-oc/Valence-oc-En-" + split + ".txt", four);
    put("text/semeval2018/E-c/E-c-En-" + split + ".txt", "");
  }
  put("text/semeval2018/EI-reg/EI-reg-En-joy-dev.txt", four + "t1\tyes!\tjoy\t0.5\n");
  put("text/semeval2018/EI-oc/EI-oc-En-fear-train.txt", four + "t2\toh\tfear\t1: low amount of fear can be inferred\n");
  put("text/semeval2018/V-oc/Valence-oc-En-train.txt",
      four + "t3\tno\tvalence\t-3: very negative emotional state can be inferred\n");
  put("text/semeval2018/E-c/E-c-En-test-gold.txt",
      "ID\tTweet\tanger\tanticipation\tdisgust\tfear\tjoy\tlove\toptimism\tpessimism\tsadness\tsurprise\ttrust\n"
      "t4\thm \xC2\x92\t0\t0\t0\t0\t1\t0\t0\t0\t0\t0\t1\n");
  const auto all = rows("semeval2018");
  ASSERT_EQ(all.size(), 4U) << all[0];
  EXPECT_THAT(all[0], HasSubstr(R"({"id":"EI-reg/joy/t1","text":"yes!","split":"development","task":"EI-reg",)"
                                R"("emotion":"joy","tweet":"t1","intensity4.anger":null,"intensity4.fear":null,)"
                                R"("intensity4.joy":0.5,)"));
  EXPECT_THAT(all[1], HasSubstr(R"("ei_oc4":"low")"));
  EXPECT_THAT(all[2], HasSubstr(R"("v_oc7":"very_negative")"));
  EXPECT_THAT(all[3], HasSubstr(R"("semeval11":["joy","trust"])"));
  EXPECT_THAT(all[3], HasSubstr(R"("id":"E-c/t4")"));
  put("text/semeval2018/EI-reg/EI-reg-En-joy-dev.txt", four + "t1\tyes!\tanger\t0.5\n");
  EXPECT_THAT(failure("semeval2018"), HasSubstr("row 2: asks for another emotion than joy"));
}

TEST_F(Texts, tweeteval) {
  for (const auto& [task, mapping] : {std::pair{"emotion", "0\tanger\n1\tjoy\n2\toptimism\n3\tsadness\n"},
                                      {"irony", "0\tnon_irony\n1\tirony\n"},
                                      {"sentiment", "0\tnegative\n1\tneutral\n2\tpositive\n"}}) {
    const std::string stem = std::string("text/tweeteval/") + task + "/";
    put(stem + "mapping.txt", mapping);
    for (const char* split : {"train", "val", "test"}) {
      put(stem + split + "_text.txt", "");
      put(stem + split + "_labels.txt", "");
    }
  }
  put("text/tweeteval/irony/val_text.txt", "sure \n");
  put("text/tweeteval/irony/val_labels.txt", "1\n");
  EXPECT_THAT(rows("tweeteval"), ElementsAre(R"({"id":"irony-development-1","text":"sure ","split":"development",)"
                                             R"("task":"irony","tweet_emotion4":null,"irony2":"irony",)"
                                             R"("sentiment3":null})"));
  put("text/tweeteval/irony/val_labels.txt", "1\n0\n");
  EXPECT_EQ(failure("tweeteval"), "text/tweeteval/irony/val_text.txt: 1 texts and 2 labels");
  put("text/tweeteval/irony/val_labels.txt", "2\n");
  EXPECT_THAT(failure("tweeteval"), HasSubstr("val_labels.txt: row 1: a label without a name"));
}

}  // namespace
}  // namespace openaffect
