// AEB's recorded answers, as published, against figures that were computed from them independently (spec/01, 1.7).
#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "openaffect/evaluate/benchmark_aeb.h"
#include "openaffect/evaluate/benchmark_testing.h"
#include "openaffect/metrics/pearson.h"

namespace openaffect {
namespace {

double pearson(const ScoringTask& task) {
  PearsonMeter meter;
  for (std::size_t i = 0; i < task.ids.size(); ++i) {
    if (task.status[i] != AnswerStatus::ok) continue;
    if (task.kind == TaskKind::numbers) {
      meter.add(task.gold_numbers[i], task.predicted_numbers[i]);
    } else {
      meter.add(task.gold_labels[i], task.predicted_labels[i]);
    }
  }
  return meter.value();
}

struct SetScores {
  double jaccard = 0, exact = 0, micro = 0, macro = 0;
};

// Two empty sets count as equal, as in the figures that are compared with.
SetScores set_scores(const ScoringTask& task) {
  SetScores scores;
  std::vector<double> both(task.labels.size()), gold(both), predicted(both);
  for (std::size_t i = 0; i < task.ids.size(); ++i) {
    std::size_t shared = 0;
    for (const LabelId label : task.predicted_sets[i]) {
      ++predicted[static_cast<std::size_t>(label)];
      if (std::count(task.gold_sets[i].begin(), task.gold_sets[i].end(), label) > 0)
        ++both[static_cast<std::size_t>(label)], ++shared;
    }
    for (const LabelId label : task.gold_sets[i]) ++gold[static_cast<std::size_t>(label)];
    const std::size_t any = task.gold_sets[i].size() + task.predicted_sets[i].size() - shared;
    scores.jaccard += any == 0 ? 1 : static_cast<double>(shared) / static_cast<double>(any);
    scores.exact += any == shared ? 1 : 0;
  }
  double all_both = 0, all = 0;
  for (std::size_t label = 0; label < both.size(); ++label) {
    scores.macro += 2 * both[label] / (gold[label] + predicted[label]) / static_cast<double>(both.size());
    all_both += both[label], all += gold[label] + predicted[label];
  }
  scores.micro = 2 * all_both / all;
  scores.jaccard /= static_cast<double>(task.ids.size());
  scores.exact /= static_cast<double>(task.ids.size());
  return scores;
}

double accuracy(const ScoringTask& task) {
  double right = 0;
  for (std::size_t i = 0; i < task.ids.size(); ++i) right += task.gold_labels[i] == task.predicted_labels[i] ? 1 : 0;
  return right / static_cast<double>(task.ids.size());
}

class AebRecorded : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string folder = data_file("text/aeb");
    if (folder.empty()) GTEST_SKIP() << "needs OPENAFFECT_DATA";
    const auto begin = std::chrono::steady_clock::now();
    auto systems = read_aeb(*find_benchmark("aeb"), std::vector<std::string>{folder});
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    RecordProperty("seconds_to_read", std::to_string(time.count()));
    ASSERT_TRUE(systems) << describe_error(systems.error());
    for (BenchmarkSystem& system : *systems) systems_[system.name] = std::move(system);
  }
  const ScoringTask& task(const std::string& system, const std::string& name, const std::string& field = "") const {
    const ScoringTask* found = find_scoring_task(systems_.at(system), name, field);
    if (!found) throw ContractError("no task " + name + " " + field);
    return *found;
  }
  std::map<std::string, BenchmarkSystem> systems_;
};

TEST_F(AebRecorded, three_models_one_of_them_whole) {
  ASSERT_EQ(systems_.size(), 3U);
  std::size_t rows = 0;
  for (const ScoringTask& each : systems_.at("Emollama-chat-13b").tasks) rows += each.ids.size();
  EXPECT_EQ(rows, 30808U);
  EXPECT_TRUE(systems_.at("Emollama-chat-13b").absent.empty());
  EXPECT_EQ(systems_.at("Emollama-7b").absent.size(), 1U);
  EXPECT_EQ(systems_.at("Emollama-7b").absent[0].task, "GoEmotions");
  EXPECT_EQ(systems_.at("Emollama-chat-7b").tasks.size(), 1U);
}

// Gold counts of spec/01, 1.5.
TEST_F(AebRecorded, gold_is_as_counted) {
  const auto counts = [&](const ScoringTask& each) {
    std::vector<int> all(each.labels.size());
    for (const LabelId label : each.gold_labels) ++all[static_cast<std::size_t>(label)];
    return all;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(counts(task("Emollama-7b", "EI-oc", "anger")), ElementsAre(465, 148, 243, 146));
  EXPECT_THAT(counts(task("Emollama-7b", "EI-oc", "joy")), ElementsAre(194, 333, 360, 218));
  EXPECT_THAT(counts(task("Emollama-7b", "V-oc")), ElementsAre(93, 167, 80, 262, 107, 91, 137));
  EXPECT_THAT(counts(task("Emollama-7b", "SST5")), ElementsAre(279, 633, 389, 510, 399));
  EXPECT_THAT(counts(task("Emollama-7b", "TDT")), ElementsAre(173, 346, 173));
  EXPECT_EQ(task("Emollama-7b", "EI-reg", "fear").ids.size(), 986U);
  std::vector<int> labels(7);
  for (const auto& set : task("Emollama-chat-13b", "GoEmotions").gold_sets)
    for (const LabelId label : set) ++labels[static_cast<std::size_t>(label)];
  EXPECT_THAT(labels,
              ElementsAre(726, 123, 98, 2104, 379, 677, 1787));  // anger disgust fear joy sadness surprise neutral
}

TEST_F(AebRecorded, correlations_are_those_computed_before) {
  struct Wanted {
    const char* system;
    double reg[4], grades[4], v_reg, v_oc;
  };
  const Wanted wanted[] = {
      {"Emollama-7b", {.821, .819, .836, .812}, {.740, .722, .772, .751}, .879, .843},
      {"Emollama-chat-13b", {.829, .837, .844, .820}, {.756, .765, .779, .756}, .887, .857},
  };
  for (const Wanted& each : wanted) {
    constexpr const char* kEmotions[] = {"anger", "fear", "joy", "sadness"};
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(pearson(task(each.system, "EI-reg", kEmotions[i])), each.reg[i], .0005)
          << each.system << kEmotions[i];
      EXPECT_NEAR(pearson(task(each.system, "EI-oc", kEmotions[i])), each.grades[i], .0005)
          << each.system << kEmotions[i];
    }
    EXPECT_NEAR(pearson(task(each.system, "V-reg", "valence")), each.v_reg, .0005);
    EXPECT_NEAR(pearson(task(each.system, "V-oc")), each.v_oc, .0005);
  }
  EXPECT_NEAR(pearson(task("Emollama-7b", "V-A", "valence")), .718, .0005);
  EXPECT_NEAR(pearson(task("Emollama-7b", "V-T", "valence")), .725, .0005);
}

TEST_F(AebRecorded, label_sets_score_as_computed_before) {
  const auto check = [&](const char* system, const SetScores& wanted) {
    const SetScores scores = set_scores(task(system, "E-c"));
    EXPECT_NEAR(scores.jaccard, wanted.jaccard, .0005) << system;
    EXPECT_NEAR(scores.exact, wanted.exact, .0005) << system;
    EXPECT_NEAR(scores.micro, wanted.micro, .0005) << system;
    EXPECT_NEAR(scores.macro, wanted.macro, .0005) << system;
  };
  check("Emollama-7b", {.582, .234, .694, .559});
  check("Emollama-chat-13b", {.577, .243, .695, .548});
}

// The answered label is the likeliest one in nearly all rows: the probabilities line up with the labels.
TEST_F(AebRecorded, probabilities_line_up_with_labels) {
  for (const char* system : {"Emollama-7b", "Emollama-chat-13b"})
    for (const auto& [name, field] : {std::pair{"EI-oc", "joy"}, {"V-oc", ""}, {"SST5", ""}}) {
      const ScoringTask& each = task(system, name, field);
      const std::size_t labels = each.labels.size();
      ASSERT_EQ(each.probabilities.size(), each.ids.size() * labels) << name;
      double same = 0, answered = 0;
      for (std::size_t i = 0; i < each.ids.size(); ++i) {
        const double* row = &each.probabilities[i * labels];
        double sum = 0;
        for (std::size_t label = 0; label < labels; ++label) sum += row[label];
        ASSERT_NEAR(sum, 1, 1e-12);
        if (each.predicted_labels[i] == kNoLabel) continue;
        ++answered;
        same += std::max_element(row, row + labels) - row == each.predicted_labels[i] ? 1 : 0;
      }
      EXPECT_GT(same / answered, .88) << system << name;
    }
  EXPECT_TRUE(task("Emollama-7b", "TDT").probabilities.empty());
}

// Counted with Python over the same files: the rows whose leading number is none of the labels or out of the range.
TEST_F(AebRecorded, statuses_are_counted) {
  const auto count = [&](const ScoringTask& each, AnswerStatus status) {
    return std::count(each.status.begin(), each.status.end(), status);
  };
  EXPECT_EQ(count(task("Emollama-chat-13b", "TDT"), AnswerStatus::out_of_range), 60);
  EXPECT_EQ(count(task("Emollama-7b", "TDT"), AnswerStatus::out_of_range), 45);
  EXPECT_EQ(count(task("Emollama-7b", "SST5"), AnswerStatus::out_of_range), 49);
  EXPECT_EQ(count(task("Emollama-7b", "E-c"), AnswerStatus::no_number), 2);
  EXPECT_EQ(count(task("Emollama-chat-7b", "GoEmotions"), AnswerStatus::no_number), 49);
  EXPECT_NEAR(accuracy(task("Emollama-chat-13b", "TDT")), 384 / 692.0, 1e-12);
  EXPECT_NEAR(accuracy(task("Emollama-chat-13b", "SST5")), 564 / 2210.0, 1e-12);
}

}  // namespace
}  // namespace openaffect
