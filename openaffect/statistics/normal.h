// The standard normal distribution.
#pragma once

namespace openaffect {

double normal_probability(double z);  // P(Z <= z)
double normal_quantile(
    double probability);  // inverse of it; -infinity for 0, infinity for 1; throws ContractError outside

}  // namespace openaffect
