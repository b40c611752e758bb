#include "openaffect/statistics/paired.h"

#include <algorithm>
#include <cmath>

#include "openaffect/statistics/bootstrap_parts.h"

namespace openaffect {
namespace {

// A statistic on both systems: values of a, then of b.
class BothSystems {
 public:
  BothSystems(const JointSample& joint, std::size_t kinds, std::size_t values, Statistic statistic)
      : joint_(joint), statistic_(std::move(statistic)), a_(kinds), b_(kinds), values_a_(values), values_b_(values) {}

  void score(std::span<const std::uint32_t> counts) {
    std::fill(a_.begin(), a_.end(), 0U);
    std::fill(b_.begin(), b_.end(), 0U);
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
      a_[joint_.kind_a[kind]] += counts[kind];
      b_[joint_.kind_b[kind]] += counts[kind];
    }
    statistic_(a_, values_a_);
    statistic_(b_, values_b_);
  }

  double a(std::size_t value) const { return values_a_[value]; }
  double b(std::size_t value) const { return values_b_[value]; }

 private:
  const JointSample& joint_;
  Statistic statistic_;
  std::vector<std::uint32_t> a_, b_;
  std::vector<double> values_a_, values_b_;
};

StatisticMaker difference_of(const JointSample& joint, std::size_t kinds, std::size_t values,
                             const StatisticMaker& maker) {
  return [&joint, &maker, kinds, values]() -> Statistic {
    return [both = BothSystems(joint, kinds, values, maker())](std::span<const std::uint32_t> counts,
                                                               std::span<double> into) mutable {
      both.score(counts);
      for (std::size_t value = 0; value < into.size(); ++value) into[value] = both.a(value) - both.b(value);
    };
  };
}

// NaN for no values.
double two_sided_p(std::span<const double> differences) {
  if (differences.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto below = std::count_if(differences.begin(), differences.end(), [](double d) { return d <= 0; });
  const auto above = std::count_if(differences.begin(), differences.end(), [](double d) { return d >= 0; });
  return std::min(1.0,
                  2.0 * static_cast<double>(1 + std::min(below, above)) / static_cast<double>(1 + differences.size()));
}

}  // namespace

std::vector<PairedValue> paired_bootstrap(const PairedSample& sample, std::size_t values, const StatisticMaker& maker,
                                          const BootstrapOptions& options) {
  check_options(options);
  const JointSample joint = joint_sample(sample);
  const DrawUnits units(joint.sample);
  const StatisticMaker difference = difference_of(joint, sample.kinds, values, maker);
  ResampledValues resampled = bootstrap_resamples(units, values, difference, options);
  std::vector<double> acceleration(values);
  if (options.method == IntervalMethod::bca) acceleration = accelerations(units, values, difference, options);
  BothSystems both(joint, sample.kinds, values, maker());
  both.score(units.counts());
  std::vector<PairedValue> results(values);
  for (std::size_t value = 0; value < values; ++value) {
    PairedValue& result = results[value];
    result.a = both.a(value);
    result.b = both.b(value);
    result.tie = tied(result.a, result.b);
    result.difference = summarise(result.a - result.b, resampled.of(value), acceleration[value], units.size(), options);
    if (result.tie)
      result.p = 1;
    else if (!std::isnan(result.difference.estimate) && units.size() > 1)
      result.p = two_sided_p(resampled.of(value).first(options.resamples - result.difference.undefined));
  }
  return results;
}

}  // namespace openaffect
