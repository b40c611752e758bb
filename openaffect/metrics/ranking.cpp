#include "openaffect/metrics/ranking.h"

#include <limits>

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<std::uint32_t> once(const RankedItems& items) {
  return std::vector<std::uint32_t>(items.size(), 1);
}

}  // namespace

double roc_auc(const RankedItems& items, std::span<const std::uint32_t> counts) {
  double positive = 0, negative = 0, won = 0;  // pairs in which the positive item scores higher
  items.for_each_group(counts, [&](const RankedItems::Group& group) {
    won += group.negative * (positive + 0.5 * group.positive);
    positive += group.positive;
    negative += group.negative;
  });
  return positive > 0 && negative > 0 ? won / (positive * negative) : kUndefined;
}

double average_precision(const RankedItems& items, std::span<const std::uint32_t> counts) {
  double positive = 0, negative = 0, area = 0;
  items.for_each_group(counts, [&](const RankedItems::Group& group) {
    positive += group.positive;
    negative += group.negative;
    if (group.positive > 0) area += group.positive * (positive / (positive + negative));
  });
  return positive > 0 ? area / positive : kUndefined;
}

double pr_auc_trapezoid(const RankedItems& items, std::span<const std::uint32_t> counts) {
  double positive = 0, negative = 0, area = 0, precision = 1;
  items.for_each_group(counts, [&](const RankedItems::Group& group) {
    positive += group.positive;
    negative += group.negative;
    const double before = precision;
    precision = positive / (positive + negative);
    area += group.positive * 0.5 * (before + precision);
  });
  return positive > 0 ? area / positive : kUndefined;
}

void RankingMeter::add(double score, bool positive) {
  scores_.push_back(score);
  positive_.push_back(positive ? 1 : 0);
}

void RankingMeter::merge(const RankingMeter& other) {
  scores_.insert(scores_.end(), other.scores_.begin(), other.scores_.end());
  positive_.insert(positive_.end(), other.positive_.begin(), other.positive_.end());
}

double RankingMeter::roc_auc() const {
  const RankedItems items = ranked();
  return openaffect::roc_auc(items, once(items));
}

double RankingMeter::average_precision() const {
  const RankedItems items = ranked();
  return openaffect::average_precision(items, once(items));
}

double RankingMeter::pr_auc_trapezoid() const {
  const RankedItems items = ranked();
  return openaffect::pr_auc_trapezoid(items, once(items));
}

}  // namespace openaffect
