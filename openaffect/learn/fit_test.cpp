#include "openaffect/learn/fit.h"

#include <sys/resource.h>

#include <atomic>
#include <cmath>
#include <csignal>
#include <functional>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/learn/fit_testing.h"

namespace openaffect {
namespace {

struct Kind {
  HeadPlan plan;
  std::size_t columns;
  std::function<std::vector<float>(int)> answer;
  double least;  // the loss of a perfect answer
};

class EveryKind : public testing::TestWithParam<int> {};

// 32 texts are learnt by heart.
TEST_P(EveryKind, IsLearntByHeart) {
  const std::vector<Kind> kinds = {
      {{"mood", HeadKind::single_label, 4}, 1, [](int i) { return std::vector<float>{static_cast<float>(i)}; }, 0},
      {{"moods", HeadKind::multi_label, 2},
       2,
       [](int i) {
         return std::vector<float>{i % 2 ? 1.F : 0.F, i > 1 ? 1.F : 0.F};
       },
       0},
      {{"grade", HeadKind::ordinal, 3},
       1,
       [](int i) { return std::vector<float>{static_cast<float>(i)}; },
       .05},  // all grades on one line: the slowest
      {{"vad", HeadKind::regression, 2},
       2,
       [](int i) {
         return std::vector<float>{i % 2 ? .5F : -.5F, i > 1 ? .3F : std::nanf("")};
       },
       0},
      {{"shares", HeadKind::distribution, 2},
       2,
       [](int i) {
         return i % 2 ? std::vector<float>{.25F, .75F} : std::vector<float>{1.F, 0.F};
       },
       0}};
  const Kind& kind = kinds[static_cast<std::size_t>(GetParam()) % kinds.size()];
  const TestFolder base = drawn_base("fit_base" + kind.plan.id), folder("fit_" + kind.plan.id);
  FitRequest request = request_in(base, folder);
  if (kind.plan.kind == HeadKind::ordinal) request.options.epochs = 300, request.options.head_lr = .05;
  TrainingData data = data_of(kind.plan, kind.columns, kind.answer);
  if (GetParam() >= 5) data.features = HeadFeatures::first_and_mean;
  const auto result = fit(data, request);
  ASSERT_TRUE(result) << describe_error(result.error());
  EXPECT_LT(last_loss(folder), kind.least + .01);
  EXPECT_EQ(result->development.size(), 1);
  EXPECT_EQ(result->development[0].values.size(), 32 * kind.plan.outputs);
}
INSTANTIATE_TEST_SUITE_P(Fit, EveryKind, testing::Range(0, 10));

// With dropout, a moving average and bfloat16: a run that was stopped three times ends as one that was not.
TEST(Fit, GoesOnWhereItWasKilled) {
  const TestFolder base = drawn_base("fit_resume_base");
  const auto run = [&](const TestFolder& folder, std::vector<std::int64_t> stops) {
    std::atomic<bool> stop{false};
    FitRequest request = request_in(base, folder);
    request.precision = Precision::bfloat16;
    request.options.epochs = 6;
    request.options.dropout = request.options.head_dropout = .2;
    request.options.ema = .9;
    request.options.accumulate = 2;
    request.stop = &stop;
    request.progress = [&](const FitProgress& at) {
      stop = !stops.empty() && at.step == stops.front();
      if (stop) stops.erase(stops.begin());
    };
    for (;;) {
      stop = false;
      const auto result = fit(moods(), request);
      if (result) return;
      ASSERT_EQ(result.error().kind, ErrorKind::interrupted) << describe_error(result.error());
    }
  };
  const TestFolder whole("fit_whole"), cut("fit_cut");
  run(whole, {});
  run(cut, {1, 5, 8});
  EXPECT_EQ(weights_of(whole), weights_of(cut));
  const auto lines = log_of(whole), others = log_of(cut);
  ASSERT_EQ(lines.size(), others.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const char* field : {"step", "epoch", "loss", "score"})
      EXPECT_EQ(lines[i].value(field, Json()), others[i].value(field, Json())) << field << " of line " << i;
}

// A file keeps the targets by name; it is the same run all the same.
TEST(Fit, GoesOnWithTheSameDataFromAFile) {
  const TestFolder base = drawn_base("fit_file_base"), folder("fit_file");
  TrainingData data = moods();
  data.heads.push_back({"amused", HeadKind::regression, 1});
  for (TrainingPart* part : {&data.sources[0].train, &data.sources[0].development})
    part->targets.push_back({"amused", 1, std::vector<float>(32, .5F)});
  std::atomic<bool> stop{false};
  FitRequest request = request_in(base, folder);
  request.options.epochs = 2;
  request.stop = &stop;
  request.progress = [&](const FitProgress& at) { stop = at.step == 3; };
  ASSERT_FALSE(fit(data, request));
  ASSERT_TRUE(write_training_data(data, folder.file("data.safetensors")));
  const auto read = read_training_data(folder.file("data.safetensors"));
  ASSERT_TRUE(read);
  EXPECT_NE(read->sources[0].train.targets[0].head, data.sources[0].train.targets[0].head);
  stop = false;
  const auto result = fit(*read, request);
  EXPECT_TRUE(result) << describe_error(result.error());
}

TEST(Fit, RefusesTheCheckpointOfAnotherRun) {
  const TestFolder base = drawn_base("fit_other_base"), folder("fit_other");
  FitRequest request = request_in(base, folder);
  request.options.epochs = 1;
  ASSERT_TRUE(fit(moods(), request));
  request.options.seed = 2;
  const auto other = fit(moods(), request);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::refused);
}

TEST(Fit, StopsWhenTheLossIsNoNumber) {
  const TestFolder base = drawn_base("fit_nan_base"), folder("fit_nan");
  const auto result = fit(data_of({"vad", HeadKind::regression, 1}, 1, [](int) { return std::vector<float>{3e38F}; }),
                          request_in(base, folder));
  ASSERT_FALSE(result);
  EXPECT_THAT(describe_error(result.error()), testing::HasSubstr("step 1 the loss is no number"));
  EXPECT_FALSE(file_exists(folder.file(kWeightsFileName)));
}

TEST(Fit, StopsEarlyWithoutGain) {
  const TestFolder base = drawn_base("fit_patience_base"), folder("fit_patience");
  FitRequest request = request_in(base, folder);
  request.options.patience = 2;
  const auto result = fit(moods(), request);
  ASSERT_TRUE(result);
  EXPECT_LT(log_of(folder).back()["epoch"], 100);
  EXPECT_NEAR(result->score, 1, 1e-9);  // macro F1
}

// No file may grow behind 2,000 bytes: the disk is full when the second checkpoint is written.
TEST(Fit, FullDiskLeavesTheCheckpointBefore) {
  const TestFolder base = drawn_base("fit_disk_base"), folder("fit_disk");
  std::atomic<bool> stop{false};
  FitRequest request = request_in(base, folder);
  request.options.epochs = 2;
  request.stop = &stop;
  request.progress = [&](const FitProgress& at) { stop = at.step == 1; };
  ASSERT_FALSE(fit(moods(), request));
  const std::string before = *read_file(folder.file(kCheckpointName), 1 << 24);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  const rlimit small{2000, old.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  stop = false;
  const auto result = fit(moods(), request);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::io) << describe_error(result.error());
  EXPECT_EQ(*read_file(folder.file(kCheckpointName), 1 << 24), before);
  EXPECT_FALSE(file_exists(folder.file(kWeightsFileName)));
  ASSERT_TRUE(fit(moods(), request));  // with room again
}

TEST(Fit, RefusesDataThatContradictsItself) {
  const TestFolder base = drawn_base("fit_bad_base");
  const auto said = [&](const std::function<void(TrainingData&)>& change) {
    const TestFolder folder("fit_bad");
    TrainingData data = moods();
    change(data);
    const auto result = fit(data, request_in(base, folder));
    return result ? "trained" : describe_error(result.error());
  };
  using testing::HasSubstr;
  EXPECT_THAT(said([](TrainingData& d) { d.sources[0].train.targets[0].values[3] = 4; }), HasSubstr("labels outside"));
  EXPECT_THAT(said([](TrainingData& d) { d.sources[0].train.targets[0].values[3] = .5F; }),
              HasSubstr("labels outside"));
  EXPECT_THAT(said([](TrainingData& d) { d.sources[0].train.targets[0].values.pop_back(); }), HasSubstr("shape"));
  EXPECT_THAT(said([](TrainingData& d) { d.sources[0].train.offsets[2] = 0; }), HasSubstr("offsets must rise"));
  EXPECT_THAT(said([](TrainingData& d) { d.sources[0].train.tokens[3] = 10; }), HasSubstr("vocabulary"));
  EXPECT_THAT(said([](TrainingData& d) { d.sources[0].train = {}; }), HasSubstr("nothing is said of mood"));
  EXPECT_THAT(said([](TrainingData& d) { d.heads[0].id = "other"; }), HasSubstr("nothing is said of other"));
  // A second head, of whose first text this is said.
  const auto said_of_two = [&](HeadKind kind, float first, float second) {
    return said([&](TrainingData& d) {
      d.heads.push_back({"two", kind, 2});
      d.sources[0].train.targets.push_back({"two", 2, std::vector<float>(64, .5F)});
      d.sources[0].train.targets[1].values[0] = first;
      d.sources[0].train.targets[1].values[1] = second;
    });
  };
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(said_of_two(HeadKind::multi_label, 0, 1), "trained");
  EXPECT_EQ(said_of_two(HeadKind::multi_label, kNan, 1), "trained");  // nothing is said of the first text
  EXPECT_THAT(said_of_two(HeadKind::multi_label, 0, kNan), HasSubstr("two has a row that is said in part"));
  EXPECT_THAT(said_of_two(HeadKind::distribution, 1, kNan), HasSubstr("two has a row that is said in part"));
  EXPECT_THAT(said_of_two(HeadKind::multi_label, 0, 2), HasSubstr("shares outside 0..1"));
  EXPECT_THAT(said_of_two(HeadKind::distribution, -.5F, 1), HasSubstr("shares outside 0..1"));
  EXPECT_THAT(said_of_two(HeadKind::regression, 0, kInf), HasSubstr("infinite"));
  // Labels may be shares where they teach, not where they judge.
  EXPECT_EQ(said_of_two(HeadKind::single_label, .25F, .75F), "trained");
  EXPECT_THAT(said_of_two(HeadKind::single_label, -.5F, 1), HasSubstr("shares outside 0..1"));
  EXPECT_THAT(said_of_two(HeadKind::single_label, 0, 0), HasSubstr("shares that do not sum to 1"));
  EXPECT_THAT(said_of_two(HeadKind::distribution, .75F, .5F), HasSubstr("shares that do not sum to 1"));
  EXPECT_THAT(said([](TrainingData& d) {
                TargetMatrix& judged = d.sources[0].development.targets[0];
                judged = {"mood", 4, std::vector<float>(d.sources[0].development.texts() * 4, .25F)};
              }),
              HasSubstr("another shape"));
}

TEST(TrainingData, AsAFile) {
  const TestFolder folder("training_data");
  TrainingData data = moods();
  data.heads[0].class_weights = {1, 2, 3, 4};
  data.heads.push_back({"moods", HeadKind::multi_label, 2, .5, MultiLabelLoss::asymmetric});
  ASSERT_TRUE(write_training_data(data, folder.file("data.safetensors")));
  const auto read = read_training_data(folder.file("data.safetensors"));
  ASSERT_TRUE(read) << describe_error(read.error());
  ASSERT_EQ(read->heads.size(), 2);
  EXPECT_EQ(read->heads[0].class_weights, data.heads[0].class_weights);
  EXPECT_EQ(read->heads[1].loss, MultiLabelLoss::asymmetric);
  EXPECT_EQ(read->sources[0].train.tokens, data.sources[0].train.tokens);
  EXPECT_EQ(read->sources[0].development.targets[0].values, data.sources[0].development.targets[0].values);
  const TestFolder base = drawn_base("not_training_data");
  EXPECT_FALSE(read_training_data(base.file("model.safetensors")));
}

}  // namespace
}  // namespace openaffect
