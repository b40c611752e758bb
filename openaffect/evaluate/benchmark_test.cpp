#include "openaffect/evaluate/benchmark.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

json small_benchmark() {
  return json::parse(R"({
    "schema": "openaffect/benchmark/1", "name": "mine", "title": "Ours", "reader": "table",
    "data": {"id": "key", "text": "comment"},
    "tasks": [
      {"id": "mood", "kind": "classes", "scheme": "sentiment3", "gold": "gold", "metrics": ["macro_f1", {"metric": "f1", "label": "neutral"}],
       "more_metrics": ["accuracy"]},
      {"id": "point", "kind": "numbers", "scheme": "vad", "fields": ["valence", "arousal"], "average": "fields", "range": [1, 5],
       "gold": "gold_{field}", "prediction": "{field}", "metrics": ["pearson"], "items": 20}
    ],
    "published": [{"source": "table 1", "columns": [{"task": "mood", "metric": "macro_f1", "note": "n"}, {"task": "point", "metric": "pearson", "field": "arousal"}],
                   "rows": [{"system": "A-1", "values": [0.5, null]}, {"system": "B", "values": [0.25, -1], "note": "m"}]}],
    "notes": ["one"]})");
}

std::string failure(const json& file) {
  const auto parsed = parse_benchmark(file.dump());
  return parsed ? "" : describe_error(parsed.error());
}

std::string with(const std::string& key, const json& value) {
  json file = small_benchmark();
  file[json::json_pointer(key)] = value;
  return failure(file);
}

std::string without(const std::string& key) {
  json file = small_benchmark();
  const json::json_pointer pointer(key);
  file[pointer.parent_pointer()].erase(pointer.back());
  return failure(file);
}

TEST(Benchmark, says_what_the_file_says) {
  const auto benchmark = parse_benchmark(small_benchmark().dump());
  ASSERT_TRUE(benchmark) << describe_error(benchmark.error());
  EXPECT_EQ(benchmark->name, "mine");
  EXPECT_EQ(benchmark->data.id, "key");
  EXPECT_EQ(benchmark->data.text, "comment");
  const BenchmarkTask& mood = *benchmark->find_task("mood");
  EXPECT_EQ(mood.title, "mood");
  EXPECT_THAT(mood.label_ids(), ElementsAre("negative", "neutral", "positive"));
  ASSERT_EQ(mood.metrics.size(), 3U);
  EXPECT_EQ(mood.metrics[1].label, "neutral");
  EXPECT_TRUE(mood.metrics[1].reported);
  EXPECT_FALSE(mood.metrics[2].reported);
  const BenchmarkTask& point = *benchmark->find_task("point");
  EXPECT_EQ(point.maximum, 5);
  EXPECT_TRUE(point.average_fields);
  EXPECT_EQ(point.items, 20U);
  EXPECT_EQ(benchmark->find_task("other"), nullptr);
}

TEST(Benchmark, has_what_a_task_does_not_say_from_its_scheme) {
  json file = small_benchmark();
  file["tasks"] = json::parse(R"([{"id": "a", "kind": "numbers", "scheme": "valence01", "metrics": ["ccc"]},
                                  {"id": "b", "kind": "grades", "scheme": "v_oc7", "metrics": ["pearson"]},
                                  {"id": "c", "kind": "label_sets", "scheme": "goemotions28", "groups": "sentiment", "metrics": ["jaccard"]},
                                  {"id": "d", "kind": "classes", "labels": ["cat", "dog"], "gold": "animal", "metrics": ["mcc"]},
                                  {"id": "e", "kind": "numbers", "fields": ["warmth"], "range": [0, 10], "metrics": ["mae"]}])");
  file.erase("published");
  const auto benchmark = parse_benchmark(file.dump());
  ASSERT_TRUE(benchmark) << describe_error(benchmark.error());
  EXPECT_THAT(benchmark->tasks[0].fields, ElementsAre("valence"));
  EXPECT_EQ(benchmark->tasks[0].gold, "valence01.{field}");
  EXPECT_EQ(benchmark->tasks[0].maximum, 1);
  EXPECT_THAT(benchmark->tasks[1].values, ElementsAre(-3, -2, -1, 0, 1, 2, 3));
  EXPECT_THAT(benchmark->tasks[2].label_ids(), ElementsAre("positive", "negative", "ambiguous", "neutral"));
  EXPECT_THAT(benchmark->tasks[3].label_ids(), ElementsAre("cat", "dog"));
  EXPECT_EQ(benchmark->tasks[4].scheme->fields()[0].maximum, 10);
}

TEST(Benchmark, is_refused_with_the_place_that_is_wrong) {
  EXPECT_THAT(with("/schema", "openaffect/benchmark/2"), HasSubstr("'openaffect/benchmark/2' is not"));
  EXPECT_THAT(with("/name", "My Benchmark"), HasSubstr("name: "));
  EXPECT_THAT(with("/reader", "tables"), HasSubstr("did you mean 'table'?"));
  EXPECT_THAT(with("/papers", "x"), HasSubstr("did you mean 'paper'?"));
  EXPECT_THAT(with("/data/split", "test"), HasSubstr("data: unknown field 'split'"));
  EXPECT_THAT(with("/tasks", json::array()), HasSubstr("tasks: has no task"));
  EXPECT_THAT(with("/tasks/1/id", "mood"), HasSubstr("tasks[1].id: 'mood' stands twice"));
  EXPECT_THAT(with("/tasks/0/kind", "class"), HasSubstr("tasks[0].kind: "));
  EXPECT_THAT(with("/tasks/0/scheme", "sentiment"), HasSubstr("tasks[0].scheme: "));
  EXPECT_THAT(with("/tasks/0/scheme", "vad"), HasSubstr("tasks[0].scheme: vad does not fit"));
  EXPECT_THAT(with("/tasks/0/labels", {"a", "b"}), HasSubstr("tasks[0].labels: either"));
  EXPECT_THAT(with("/tasks/0/fields", {"a"}), HasSubstr("tasks[0].fields: only numbers"));
  EXPECT_THAT(with("/tasks/0/range", {0, 1}), HasSubstr("tasks[0].range: only numbers"));
  EXPECT_THAT(with("/tasks/0/none", {"x"}), HasSubstr("tasks[0].none: only label sets"));
  EXPECT_THAT(with("/tasks/0/values", {1, 2}), HasSubstr("tasks[0].values: "));
  EXPECT_THAT(with("/tasks/0/values", {1, 2, 2.5}), HasSubstr("tasks[0].values: has to be whole"));
  EXPECT_THAT(with("/tasks/0/groups", "ekman"), HasSubstr("tasks[0].groups: "));
  EXPECT_THAT(with("/tasks/0/groups",
                   json::parse(R"([{"id": "a", "labels": ["neutral"]}, {"id": "b", "labels": ["neutral"]}])")),
              HasSubstr("tasks[0].groups: 'neutral' stands twice"));
  EXPECT_THAT(with("/tasks/0/groups", json::parse(R"([{"id": "a", "labels": ["joy"]}])")),
              HasSubstr("tasks[0].groups[0].labels: sentiment3 has no label 'joy'"));
  EXPECT_THAT(with("/tasks/0/metrics/0", "pearson"), HasSubstr("tasks[0].metrics[0]: unknown metric"));
  EXPECT_THAT(with("/tasks/0/metrics/0", "macro_f"), HasSubstr("did you mean 'macro_f1'?"));
  EXPECT_THAT(with("/tasks/0/metrics/0", "f1"), HasSubstr("tasks[0].metrics[0]: f1 speaks of one label"));
  EXPECT_THAT(with("/tasks/0/metrics/1/label", "neutrl"), HasSubstr("did you mean 'neutral'?"));
  EXPECT_THAT(with("/tasks/0/metrics", json::array()), HasSubstr("tasks[0].metrics: has no metric"));
  EXPECT_THAT(with("/tasks/0/rows", {{"part", 1}}), HasSubstr("tasks[0].rows.part: "));
  EXPECT_THAT(with("/tasks/0/split_by", "emotion"), HasSubstr("tasks[0].fields: missing"));
  EXPECT_THAT(with("/tasks/1/fields/0", "valenc"), HasSubstr("did you mean 'valence'?"));
  EXPECT_THAT(with("/tasks/1/fields/1", "valence"), HasSubstr("tasks[1].fields: 'valence' stands twice"));
  EXPECT_THAT(with("/tasks/1/range", {5, 1}), HasSubstr("tasks[1].range: "));
  EXPECT_THAT(with("/tasks/1/average", "labels"), HasSubstr("tasks[1].average: "));
  EXPECT_THAT(with("/tasks/1/items", -1), HasSubstr("tasks[1].items: not a count"));
  EXPECT_THAT(with("/published/0/columns/0/task", "mod"),
              HasSubstr("published[0].columns[0].task: unknown task 'mod'"));
  EXPECT_THAT(with("/published/0/columns/1/field", "dominance"), HasSubstr("task point has no field 'dominance'"));
  EXPECT_THAT(
      with("/published/0/columns/0", json::parse(R"({"task": "point", "metric": "pearson", "field": "arousal"})")),
      HasSubstr("published[0].columns[1]: stands twice"));
  EXPECT_THAT(with("/published/0/rows/0/values", {1}),
              HasSubstr("published[0].rows[0].values: 1 values for 2 columns"));
  EXPECT_THAT(with("/published/0/rows/0/values/0", ".5"), HasSubstr("neither a number nor null"));
  for (const char* key :
       {"/name", "/title", "/reader", "/tasks", "/tasks/0/id", "/tasks/0/kind", "/tasks/0/scheme", "/tasks/0/metrics",
        "/published/0/source", "/published/0/columns", "/published/0/rows/0/system", "/published/0/rows/0/values"})
    EXPECT_THAT(without(key), HasSubstr("missing")) << key;
  EXPECT_THAT(describe_error(parse_benchmark("{").error()), HasSubstr("JSON"));
}

TEST(Benchmark, readers_ask_for_what_they_need) {
  EXPECT_THAT(with("/reader", "aeb"), HasSubstr("data: this reader has its own form"));
  json file = small_benchmark();
  file["reader"] = "catalog";
  EXPECT_THAT(failure(file), HasSubstr("data: unknown field 'id'"));
  file["data"] = {{"set", "emobnk"}};
  EXPECT_THAT(failure(file), HasSubstr("data.set: "));
  file["data"] = {{"set", "emobank"}, {"split", "dev"}};
  EXPECT_THAT(failure(file), HasSubstr("data.split: "));
  file.erase("data");
  EXPECT_THAT(failure(file), HasSubstr("data: missing"));
  file["reader"] = "aeb";
  EXPECT_THAT(failure(file), HasSubstr("tasks[0].gold: only the readers"));
}

TEST(Published, is_found_by_place_and_name) {
  const auto benchmark = *parse_benchmark(small_benchmark().dump());
  ASSERT_EQ(benchmark.published.size(), 3U);
  const PublishedPlace mood{"mood", "macro_f1"};
  const PublishedValue* found = find_published(benchmark.published, "a_1", mood);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->value, 0.5);
  EXPECT_EQ(found->source, "table 1");
  EXPECT_EQ(found->note(), "n");
  EXPECT_EQ(find_published(benchmark.published, "B", mood)->note(), "n; m");
  EXPECT_EQ(find_published(benchmark.published, "A-1", {"point", "pearson", "arousal"}), nullptr);  // a null cell
  EXPECT_EQ(find_published(benchmark.published, "A-1", {"mood", "accuracy"}), nullptr);
  EXPECT_EQ(published_at(benchmark.published, mood).size(), 2U);
}

double published(const Benchmark& benchmark, std::string_view system, const PublishedPlace& place) {
  const PublishedValue* found = find_published(benchmark.published, system, place);
  return found ? found->value : -99;
}

TEST(BuiltInBenchmarks, are_the_files_of_the_folder) {
  std::vector<std::string> files, names;
  for (const auto& each : std::filesystem::directory_iterator(std::string(OA_SOURCE_DIR) + "/benchmarks"))
    if (each.path().extension() == ".json") files.push_back(each.path().stem().string());
  for (const Benchmark& benchmark : built_in_benchmarks()) names.push_back(benchmark.name);
  std::sort(files.begin(), files.end());
  EXPECT_THAT(names, ::testing::ElementsAreArray(files));
  EXPECT_THAT(names, ElementsAre("aeb", "emobank", "esc-preference", "goemotions", "semeval2018", "sst", "tweeteval",
                                 "vader-sets"));
  EXPECT_THAT(find_benchmark("goemotion").error().what, HasSubstr("did you mean 'goemotions'?"));
  EXPECT_EQ(find_benchmark("none.json").error().kind, ErrorKind::not_found);
}

// 30,808 rows in 14 tasks; 19 systems of 15 figures, 14 of 14. Some figures picked from the paper's tables by hand.
TEST(BuiltInBenchmarks, aeb_has_its_tasks_and_both_tables) {
  const Benchmark aeb = *find_benchmark("aeb");
  EXPECT_EQ(aeb.tasks.size(), 14U);
  std::uint64_t items = 0;
  for (const BenchmarkTask& task : aeb.tasks) items += task.items;
  EXPECT_EQ(items, 30808U);
  const std::size_t absent = 2 * 4 + 2 * 7;  // RoBERTa and SentiBERT without EI-oc by emotion; VADER and TextBlob
  EXPECT_EQ(aeb.published.size(), 19 * 15 + 14 * 14 - absent);
  EXPECT_EQ(published(aeb, "Emollama-chat-13b", {"EI-reg", "pearson"}), .831);
  EXPECT_EQ(published(aeb, "Emollama-7b", {"EI-oc", "pearson", "joy"}), .768);
  EXPECT_EQ(published(aeb, "GPT-4", {"E-c", "macro_f1"}), .497);
  EXPECT_EQ(published(aeb, "GPT-4", {"TDT", "accuracy"}), .532);
  EXPECT_EQ(published(aeb, "VADER", {"V-T", "pearson"}), .862);
  EXPECT_EQ(published(aeb, "ChatGPT", {"EmoBank", "pearson", "dominance"}), -.121);
  EXPECT_EQ(published(aeb, "Falcon-7b-instruct", {"SST5", "macro_f1"}), .179);
  for (const char* task : {"V-A", "V-M", "V-NYT", "V-T", "EmoBank"})
    EXPECT_THAT(aeb.find_task(task)->note, HasSubstr("prompted")) << task;
  EXPECT_EQ(aeb.find_task("SST")->note, "");
}

TEST(BuiltInBenchmarks, have_what_papers_print) {
  const Benchmark esc = *find_benchmark("esc-preference");
  EXPECT_EQ(published(esc, "ChatGPT 0-shot", {"strategy", "macro_f1"}), .1350);
  EXPECT_EQ(published(esc, "ChatGPT 0-shot", {"strategy", "preference_bias"}), 1.38);
  EXPECT_EQ(published(esc, "RoBERTa planner", {"strategy", "weighted_f1", "", "D2"}), .2418);
  EXPECT_EQ(published(esc, "GPT-4 2-shot", {"strategy", "macro_f1"}), .1838);
  EXPECT_EQ(published(esc, "ChatGPT 0-shot", {"response", "bleu_2"}), 6.27);  // 0..100, as ours
  EXPECT_EQ(published(esc, "LLaMA2-70B 2-shot + Strategy Planner", {"response", "bleu"}), 1.29);
  EXPECT_EQ(published(*find_benchmark("vader-sets"), "pattern", {"movies", "pearson"}), .4093);  // TextBlob's
  EXPECT_EQ(published(*find_benchmark("goemotions"), "BERT (PyTorch port)", {"ekman", "macro_f1"}), .624);
  EXPECT_EQ(published(*find_benchmark("vader-sets"), "VADER", {"nyt", "pearson"}), .5029);
  EXPECT_EQ(published(*find_benchmark("semeval2018"), "SemEval top-1", {"V-reg", "pearson"}), .873);
  EXPECT_EQ(published(*find_benchmark("emobank"), "GPT4", {"vad", "pearson", "valence"}), .723);
  EXPECT_TRUE(find_benchmark("sst")->published.empty());
}

TEST(BuiltInBenchmarks, the_example_of_the_page_is_one) {
  std::ifstream page(std::string(OA_SOURCE_DIR) + "/docs/benchmark_files.md");
  const std::string text((std::istreambuf_iterator<char>(page)), {});
  std::size_t examples = 0;
  for (std::size_t at = text.find("```json\n"); at != std::string::npos; at = text.find("```json\n", at + 1)) {
    const std::size_t begin = at + 8, end = text.find("```", begin);
    const auto benchmark = parse_benchmark(text.substr(begin, end - begin));
    EXPECT_TRUE(benchmark) << describe_error(benchmark.error());
    ++examples;
  }
  EXPECT_GE(examples, 1U);
}

}  // namespace
}  // namespace openaffect
