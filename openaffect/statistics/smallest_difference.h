// The smallest true difference that a comparison on so many items would find with the wanted power: what to ask
// before a benchmark is believed, and what to print beside "no difference found".
#pragma once

#include <cstdint>
#include <optional>

namespace openaffect {

struct PowerOptions {
  double alpha = .05;  // two-sided, in (0, 1)
  double power = .8;   // in [.5, 1)
};

// (z(1 - alpha / 2) + z(power)) × standard_error, of a difference whose standard error is known: of paired means, the
// standard deviation of the items' differences over √n; of anything else, the bootstrap's (paired.h). Normal
// approximation (Cohen 1988, ch. 2). Throws ContractError for a negative standard error or options out of range.
double smallest_difference(double standard_error, const PowerOptions& options = {});

// Of two accuracies on the same n items of which a share `discordance` is right for one system only. By Connor 1987
// (Biometrics 43, 207-211), n d² = (z(1 - alpha / 2) √s + z(power) √(s - d²))², s the discordance, solved for d.
// Absent where even all discordant items on one side (d = s) would not be found. Throws ContractError for n = 0, a
// discordance outside [0, 1] or options out of range.
std::optional<double> smallest_accuracy_difference(std::uint64_t items, double discordance,
                                                   const PowerOptions& options = {});

}  // namespace openaffect
