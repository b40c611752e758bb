// Correlations of order: Spearman's and Kendall's.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace openaffect {

// Pairs, sorted once on both sides, so that resamples in which pair i stands counts[i] times cost no sorting.
// Immutable; memory of the calls is the caller's.
class PairRanks {
 public:
  // Numbers are finite. Throws ContractError when lengths differ.
  PairRanks(std::span<const double> gold, std::span<const double> predicted);

  struct Memory {
    std::vector<double> rank;
    std::vector<std::uint64_t> tree;
  };
  Memory memory() const;

  std::size_t size() const { return gold_.order.size(); }

  // Pearson's correlation of ranks, ties sharing their average rank (Spearman 1904), in [-1, 1]. O(n). NaN below two
  // items and when one side is constant.
  double spearman(std::span<const std::uint32_t> counts, Memory& memory) const;

  // tau-b (Kendall, Biometrika 1945), in [-1, 1]:
  //   (concordant - discordant) / sqrt((pairs - pairs tied in gold) (pairs - pairs tied in predicted))
  // O(n log n) by a tree of sums. NaN as above. Exact up to 4e9 items.
  double kendall_tau(std::span<const std::uint32_t> counts, Memory& memory) const;

 private:
  struct Side {
    std::vector<std::uint32_t> order;  // pairs by rising value
    std::vector<std::uint32_t> ends;   // behind each group of equal values, as a position in `order`
  };
  static Side sorted(std::span<const double> values);
  static std::uint64_t tied_pairs(const Side& side, std::span<const std::uint32_t> counts);
  std::int64_t concordance(std::span<const std::uint32_t> counts, std::span<std::uint64_t> tree) const;

  Side gold_, predicted_;
  std::vector<std::uint32_t> predicted_group_;  // of each pair
};

// Keeps every pair: ranks need them all. Law: merging equals adding.
class RankCorrelationMeter {
 public:
  void add(double gold, double predicted);  // finite
  void merge(const RankCorrelationMeter& other);
  std::size_t count() const { return gold_.size(); }
  double spearman() const;
  double kendall_tau() const;

 private:
  std::vector<double> gold_, predicted_;
};

}  // namespace openaffect
