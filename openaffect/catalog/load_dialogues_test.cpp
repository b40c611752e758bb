// Loaders of dialogues and of sets with several raters, on made-up twins of their files.
#include "openaffect/catalog/loader_testing.h"
#include "openaffect/core/scheme.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Dialogues : public LoaderTest {
 protected:
  void put_empty_emotions() const {
    for (const Label& label : built_in_scheme("emotion32")->labels())
      put("dialogue/empathetic_dialogues/" + label.id + ".csv", "Dialog_ID,Type,Actor,Text\n");
  }
  void put_no_failures() const {
    put("dialogue/esconv/esc-test.jsonl", "");
    put("dialogue/esconv/FailedESConv.json", "[]");
  }
};

// sha256("d1") mod 10 == 5, by Python: int(hashlib.sha256(b"d1").hexdigest(), 16) % 10
TEST_F(Dialogues, empathetic_dialogues) {
  put_empty_emotions();
  put("dialogue/empathetic_dialogues/proud.csv",
      "Dialog_ID,Type,Actor,Text\nd1,situation,none,I won\nd1,utterance,speaker,\"I won, you know\"\n"
      "d1,utterance,listener,Nice!\n");
  EXPECT_THAT(rows("empathetic_dialogues"),
              ElementsAre(R"({"id":"d1-1","text":"I won, you know","split":"train","person":"speaker","dialogue":"d1",)"
                          R"("turn":1,"emotion32":"proud","situation":"I won"})",
                          R"({"id":"d1-2","text":"Nice!","split":"train","person":"listener","dialogue":"d1",)"
                          R"("turn":2,"emotion32":"proud","situation":"I won"})"));
  put("dialogue/empathetic_dialogues/sad.csv", "Dialog_ID,Type,Actor,Text\nd2,utterance,speaker,Oh\n");
  EXPECT_EQ(failure("empathetic_dialogues"),
            "dialogue/empathetic_dialogues/sad.csv: row 1: an utterance before its situation");
}

TEST_F(Dialogues, esconv) {
  put("dialogue/esconv/esc-valid.jsonl",
      R"({"emotion_type":"fear","problem_type":"job","situation":"lost","dialog":[{"text":"Hi","speaker":"usr"},)"
      R"({"text":"Why?","speaker":"sys","strategy":"Question"}]})"
      "\n");
  put("dialogue/esconv/esc-test.jsonl", "");
  put("dialogue/esconv/FailedESConv.json",
      R"([{"emotion_type":"anger","problem_type":"p","situation":"s","survey_score":{"seeker":{"empathy":"2"},)"
      R"("supporter":{}},"dialog":[{"speaker":"listener","annotation":{"strategy":"Direct Guidance"},)"
      R"("content":"Go\n"},{"speaker":"speaker","annotation":{"feedback":"4"},"content":"No"}]}])");
  const auto all = rows("esconv");
  ASSERT_EQ(all.size(), 4U) << all[0];
  EXPECT_EQ(all[1],
            R"({"id":"development-1-2","text":"Why?","split":"development","person":"supporter",)"
            R"("dialogue":"development-1","turn":2,"esc_strategy8":"question","emotion":"fear","problem":"job",)"
            R"("situation":"lost","feedback":null,"survey.initial_emotion_intensity":null,"survey.empathy":null,)"
            R"("survey.relevance":null,"survey.final_emotion_intensity":null})");
  EXPECT_THAT(all[0], HasSubstr(R"("person":"seeker")"));
  EXPECT_THAT(all[2], HasSubstr(R"("text":"Go","split":"failed","person":"supporter")"));
  EXPECT_THAT(all[2], HasSubstr(R"("esc_strategy8":"providing_suggestions")"));
  EXPECT_THAT(all[3], HasSubstr(R"("feedback":4,"survey.initial_emotion_intensity":null,"survey.empathy":2)"));
}

TEST_F(Dialogues, esconv_says_what_is_wrong_and_where) {
  put_no_failures();
  const auto with = [&](const std::string& lines) {
    put("dialogue/esconv/esc-valid.jsonl", lines);
    return failure("esconv");
  };
  EXPECT_EQ(with("{\"a\": \n"), "dialogue/esconv/esc-valid.jsonl: row 1, byte 6: not JSON");
  EXPECT_THAT(with("[]\n"), HasSubstr("row 1: emotion_type is missing"));
  EXPECT_THAT(with(R"({"emotion_type":1})"), HasSubstr("emotion_type is no text"));
  EXPECT_THAT(with(R"({"emotion_type":"","problem_type":"","situation":"","dialog":{}})"),
              HasSubstr("dialog is no list"));
  EXPECT_THAT(with(R"({"emotion_type":"","problem_type":"","situation":"","dialog":[7]})"),
              HasSubstr("text is missing"));
  EXPECT_THAT(with(std::string(200'000, '[')), HasSubstr("not JSON"));
  put("dialogue/esconv/esc-valid.jsonl", "");
  put("dialogue/esconv/FailedESConv.json", "{}");
  EXPECT_THAT(failure("esconv"), HasSubstr("no list of dialogues"));
}

TEST_F(Dialogues, crema_d) {
  const std::string header = R"("","A","D","F","H","N","S","fileName","numResponses","agreement")"
                             "\n";
  put("raters/crema_d/VideoDemographics.csv",
      "\"ActorID\",\"Age\",\"Sex\",\"Race\",\"Ethnicity\"\n1001,51,\"Male\",\"x\",\"y\"\n");
  put("raters/crema_d/tabulatedVotes.csv", header + R"("100001",0,0,0,1,10,0,"1001_IEO_NEU_XX",11,0.9)" + "\n" +
                                               R"("300002",2,0,0,2,0,0,"1001_IEO_ANG_HI",4,0.5)" + "\n");
  EXPECT_THAT(rows("crema_d"),
              ElementsAre(R"({"id":"100001","person":"1001","task":"voice","emotion":"neutral","level":null,)"
                          R"("clip":"1001_IEO_NEU_XX","votes.anger":0,"votes.disgust":0,"votes.fear":0,"votes.joy":1,)"
                          R"("votes.neutral":10,"votes.sadness":0,"ekman7":"neutral","age":51,"sex":"Male",)"
                          R"("race":"x","ethnicity":"y"})",
                          R"({"id":"300002","person":"1001","task":"audio_visual","emotion":"anger","level":"high",)"
                          R"("clip":"1001_IEO_ANG_HI","votes.anger":2,"votes.disgust":0,"votes.fear":0,"votes.joy":2,)"
                          R"("votes.neutral":0,"votes.sadness":0,"ekman7":null,"age":51,"sex":"Male",)"
                          R"("race":"x","ethnicity":"y"})"));
  const auto with = [&](const std::string& row) {
    put("raters/crema_d/tabulatedVotes.csv", header + row + "\n");
    return failure("crema_d");
  };
  EXPECT_EQ(with("1,2"), "raters/crema_d/tabulatedVotes.csv: row 2: too few cells");
  EXPECT_THAT(with(R"("9",0,0,0,1,1,0,"1001_IEO_NEU_XX",2)"), HasSubstr("an id that begins with"));
  EXPECT_THAT(with(R"("1",0,0,0,1,1,0,"1002_IEO_NEU_XX",2)"), HasSubstr("an actor of whom nothing is known"));
  EXPECT_THAT(with(R"("1",0,0,0,1,1,0,"1001_IEO_ODD_XX",2)"), HasSubstr("a clip of another emotion"));
  EXPECT_THAT(with(R"("1",0,0,-2,1,1,0,"1001_IEO_NEU_XX",2)"), HasSubstr("fewer votes than none"));
}

TEST_F(Dialogues, annomi_gathers_the_raters_of_an_utterance) {
  const std::string header =
      "mi_quality,transcript_id,topic,utterance_id,interlocutor,utterance_text,annotator_id,"
      "main_therapist_behaviour,client_talk_type\n";
  put("raters/annomi/AnnoMI-full.csv", header +
                                           "high,0,smoking ,0,therapist,\"How, then?\",3,question,n/a\n"
                                           "high,0,smoking ,1,client,Fine,3,n/a,change\n"
                                           "high,0,smoking ,0,therapist,\"How, then?\",7,other,n/a\n");
  EXPECT_THAT(rows("annomi"),
              ElementsAre(R"({"id":"0-0","text":"How, then?","person":"therapist","dialogue":"0","turn":0,)"
                          R"("topic":"smoking","quality":"high","ratings":["question","other"],"raters":["3","7"]})",
                          R"({"id":"0-1","text":"Fine","person":"client","dialogue":"0","turn":1,"topic":"smoking",)"
                          R"("quality":"high","ratings":["change"],"raters":["3"]})"));
  put("raters/annomi/AnnoMI-full.csv",
      header + "high,0,t,0,therapist,A,3,question,n/a\nhigh,0,t,0,therapist,B,7,other,n/a\n");
  EXPECT_THAT(failure("annomi"), HasSubstr("row 2: another text or speaker than before"));
}

TEST_F(Dialogues, lewidi) {
  for (const char* set : {"ConvAbuse", "HS-Brexit", "MD-Agreement"})
    for (const char* split : {"train", "dev", "test"})
      put(std::string("raters/lewidi2023/") + set + "/" + set + "_" + split + ".json", "{}");
  put("raters/lewidi2023/ConvAbuse/ConvAbuse_dev.json",
      R"({"5":{"text":"{\"prev_agent\":\"a\",\"user\":\"go away\"}","annotations":"-2,1","annotators":"Ann1,Ann2",)"
      R"("hard_label":1}})");
  put("raters/lewidi2023/HS-Brexit/HS-Brexit_test.json",
      R"({"1":{"text":"out!","annotations":"0","annotators":"Ann3","hard_label":"0"}})");
  EXPECT_THAT(rows("lewidi"),
              ElementsAre(R"({"id":"ConvAbuse-development-5","text":"go away","split":"development",)"
                          R"("task":"ConvAbuse","context":"{\"prev_agent\":\"a\"}","label":1,"ratings":[-2.0,1.0],)"
                          R"("raters":["Ann1","Ann2"]})",
                          R"({"id":"HS-Brexit-test-1","text":"out!","split":"test","task":"HS-Brexit","context":null,)"
                          R"("label":0,"ratings":[0.0],"raters":["Ann3"]})"));
  put("raters/lewidi2023/HS-Brexit/HS-Brexit_test.json",
      R"({"1":{"text":"out!","annotations":"0,1","annotators":"Ann3","hard_label":"0"}})");
  EXPECT_THAT(failure("lewidi"), HasSubstr("HS-Brexit_test.json: row 1: not as many raters as ratings"));
}

}  // namespace
}  // namespace openaffect
