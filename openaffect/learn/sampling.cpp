#include "openaffect/learn/sampling.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

constexpr std::size_t kBatchesSortedTogether = 50;
constexpr std::uint64_t kEpochStream = std::uint64_t{1} << 63;

template <class T>
void shuffle(std::vector<T>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

}  // namespace

Sampling::Sampling(std::vector<std::vector<std::uint32_t>> lengths, const SamplingOptions& options)
    : lengths_(std::move(lengths)), options_(options) {
  if (options_.batch == 0 || options_.temperature <= 0) throw ContractError("sampling: batch and temperature are > 0");
  double sum = 0;
  for (std::size_t s = 0; s < lengths_.size(); ++s) {
    if (lengths_[s].empty()) throw ContractError("sampling: a source without texts");
    total_ += batches_of(s);
    shares_.push_back(std::pow(static_cast<double>(batches_of(s)), 1 / options_.temperature));
    sum += shares_.back();
  }
  for (double& share : shares_) share /= sum;
}

std::size_t Sampling::batches_of(std::size_t source) const {
  return (lengths_[source].size() + options_.batch - 1) / options_.batch;
}

// With temperature 1 a share times the total is a whole number but for rounding.
std::size_t Sampling::taken_before(std::size_t source, std::size_t epoch) const {
  return static_cast<std::size_t>(
      std::llround(shares_[source] * static_cast<double>(total_) * static_cast<double>(epoch)));
}

std::vector<Batch> Sampling::pass(std::size_t source, std::size_t number) const {
  const std::vector<std::uint32_t>& lengths = lengths_[source];
  Random random(options_.seed, (static_cast<std::uint64_t>(source) << 32) + number);
  std::vector<std::size_t> order(lengths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  shuffle(order, random);
  const std::size_t chunk = options_.batch * kBatchesSortedTogether;
  std::vector<Batch> batches;
  for (std::size_t first = 0; first < order.size(); first += chunk) {
    const auto begin = order.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(first + chunk, order.size()));
    std::stable_sort(begin, end, [&](std::size_t a, std::size_t b) { return lengths[a] < lengths[b]; });
    for (auto from = begin; from < end; from += std::min(static_cast<std::ptrdiff_t>(options_.batch), end - from))
      batches.push_back({source, {from, from + std::min(static_cast<std::ptrdiff_t>(options_.batch), end - from)}});
  }
  shuffle(batches, random);
  return batches;
}

std::vector<Batch> Sampling::epoch(std::size_t number) const {
  std::vector<Batch> batches;
  for (std::size_t s = 0; s < lengths_.size(); ++s) {
    const std::size_t in_pass = batches_of(s), end = taken_before(s, number + 1);
    std::vector<Batch> current;
    for (std::size_t i = taken_before(s, number); i < end; ++i) {
      if (current.empty() || i % in_pass == 0) current = pass(s, i / in_pass);
      batches.push_back(current[i % in_pass]);
    }
  }
  Random random(options_.seed, kEpochStream + number);
  shuffle(batches, random);
  return batches;
}

}  // namespace openaffect
