#include "openaffect/metrics/preference.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr int kSweeps = 20;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Record {
  std::uint64_t won = 0, lost = 0;
};

class Wins {
 public:
  Wins(std::span<const std::uint64_t> counts, std::size_t labels) : counts_(counts), labels_(labels) {}
  std::size_t labels() const { return labels_; }
  std::uint64_t of(std::size_t winner, std::size_t loser) const { return counts_[winner * labels_ + loser]; }

  std::vector<Record> records() const {
    std::vector<Record> records(labels_);
    for (std::size_t i = 0; i < labels_; ++i)
      for (std::size_t j = 0; j < labels_; ++j)
        if (i != j) {
          records[i].won += of(i, j);
          records[j].lost += of(i, j);
        }
    return records;
  }

 private:
  std::span<const std::uint64_t> counts_;
  std::size_t labels_;
};

double updated(const Wins& wins, std::span<const double> p, std::size_t i) {
  double won = 0, lost = 0;
  for (std::size_t j = 0; j < wins.labels(); ++j) {
    const double both = p[i] + p[j];
    if (j == i || !(both > 0)) continue;
    won += static_cast<double>(wins.of(i, j)) * p[j] / both;
    lost += static_cast<double>(wins.of(j, i)) / both;
  }
  return lost > 0 ? won / lost : 0;
}

void divide_by_geometric_mean(std::span<const Record> records, std::span<double> p) {
  double logarithms = 0;
  int positive = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (records[i].lost > 0 && p[i] > 0) {
      logarithms += std::log(p[i]);
      ++positive;
    }
  if (positive == 0) return;
  const double mean = std::exp(logarithms / positive);
  for (std::size_t i = 0; i < p.size(); ++i)
    if (records[i].lost > 0) p[i] /= mean;
}

void scale_to_mean_one(std::span<double> p) {
  double sum = 0;
  for (const double value : p) sum += value;
  for (double& value : p) value *= static_cast<double>(p.size()) / sum;
}

double population_deviation(std::span<const double> p) {
  const auto n = static_cast<double>(p.size());
  double mean = 0, squares = 0;
  for (const double value : p) mean += value / n;
  for (const double value : p) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / n);
}

}  // namespace

Preferences preferences_of(std::span<const std::uint64_t> counts, std::size_t labels) {
  if (counts.size() != labels * labels)
    throw ContractError(fmt::format("preferences_of: {} counts for {} labels", counts.size(), labels));
  const Wins wins(counts, labels);
  const std::vector<Record> records = wins.records();
  bool defined = labels > 0;
  for (const Record& record : records) defined = defined && (record.won == 0 || record.lost > 0);
  if (!defined) return {std::vector<double>(labels, kNan), kNan, "no_support"};
  std::vector<double> p(labels, 1);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    for (std::size_t i = 0; i < labels; ++i)
      if (records[i].lost > 0) p[i] = updated(wins, p, i);
    divide_by_geometric_mean(records, p);
  }
  scale_to_mean_one(p);
  const double bias = population_deviation(p);
  return {std::move(p), bias, ""};
}

}  // namespace openaffect
