// Times Rater::rate over texts in memory.
//   rate_texts TEXTS RATERS THREADS SECONDS     TEXTS: one text a line; RATERS: vader,pattern; at least SECONDS of
//   rating
// Prints texts per second, the best of three rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "openaffect/raters/table.h"
#include "openaffect/system/file.h"

namespace {

using namespace openaffect;
using Clock = std::chrono::steady_clock;
constexpr std::size_t kBlock = 1024;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Item> items_of(std::string_view bytes) {
  std::vector<Item> items;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    items.push_back({.text = bytes.substr(at, end - at)});
    at = end + 1;
  }
  return items;
}

// Rates every `step`-th block from `first` on.
void rate_blocks(const std::vector<std::shared_ptr<const Rater>>& raters, std::span<const Item> items,
                 std::size_t first, std::size_t step) {
  for (std::size_t at = first * kBlock; at < items.size(); at += step * kBlock)
    for (const auto& rater : raters)
      if (rater->rate(items.subspan(at, std::min(kBlock, items.size() - at))).size() == 0) std::abort();
}

double round_of(const std::vector<std::shared_ptr<const Rater>>& raters, std::span<const Item> items,
                std::size_t threads, double seconds) {
  const Clock::time_point start = Clock::now();
  std::size_t rated = 0;
  while (rated == 0 || seconds_since(start) < seconds) {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back([&, i] { rate_blocks(raters, items, i, threads); });
    rate_blocks(raters, items, 0, threads);
    for (std::thread& other : others) other.join();
    rated += items.size();
  }
  return static_cast<double>(rated) / seconds_since(start);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto bytes = read_file(argv[1], std::uint64_t{8} << 30);
  const std::vector<std::string> names = {argv[2]};
  const auto raters = make_raters(names);
  if (!bytes || !raters) {
    std::fprintf(stderr, "%s\n", describe_error(bytes ? raters.error() : bytes.error()).c_str());
    return 1;
  }
  const std::vector<Item> items = items_of(*bytes);
  double best = 0;
  for (int round = 0; round < 3; ++round)
    best = std::max(best, round_of(*raters, items, static_cast<std::size_t>(std::atoi(argv[3])), std::atof(argv[4])));
  std::printf("%.0f\n", best);
}
