#include "openaffect/learn/near_duplicates.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/core/stop.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostCompared = 1000;
constexpr std::size_t kTextsBetweenLines = 4096;

using Pairs = std::vector<std::uint64_t>;  // hashes, each once, ascending by rank

std::vector<std::uint64_t> words_of(const std::string& text) {
  std::vector<std::uint64_t> words;
  const std::string lower = python_lower(text);
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= lower.size();) {
    const CodePoint point = at < lower.size() ? code_point_at(lower, at) : CodePoint{U' ', 1};
    if (!is_python_alnum(point.value)) {
      if (at > begin) words.push_back(std::hash<std::string_view>{}(std::string_view(lower).substr(begin, at - begin)));
      begin = at + point.bytes;
    }
    at += point.bytes;
  }
  return words;
}

Pairs pairs_of(const std::string& text) {
  const std::vector<std::uint64_t> words = words_of(text);
  Pairs pairs;
  for (std::size_t i = 1; i < words.size(); ++i)
    pairs.push_back((words[i - 1] * 0x9E3779B97F4A7C15U) ^ (words[i] + (words[i - 1] << 7)));
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

Result<std::vector<Pairs>> all_pairs(std::span<const std::string* const> texts, const Watcher& watcher) {
  std::vector<Pairs> all;
  for (const std::string* text : texts) {
    if (all.size() % kTextsBetweenLines == 0) OA_CHECK(check_stop(watcher.stop));
    all.push_back(pairs_of(*text));
  }
  return all;
}

std::size_t prefix(const Pairs& pairs) {
  return pairs.size() - static_cast<std::size_t>(std::ceil(kNearlySame * static_cast<double>(pairs.size()))) + 1;
}

double similarity(const Pairs& a, const Pairs& b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    both += a[i] == b[j] ? 1 : 0;
    const bool step = a[i] <= b[j];
    j += b[j] <= a[i] ? 1 : 0;
    i += step ? 1 : 0;
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

// Hashes become ranks, the rarest first.
void rank(std::vector<Pairs>& texts, std::vector<Pairs>& others) {
  std::unordered_map<std::uint64_t, std::uint64_t> counts;
  for (const auto* sets : {&texts, &others})
    for (const Pairs& pairs : *sets)
      for (const std::uint64_t pair : pairs) ++counts[pair];
  std::vector<std::pair<std::uint64_t, std::uint64_t>> order;  // count, hash
  order.reserve(counts.size());
  for (const auto& [pair, count] : counts) order.emplace_back(count, pair);
  std::ranges::sort(order);
  for (std::size_t i = 0; i < order.size(); ++i) counts[order[i].second] = i;
  for (auto* sets : {&texts, &others})
    for (Pairs& pairs : *sets) {
      for (std::uint64_t& pair : pairs) pair = counts[pair];
      std::ranges::sort(pairs);
    }
}

class Index {
 public:
  explicit Index(const std::vector<Pairs>& others) : others_(others), seen_(others.size(), 0) {
    for (std::uint32_t i = 0; i < others.size(); ++i)
      for (std::size_t k = 0; !others[i].empty() && k < prefix(others[i]); ++k) index_[others[i][k]].push_back(i);
  }

  // The most similar of the others; `similarity` 0 when there is none that is near.
  NearPair nearest(const Pairs& pairs) {
    NearPair best;
    ++round_;
    std::size_t compared = 0;
    for (std::size_t k = 0; !pairs.empty() && k < prefix(pairs); ++k) {
      const auto found = index_.find(pairs[k]);
      if (found == index_.end()) continue;
      for (const std::uint32_t other : found->second) {
        if (seen_[other] == round_) continue;
        seen_[other] = round_;
        const double smaller = static_cast<double>(std::min(pairs.size(), others_[other].size()));
        const double larger = static_cast<double>(std::max(pairs.size(), others_[other].size()));
        if (smaller < kNearlySame * larger) continue;
        const double is = similarity(pairs, others_[other]);
        const bool better = is > best.similarity || (is == best.similarity && other < best.other);
        if (is >= kNearlySame && better) best = {0, other, is};
        if (++compared == kMostCompared) return best;
      }
    }
    return best;
  }

 private:
  const std::vector<Pairs>& others_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t round_ = 0;
};

}  // namespace

Result<std::vector<NearPair>> find_near_duplicates(std::span<const std::string* const> texts,
                                                   std::span<const std::string* const> others, const Watcher& watcher) {
  const auto tell = [&](const std::string& how_far) {
    if (watcher.status) watcher.status("looking for texts that are nearly the same" + how_far);
    return check_stop(watcher.stop);
  };
  OA_CHECK(tell(""));
  OA_TRY(of_texts, all_pairs(texts, watcher));
  OA_TRY(of_others, all_pairs(others, watcher));
  rank(of_texts, of_others);
  Index index(of_others);
  std::vector<NearPair> found;
  for (std::size_t i = 0; i < of_texts.size(); ++i) {
    if (i % kTextsBetweenLines == 0)
      OA_CHECK(tell(fmt::format(": {} of {}", with_thousands(i), with_thousands(of_texts.size()))));
    if (NearPair pair = index.nearest(of_texts[i]); pair.similarity > 0) {
      pair.text = i;
      found.push_back(pair);
    }
  }
  return found;
}

}  // namespace openaffect
