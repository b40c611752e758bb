#include "openaffect/statistics/bootstrap.h"

#include <algorithm>
#include <cmath>

#include "openaffect/core/error.h"
#include "openaffect/statistics/bootstrap_parts.h"
#include "openaffect/statistics/interval.h"

namespace openaffect {

std::string interval_method_name(IntervalMethod method) {
  return method == IntervalMethod::bca ? "bca" : "percentile";
}

void check_options(const BootstrapOptions& options) {
  if (options.resamples == 0) throw ContractError("a bootstrap of 0 resamples");
  if (!(options.confidence > 0 && options.confidence < 1))
    throw ContractError("a confidence of " + std::to_string(options.confidence));
}

std::vector<double> estimates_of(const DrawUnits& units, std::size_t values, const StatisticMaker& maker) {
  std::vector<double> estimates(values);
  maker()(units.counts(), estimates);
  return estimates;
}

ResampledValues bootstrap_resamples(const DrawUnits& units, std::size_t values, const StatisticMaker& maker,
                                    const BootstrapOptions& options) {
  return resample(
      options.resamples, values, options.threads,
      [&]() -> ResampleTask {
        return [&units, seed = options.seed, statistic = maker(), counts = std::vector<std::uint32_t>(units.kinds())](
                   std::size_t number, std::span<double> into) mutable {
          units.draw(Random(seed, number + 1), counts);
          statistic(counts, into);
        };
      },
      options.stop);
}

std::span<double> defined_of(std::span<double> values) {
  const auto end = std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); });
  return values.first(static_cast<std::size_t>(end - values.begin()));
}

BootstrapValue summarise(double estimate, std::span<double> resampled, double acceleration, std::size_t units,
                         const BootstrapOptions& options) {
  BootstrapValue result = {.estimate = estimate};
  const std::span<double> defined = defined_of(resampled);
  result.undefined = resampled.size() - defined.size();
  if (std::isnan(estimate) || units < 2) {
    result.note = std::isnan(estimate) ? "undefined_estimate" : "one_unit";
    return result;
  }
  result.standard_error = standard_deviation(defined);
  const Interval interval = options.method == IntervalMethod::bca
                                ? bca_interval(defined, estimate, acceleration, options.confidence)
                                : percentile_interval(defined, options.confidence);
  result.low = interval.low;
  result.high = interval.high;
  result.note = interval.note;
  return result;
}

std::vector<BootstrapValue> bootstrap(const Sample& sample, std::size_t values, const StatisticMaker& maker,
                                      const BootstrapOptions& options) {
  check_options(options);
  const DrawUnits units(sample);
  const std::vector<double> estimates = estimates_of(units, values, maker);
  ResampledValues resampled = bootstrap_resamples(units, values, maker, options);
  std::vector<double> acceleration(values);
  if (options.method == IntervalMethod::bca) acceleration = accelerations(units, values, maker, options);
  std::vector<BootstrapValue> results;
  for (std::size_t value = 0; value < values; ++value)
    results.push_back(summarise(estimates[value], resampled.of(value), acceleration[value], units.size(), options));
  return results;
}

}  // namespace openaffect
