#include "openaffect/statistics/permutation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"
#include "openaffect/statistics/draw_units.h"
#include "openaffect/statistics/resample.h"

namespace openaffect {
namespace {

// Coins thrown 64 at a time.
class Coins {
 public:
  explicit Coins(Random random) : random_(random) {}

  // How many of `throws` show heads.
  std::uint32_t heads(std::uint32_t throws) {
    std::uint32_t sum = 0;
    for (; throws >= 64; throws -= 64) sum += ones(random_.next());
    if (throws > left_) {
      word_ = random_.next();
      left_ = 64;
    }
    sum += ones(word_ & ((std::uint64_t{1} << throws) - 1));
    word_ >>= throws;
    left_ -= throws;
    return sum;
  }

 private:
  static std::uint32_t ones(std::uint64_t word) { return static_cast<std::uint32_t>(std::popcount(word)); }

  Random random_;
  std::uint64_t word_ = 0;
  std::uint32_t left_ = 0;
};

// Units that change the counts alike when they are swapped: items of one pair of kinds, or one cluster. Units that
// change nothing are left out.
class Swaps {
 public:
  Swaps(const JointSample& joint, std::size_t kinds) : counts_a_(kinds), counts_b_(kinds) {
    const DrawUnits units(joint.sample);
    const std::vector<std::uint32_t> counts = units.counts();
    for (std::size_t pair = 0; pair < counts.size(); ++pair) {
      counts_a_[joint.kind_a[pair]] += counts[pair];
      counts_b_[joint.kind_b[pair]] += counts[pair];
    }
    if (units.clustered()) {
      for (std::size_t cluster = 0; cluster < units.size(); ++cluster) {
        std::map<std::uint32_t, std::uint32_t> change;
        units.each(cluster, [&](std::uint32_t pair, std::uint32_t count) {
          change[joint.kind_a[pair]] -= count;
          change[joint.kind_b[pair]] += count;
        });
        add_group(1, change);
      }
    } else {
      for (std::size_t pair = 0; pair < counts.size(); ++pair)
        if (joint.kind_a[pair] != joint.kind_b[pair])
          add_group(counts[pair], {{joint.kind_a[pair], -1U}, {joint.kind_b[pair], 1U}});
    }
  }

  std::size_t units() const { return units_; }
  std::span<const std::uint32_t> counts_a() const { return counts_a_; }
  std::span<const std::uint32_t> counts_b() const { return counts_b_; }

  // Counts after a swap of heads(group size) units of each group.
  template <class Heads>
  void swap(std::span<std::uint32_t> a, std::span<std::uint32_t> b, Heads heads) const {
    std::copy(counts_a_.begin(), counts_a_.end(), a.begin());
    std::copy(counts_b_.begin(), counts_b_.end(), b.begin());
    std::size_t at = 0;
    for (const Group& group : groups_) {
      const std::uint32_t swapped = heads(group.units);
      for (; at < group.end; ++at) {
        a[changes_[at].kind] += swapped * changes_[at].count;
        b[changes_[at].kind] -= swapped * changes_[at].count;
      }
    }
  }

 private:
  struct Group {
    std::uint32_t units = 0;
    std::size_t end = 0;  // of its changes
  };
  struct Change {
    std::uint32_t kind = 0;
    std::uint32_t count = 0;  // added to a's, taken from b's; negative ones as two's complement
  };

  void add_group(std::uint32_t units, const std::map<std::uint32_t, std::uint32_t>& change) {
    const std::size_t before = changes_.size();
    for (const auto& [kind, count] : change)
      if (count != 0) changes_.push_back({kind, count});
    if (changes_.size() == before) return;
    groups_.push_back({units, changes_.size()});
    units_ += units;
  }

  std::vector<std::uint32_t> counts_a_, counts_b_;
  std::vector<Group> groups_;
  std::vector<Change> changes_;
  std::size_t units_ = 0;
};

// The differences of one permutation after the other.
class Permuted {
 public:
  Permuted(const Swaps& swaps, std::size_t values, Statistic statistic)
      : swaps_(swaps),
        statistic_(std::move(statistic)),
        a_(swaps.counts_a().size()),
        b_(swaps.counts_b().size()),
        values_b_(values) {}

  template <class Heads>
  void differences(Heads heads, std::span<double> into) {
    swaps_.swap(a_, b_, heads);
    statistic_(a_, into);
    statistic_(b_, values_b_);
    for (std::size_t value = 0; value < into.size(); ++value) into[value] -= values_b_[value];
  }

 private:
  const Swaps& swaps_;
  Statistic statistic_;
  std::vector<std::uint32_t> a_, b_;
  std::vector<double> values_b_;
};

ResampledValues every_permutation(const Swaps& swaps, std::size_t values, const StatisticMaker& maker,
                                  std::size_t threads) {
  return resample(std::size_t{1} << swaps.units(), values, threads, [&]() -> ResampleTask {
    return [permuted = Permuted(swaps, values, maker())](std::size_t number, std::span<double> into) mutable {
      const auto heads = [left = number](std::uint32_t units) mutable {
        const auto swapped = static_cast<std::uint32_t>(std::popcount(left & ((std::size_t{1} << units) - 1)));
        left >>= units;
        return swapped;
      };
      permuted.differences(heads, into);
    };
  });
}

ResampledValues some_permutations(const Swaps& swaps, std::size_t values, const StatisticMaker& maker,
                                  const PermutationOptions& options) {
  return resample(
      options.resamples, values, options.threads,
      [&]() -> ResampleTask {
        return [permuted = Permuted(swaps, values, maker()), seed = options.seed](std::size_t number,
                                                                                  std::span<double> into) mutable {
          permuted.differences(
              [coins = Coins(Random(seed, number + 1))](std::uint32_t units) mutable { return coins.heads(units); },
              into);
        };
      },
      options.stop);
}

void summarise(PermutationValue& result, std::span<const double> differences) {
  result.difference = result.a - result.b;
  result.permutations = differences.size();
  const double reach = std::abs(result.difference) - 1e-12 * std::max(std::abs(result.a), std::abs(result.b));
  std::size_t reached = 0;
  for (const double difference : differences) {
    if (std::isnan(difference)) ++result.undefined;
    if (std::abs(difference) >= reach) ++reached;
  }
  if (std::isnan(result.difference)) return;
  result.tie = tied(result.a, result.b);
  const std::size_t itself = result.exact ? 0 : 1;
  result.p = result.tie ? 1
                        : static_cast<double>(reached + itself) /
                              static_cast<double>(differences.size() - result.undefined + itself);
}

}  // namespace

std::vector<PermutationValue> paired_permutation(const PairedSample& sample, std::size_t values,
                                                 const StatisticMaker& maker, const PermutationOptions& options) {
  if (options.resamples == 0) throw ContractError("0 permutations");
  const JointSample joint = joint_sample(sample);
  const Swaps swaps(joint, sample.kinds);
  const bool exact = swaps.units() < static_cast<std::size_t>(std::bit_width(options.resamples));
  ResampledValues differences = exact ? every_permutation(swaps, values, maker, options.threads)
                                      : some_permutations(swaps, values, maker, options);
  const Statistic statistic = maker();
  std::vector<double> a(values), b(values);
  statistic(swaps.counts_a(), a);
  statistic(swaps.counts_b(), b);
  std::vector<PermutationValue> results;
  for (std::size_t value = 0; value < values; ++value) {
    PermutationValue result = {.a = a[value], .b = b[value], .exact = exact};
    summarise(result, differences.of(value));
    results.push_back(result);
  }
  return results;
}

}  // namespace openaffect
