// The `vader` rater on one thread: GoEmotions' test comments in memory, and the start of the rater.
// Its inputs: bench/inputs.h.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "bench/inputs.h"
#include "openaffect/raters/vader.h"

namespace {

using namespace openaffect;
using bench::comments;
using bench::read_below;

constexpr std::size_t kBlock = 1024;  // as a job calls rate()

const std::string& lexicon() {
  static const std::string bytes = read_below("OPENAFFECT_SHARE", "lexicons/vader/vader_lexicon.txt");
  return bytes;
}

const std::string& emoji() {
  static const std::string bytes = read_below("OPENAFFECT_SHARE", "lexicons/vader/emoji_utf8_lexicon.txt");
  return bytes;
}

void vader_rates(benchmark::State& state, bool evidence) {
  const std::vector<Item> items = comments();
  const auto rater = make_vader(lexicon(), emoji());
  if (items.empty() || !rater) return state.SkipWithError("OPENAFFECT_DATA or OPENAFFECT_SHARE lacks its file");
  const std::span<const Item> all = items;
  for (auto _ : state)
    for (std::size_t at = 0; at < all.size(); at += kBlock)
      benchmark::DoNotOptimize(
          (*rater)->rate(all.subspan(at, std::min(kBlock, all.size() - at)), {.evidence = evidence}));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(items.size()));
}

void vader_starts(benchmark::State& state) {
  if (lexicon().empty()) return state.SkipWithError("OPENAFFECT_SHARE lacks its file");
  for (auto _ : state) benchmark::DoNotOptimize(make_vader(lexicon(), emoji()));
}

BENCHMARK_CAPTURE(vader_rates, plain, false);
BENCHMARK_CAPTURE(vader_rates, with_evidence, true);
BENCHMARK(vader_starts)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
