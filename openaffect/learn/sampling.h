// Which texts make which batch: a pure function of sizes, lengths and seed, so that a run can be taken up anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace openaffect {

struct Batch {
  std::size_t source = 0;
  std::vector<std::size_t> texts;  // of the source's training part
};

struct SamplingOptions {
  std::size_t batch = 32;
  double temperature = 1;
  std::uint64_t seed = 1;
};

// A pass over a source: its texts are shuffled, cut into chunks of 50 batches, each chunk sorted by length and cut into
// batches, and the batches shuffled; pass k of source s is a function of (seed, s, k). An epoch has as many batches as
// one pass over every source; source s has a share of them in proportion to (its batches)^(1 / temperature), and takes
// them from its passes one after another, from epoch to epoch.
// law: with temperature 1 an epoch has every text of every source once.
class Sampling {
 public:
  // lengths[s][t]: tokens of text t of source s. Every source has a text (ContractError).
  Sampling(std::vector<std::vector<std::uint32_t>> lengths, const SamplingOptions& options);

  std::size_t batches_per_epoch() const { return total_; }
  std::vector<Batch> epoch(std::size_t number) const;  // from 0

 private:
  std::vector<Batch> pass(std::size_t source, std::size_t number) const;
  std::size_t batches_of(std::size_t source) const;  // in a pass
  std::size_t taken_before(std::size_t source, std::size_t epoch) const;

  std::vector<std::vector<std::uint32_t>> lengths_;
  SamplingOptions options_;
  std::vector<double> shares_;  // of an epoch, by source; sum 1
  std::size_t total_ = 0;
};

}  // namespace openaffect
