#include "openaffect/label/option_rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/label/abstention.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostThreads = 1024, kMostReportRows = 100'000;

Error refused(std::string what) {
  return Error{ErrorKind::unknown, std::move(what)};
}

Result<Done> check_layout(const LabelOptions& options) {
  const bool is_long = options.layout == RatingLayout::long_rows;
  if (is_long && !(options.columns.empty() && options.drop.empty()))
    return refused("--long writes ratings only: --columns and --drop choose columns of the input");
  if (!is_long && !options.id.empty()) return refused("--id goes with --long");
  if (is_long && (options.detect_language || !options.report.empty()))
    return refused("--report and --detect-language go with the wide layout, not with --long");
  return Done{};
}

Result<Done> check_report(const LabelOptions& options) {
  if (options.report_rows && *options.report_rows > kMostReportRows)
    return refused(fmt::format("--report-rows takes 0 to {} rows, not {}", kMostReportRows, *options.report_rows));
  if (options.report.empty() && !options.date.empty()) return refused("--date names the time axis of a --report");
  return Done{};
}

Result<Done> check_min_confidence(const LabelOptions& options, const Raters& raters) {
  if (!options.min_confidence) return Done{};
  if (!(*options.min_confidence >= 0 && *options.min_confidence <= 1))
    return refused(fmt::format("--min-confidence takes a number from 0 to 1, not {}", *options.min_confidence));
  if (std::ranges::any_of(raters, [](const auto& rater) { return gives_confidence(rater->info()); })) return Done{};
  return refused("--min-confidence: none of the raters says how sure it is");
}

}  // namespace

Result<Done> check_options(const LabelOptions& options, const Raters& raters) {
  if (raters.empty() && !options.text.empty()) return refused("no rater: name one or more with --raters");
  if (!raters.empty() && options.text.empty()) return refused("no column to rate: name one or more with --text");
  if (options.threads > kMostThreads)
    return refused(fmt::format("--threads takes 1 to {}, not {}", kMostThreads, options.threads));
  OA_CHECK(check_layout(options));
  OA_CHECK(check_report(options));
  return check_min_confidence(options, raters);
}

}  // namespace openaffect
