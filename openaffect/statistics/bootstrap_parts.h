// The parts of a bootstrap that paired tests need, too.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/statistics/bootstrap.h"
#include "openaffect/statistics/draw_units.h"
#include "openaffect/statistics/resample.h"

namespace openaffect {

// Throws ContractError for options out of range.
void check_options(const BootstrapOptions& options);

// The statistic on the sample itself.
std::vector<double> estimates_of(const DrawUnits& units, std::size_t values, const StatisticMaker& maker);

// The statistic on every resample.
ResampledValues bootstrap_resamples(const DrawUnits& units, std::size_t values, const StatisticMaker& maker,
                                    const BootstrapOptions& options);

// One acceleration a value, by the jackknife that bootstrap.h describes.
std::vector<double> accelerations(const DrawUnits& units, std::size_t values, const StatisticMaker& maker,
                                  const BootstrapOptions& options);

// Moves the defined values to the front, in their order, and returns them.
std::span<double> defined_of(std::span<double> values);

// The result for one value; reorders `resampled`. `acceleration` is read for IntervalMethod::bca only.
BootstrapValue summarise(double estimate, std::span<double> resampled, double acceleration, std::size_t units,
                         const BootstrapOptions& options);

}  // namespace openaffect
