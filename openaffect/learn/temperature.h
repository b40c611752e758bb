// The temperature of a head: one number that its outputs are divided by, so that a probability of .8 holds in 8 cases
// of 10 (Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017, section 4.2). It changes
// no ranking of labels, only how sure they are.
#pragma once

#include "openaffect/learn/judged_head.h"

namespace openaffect {

inline constexpr double kLowestTemperature = .05;
inline constexpr double kHighestTemperature = 20;

// The mean over what was said of -log p at temperature T, z being the outputs; NaN where nothing was said.
//   single_label   -log softmax(z / T)[label], mean over texts
//   distribution   -sum over labels of share * log softmax(z / T), mean over texts
//   multi_label    -y log s(z / T) - (1 - y) log(1 - s(z / T)), mean over texts and labels; y may be a share
//   ordinal        the same of P(grade > k) = s(z_k / T), y = grade > k
//   regression     NaN: numbers have no temperature
double negative_log_likelihood(const JudgedHead& head, double temperature);

// How many texts the network's own word is worth: what a small development part says by chance (all of six texts right)
// is no reason to be sure of everything. In a part of thousands it changes nothing.
inline constexpr double kOwnTexts = 10;

// Where the likelihood is best, in [kLowestTemperature, kHighestTemperature], of answers mixed with what the network
// says at temperature 1: (1 - w) y + w p, w = own_texts / (own_texts + texts). With own_texts = 0 where
// negative_log_likelihood() is least. 1 for a regression, and where nothing was said. The loss is convex in 1 / T, so
// its slope has one root, which is found by halving.
double fitted_temperature(const JudgedHead& head, double own_texts = kOwnTexts);

}  // namespace openaffect
