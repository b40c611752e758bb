// Items, gold and predictions out of made-up tables.
#include "openaffect/evaluate/benchmark_sets.h"

#include <cmath>

#include "openaffect/evaluate/benchmark_fill.h"
#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Benchmark parsed(const std::string& json) {
  const auto benchmark = parse_benchmark(json);
  EXPECT_TRUE(benchmark) << describe_error(benchmark.error());
  return benchmark ? *benchmark : Benchmark();
}

std::string with_tasks(const std::string& tasks, const std::string& reader = R"("table")",
                       const std::string& data = "{}") {
  return R"({"schema": "openaffect/benchmark/1", "name": "t", "title": "T", "reader": )" + reader + R"(, "data": )" +
         data + R"(, "tasks": [)" + tasks + "]}";
}

class Sets : public BenchmarkFiles {
 protected:
  std::string failure(const Benchmark& benchmark, const std::string& table) const {
    const auto items = load_benchmark_items(benchmark, put("t.csv", table));
    return items ? "" : describe_error(items.error());
  }
};

TEST_F(Sets, items_are_the_rows_that_a_task_asks_for) {
  const Benchmark semeval = *find_benchmark("semeval2018");
  const std::string path =
      put("t.csv",
          "id,text,split,task,emotion,intensity4.anger,intensity4.fear,intensity4.joy,intensity4.sadness,"
          "ei_oc4,valence01.valence,v_oc7,semeval11\n"
          "a,one,test,EI-reg,anger,.5,,,,,,,\n"
          "b,two,train,EI-reg,anger,.5,,,,,,,\n"
          "c,two,test,EI-reg,fear,,1e-05,,,,,,\n"
          "d,two,test,EI-reg,joy,,,0,,,,,\n"
          "e,two,test,EI-reg,sadness,,,,1,,,,\n"
          "f,six,test,EI-oc,anger,,,,,none,,,\n"
          "g,six,test,EI-oc,fear,,,,,high,,,\n"
          "h,six,test,EI-oc,joy,,,,,low,,,\n"
          "i,six,test,EI-oc,sadness,,,,,low,,,\n"
          "j,,test,V-reg,,,,,,,.25,,\n"
          "k,six,test,V-oc,,,,,,,,very_positive,\n"
          "l,six,test,E-c,,,,,,,,,\"[\"\"joy\"\",\"\"love\"\"]\"\n"
          "m,six,test,E-c,,,,,,,,,[]\n");
  const auto items = load_benchmark_items(semeval, path);
  ASSERT_TRUE(items) << describe_error(items.error());
  EXPECT_THAT(items->ids, ElementsAre("a", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"));
  ASSERT_EQ(items->gold.size(), 4U + 4 + 3);
  EXPECT_EQ(items->gold[1].field, "fear");
  EXPECT_THAT(items->gold[1].gold_numbers, ElementsAre(1e-05));
  EXPECT_THAT(items->gold[5].gold_labels, ElementsAre(3));
  EXPECT_THAT(items->gold[9].gold_labels, ElementsAre(6));
  EXPECT_THAT(items->gold[10].gold_sets, ElementsAre(ElementsAre(4, 5), IsEmpty()));
  EXPECT_THAT(items->items_of[10], ElementsAre(10, 11));
  EXPECT_EQ(items->task_of[10], 4U);
  EXPECT_FALSE(items->texts[8]);  // a null cell
  EXPECT_FALSE(items_to_rate(*items)[8].text);
  EXPECT_EQ(items_to_rate(*items)[9].text, "six");
}

TEST_F(Sets, groups_are_scored_as_labels) {
  const Benchmark sst = *find_benchmark("sst");
  const auto items = load_benchmark_items(sst, put("t.csv",
                                                   "id,text,split,root,sst5\n"
                                                   "1,a,test,true,very_negative\n2,a,test,false,negative\n"
                                                   "3,a,test,True,neutral\n4,a,test,true,positive\n"));
  ASSERT_TRUE(items) << describe_error(items.error());
  EXPECT_THAT(items->gold[0].gold_labels, ElementsAre(0, 2, 3));
  EXPECT_THAT(items->gold[1].labels, ElementsAre("negative", "positive"));
  EXPECT_THAT(items->gold[1].gold_labels, ElementsAre(0, 1));  // the neutral one is left out
  EXPECT_THAT(items->items_of[1], ElementsAre(0, 2));
  const Benchmark goemotions = *find_benchmark("goemotions");
  const auto sets = load_benchmark_items(
      goemotions, put("g.csv",
                      "id,text,split,goemotions28\n"
                      "1,a,test,\"[\"\"joy\"\",\"\"love\"\",\"\"fear\"\"]\"\n2,a,test,\"[\"\"neutral\"\"]\"\n"));
  ASSERT_TRUE(sets) << describe_error(sets.error());
  EXPECT_THAT(sets->gold[1].gold_sets,
              ElementsAre(ElementsAre(2, 3), ElementsAre(6)));  // Ekman's fear and joy; neutral
  EXPECT_THAT(sets->gold[2].gold_sets, ElementsAre(ElementsAre(0, 1), ElementsAre(3)));
}

TEST_F(Sets, are_refused_with_row_and_column) {
  const Benchmark mood =
      parsed(with_tasks(R"({"id": "m", "kind": "classes", "scheme": "sentiment3", "gold": "g", "metrics": ["mcc"]},
                                              {"id": "p", "kind": "numbers", "scheme": "vad", "fields": ["valence"], "gold": "v", "metrics": ["ccc"]})"));
  EXPECT_EQ(failure(mood, "id,text,g,v\n1,a,neutral,1\n"), "");
  EXPECT_THAT(failure(mood, "id,text,G,v\n1,a,neutral,1\n"), HasSubstr("unknown column 'g'"));
  EXPECT_THAT(failure(mood, "id,g,v\n1,neutral,1\n"), HasSubstr("unknown column 'text'"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n1,a,neutral,1\n2,a,joy,1\n"),
              HasSubstr("row 2, column g: gold is none of task m"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n1,a,neutral,1.5\n"), HasSubstr("row 1, column v: gold is none of task p"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n1,a,neutral,nan\n"), HasSubstr("gold is none of task p"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n1,a,neutral,0x1\n"), HasSubstr("gold is none of task p"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n1,a,neutral,1\n1,a,neutral,1\n"),
              HasSubstr("row 2, column id: the id 1 stands twice"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n,a,neutral,1\n"), HasSubstr("has no id"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n1,a,neutral,\n"), HasSubstr("has no row of task p valence"));
  EXPECT_THAT(failure(mood, "id,text,g,v\n"), HasSubstr("has no row of task m"));
  EXPECT_EQ(load_benchmark_items(mood, folder_ + "/none.csv").error().kind, ErrorKind::not_found);
  EXPECT_THAT(read_benchmark_table(mood, folder_ + "/t.csv").error().what, HasSubstr("task m of t names no column"));
  EXPECT_THROW((void)benchmark_table(mood), ContractError);
}

TEST_F(Sets, predictions_may_stand_in_the_same_table) {
  const Benchmark both = parsed(with_tasks(
      R"({"id": "m", "kind": "classes", "scheme": "sentiment3", "values": [-1, 0, 1], "gold": "g", "prediction": "p", "metrics": ["mcc"]},
         {"id": "s", "kind": "label_sets", "labels": ["red", "blue"], "none": ["no"], "gold": "gs", "prediction": "ps", "metrics": ["jaccard"]},
         {"id": "n", "kind": "numbers", "scheme": "vad", "fields": ["valence", "arousal"], "range": [1, 5], "gold": "g{field}", "prediction": "p{field}",
          "metrics": ["ccc"]},
         {"id": "w", "kind": "texts", "gold": "gw", "prediction": "pw", "metrics": ["bleu"]})"));
  const auto system = read_benchmark_table(both, put("mine.csv",
                                                     "g,p,gs,ps,gvalence,pvalence,garousal,parousal,gw,pw\n"
                                                     "positive,Positive,red,\"blue, red\",1,4.5,5,1: low,hello,hallo\n"
                                                     "negative,-1: bad,no,no,1,7,5,,hello,\n"
                                                     "-1,2,[],green,1.5,1e0,5,high,hello,x\n"));
  ASSERT_TRUE(system) << describe_error(system.error());
  EXPECT_EQ(system->name, "mine");
  ASSERT_EQ(system->tasks.size(), 5U);
  using S = AnswerStatus;
  const ScoringTask& mood = system->tasks[0];
  EXPECT_EQ(mood.system, "mine");
  EXPECT_THAT(mood.ids, ElementsAre("1", "2", "3"));
  EXPECT_THAT(mood.gold_labels, ElementsAre(2, 0, 0));
  EXPECT_THAT(mood.predicted_labels, ElementsAre(2, 0, kNoLabel));
  EXPECT_THAT(mood.status, ElementsAre(S::ok, S::ok, S::out_of_range));
  EXPECT_THAT(system->tasks[1].gold_sets, ElementsAre(ElementsAre(0), IsEmpty(), IsEmpty()));
  EXPECT_THAT(system->tasks[1].predicted_sets, ElementsAre(ElementsAre(0, 1), IsEmpty(), IsEmpty()));
  EXPECT_THAT(system->tasks[1].status, ElementsAre(S::ok, S::ok, S::out_of_range));
  EXPECT_THAT(system->tasks[2].status, ElementsAre(S::ok, S::out_of_range, S::ok));
  EXPECT_EQ(system->tasks[2].predicted_numbers[2], 1);
  EXPECT_THAT(system->tasks[3].status, ElementsAre(S::ok, S::no_answer, S::no_number));
  EXPECT_EQ(system->tasks[3].predicted_numbers[0], 1);
  EXPECT_THAT(system->tasks[4].status, ElementsAre(S::ok, S::no_answer, S::ok));
}

}  // namespace
}  // namespace openaffect
