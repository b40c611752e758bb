// Times the bootstrap of macro-F1 on one thread.
//   bootstrap_bench PAIRS RESAMPLES     PAIRS: a file of lines "gold predicted", numbers below 64
// Prints resamples per second (the best of five rounds), items, kinds, the estimate, low and high.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>

#include "bench/macro_f1.h"
#include "openaffect/statistics/bootstrap.h"

namespace {

using namespace openaffect;
using Clock = std::chrono::steady_clock;

struct Pairs {
  Sample sample;
  std::vector<bench::LabelPair> kinds;
};

Pairs read_pairs(const char* path) {
  Pairs pairs;
  std::map<std::pair<unsigned, unsigned>, std::uint32_t> number_of;
  std::ifstream file(path);
  for (unsigned gold = 0, predicted = 0; file >> gold >> predicted;) {
    if (std::max(gold, predicted) >= bench::kMostLabels) std::exit(2);
    const auto [place, is_new] = number_of.try_emplace({gold, predicted}, static_cast<std::uint32_t>(number_of.size()));
    if (is_new) pairs.kinds.push_back({static_cast<std::uint8_t>(gold), static_cast<std::uint8_t>(predicted)});
    pairs.sample.kind_of_item.push_back(place->second);
  }
  pairs.sample.kinds = pairs.kinds.size();
  return pairs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Pairs pairs = read_pairs(argv[1]);
  const StatisticMaker maker = [&pairs] {
    return Statistic([&pairs](std::span<const std::uint32_t> counts, std::span<double> values) {
      values[0] = bench::macro_f1(pairs.kinds, counts);
    });
  };
  const BootstrapOptions options = {.resamples = static_cast<std::size_t>(std::atoll(argv[2]))};
  double best = 0;
  BootstrapValue value;
  for (int round = 0; round < 5; ++round) {
    const Clock::time_point start = Clock::now();
    value = bootstrap(pairs.sample, 1, maker, options).front();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    best = std::max(best, static_cast<double>(options.resamples) / seconds);
  }
  std::printf("%.0f %zu %zu %.17g %.6f %.6f\n", best, pairs.sample.kind_of_item.size(), pairs.kinds.size(),
              value.estimate, value.low, value.high);
}
