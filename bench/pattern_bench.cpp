// The `pattern` rater on one thread: GoEmotions' test comments in memory, and the start of the rater.
// Its inputs: bench/inputs.h.
#include <benchmark/benchmark.h>

#include "bench/inputs.h"
#include "openaffect/raters/pattern.h"

namespace {

using namespace openaffect;
using bench::comments;
using bench::read_below;

const std::string& lexicon() {
  static const std::string bytes = read_below("OPENAFFECT_SHARE", "lexicons/pattern/en-sentiment.xml");
  return bytes;
}

void pattern_rates(benchmark::State& state, bool evidence) {
  const std::vector<Item> items = comments();
  const auto rater = make_pattern(lexicon());
  if (items.empty() || !rater) return state.SkipWithError("OPENAFFECT_DATA or OPENAFFECT_SHARE lacks its file");
  for (auto _ : state) benchmark::DoNotOptimize((*rater)->rate(items, {.evidence = evidence}));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * items.size()));
}

void pattern_starts(benchmark::State& state) {
  if (lexicon().empty()) return state.SkipWithError("OPENAFFECT_SHARE lacks its file");
  for (auto _ : state) benchmark::DoNotOptimize(make_pattern(lexicon()));
}

BENCHMARK_CAPTURE(pattern_rates, plain, false);
BENCHMARK_CAPTURE(pattern_rates, with_evidence, true);
BENCHMARK(pattern_starts)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
