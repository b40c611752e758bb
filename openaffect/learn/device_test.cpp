// What --device cuda does, on a stand-in (nn/stand_in_device.cpp), as the machines of CI have no graphics card: all
// tensors are where they have to be, and the run is the CPU's. What CUDA's own kernels compute is not seen here.
#include <atomic>
#include <cmath>

#include "openaffect/learn/fit_testing.h"

namespace openaffect {
namespace {

// A head of every kind over the same texts, with gaps.
TrainingData every_kind() {
  TrainingData data = moods();
  data.features = HeadFeatures::first_and_mean;
  data.heads.insert(data.heads.end(), {{"moods", HeadKind::multi_label, 2},
                                       {"grade", HeadKind::ordinal, 3},
                                       {"vad", HeadKind::regression, 2},
                                       {"shares", HeadKind::distribution, 2}});
  for (TrainingPart* part : {&data.sources[0].train, &data.sources[0].development}) {
    TargetMatrix moods{"moods", 2, {}}, grade{"grade", 1, {}}, vad{"vad", 2, {}}, shares{"shares", 2, {}};
    for (std::size_t text = 0; text < part->texts(); ++text) {
      const auto i = static_cast<float>(text % 4);
      moods.values.insert(moods.values.end(), {i > 2 ? std::nanf("") : i / 2, .3F});
      grade.values.push_back(i);
      vad.values.insert(vad.values.end(), {i / 4, text % 3 ? .5F : std::nanf("")});
      shares.values.insert(shares.values.end(), {.25F, .75F});
    }
    part->targets.insert(part->targets.end(), {moods, grade, vad, shares});
  }
  return data;
}

// The losses, step by step, of a run of three epochs that is stopped and continued behind these steps.
std::vector<double> losses(Device device, const TestFolder& base, const TestFolder& folder, double dropout,
                           std::vector<std::int64_t> stops = {}) {
  std::atomic<bool> stop{false};
  FitRequest request = request_in(base, folder);
  request.device = device;
  request.options.epochs = 3;
  request.options.ema = .9;
  request.options.accumulate = 2;
  request.options.dropout = request.options.attention_dropout = request.options.head_dropout = dropout;
  request.stop = &stop;
  request.progress = [&](const FitProgress& at) {
    stop = !stops.empty() && at.step == stops.front();
    if (stop) stops.erase(stops.begin());
  };
  Result<FitResult> result = fit(every_kind(), request);
  while (!result && result.error().kind == ErrorKind::interrupted) {
    stop = false;
    result = fit(every_kind(), request);
  }
  EXPECT_TRUE(result) << describe_error(result.error());
  std::vector<double> found;
  for (const Json& line : log_of(folder)) found.push_back(line.value("loss", line.value("score", 0.)));
  return found;
}

TEST(OnADevice, LearnsWhatTheCpuLearns) {
  const TestFolder base = drawn_base("device_base"), here("device_cpu"), there("device_stand_in");
  const auto on_cpu = losses(Device::cpu, base, here, 0), on_device = losses(Device::cuda, base, there, 0);
  ASSERT_EQ(on_cpu.size(), on_device.size());
  ASSERT_GT(on_cpu.size(), 6U);
  for (std::size_t i = 0; i < on_cpu.size(); ++i) EXPECT_NEAR(on_cpu[i], on_device[i], 1e-5) << "line " << i;
}

TEST(OnADevice, GoesOnWhereItWasStopped) {
  const TestFolder base = drawn_base("device_resume"), whole("device_whole"), cut("device_cut");
  EXPECT_EQ(losses(Device::cuda, base, whole, .2), losses(Device::cuda, base, cut, .2, {1, 4}));
  EXPECT_EQ(weights_of(whole), weights_of(cut));
}

}  // namespace
}  // namespace openaffect
