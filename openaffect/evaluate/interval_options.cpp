#include "openaffect/evaluate/interval_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {

Result<IntervalOptions> interval_options_of(const std::string& ci, const BootstrapOptions& bootstrap) {
  constexpr std::size_t kFewest = 10, kMost = 1'000'000, kMostThreads = 1024;
  const std::vector<std::string> methods = {"percentile", "bca", "none"};
  if (std::ranges::find(methods, ci) == methods.end())
    return Error{ErrorKind::unknown, "--ci: " + unknown_name_message("method", ci, methods)};
  if (bootstrap.resamples < kFewest || bootstrap.resamples > kMost)
    return Error{ErrorKind::unknown,
                 fmt::format("--resamples takes {} to {}, not {}", kFewest, kMost, bootstrap.resamples)};
  if (bootstrap.threads > kMostThreads)
    return Error{ErrorKind::unknown, fmt::format("--threads takes 1 to {}, not {}", kMostThreads, bootstrap.threads)};
  IntervalOptions options{.bootstrap = bootstrap, .wanted = ci != "none"};
  if (ci == "bca") options.bootstrap.method = IntervalMethod::bca;
  return options;
}

}  // namespace openaffect
