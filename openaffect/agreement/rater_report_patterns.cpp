#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/agreement/rater_report_parts.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kShortest = 10;
constexpr std::uint64_t kFewestForCategories = 20;
constexpr std::size_t kFewestRaters = 3;
constexpr double kChance = .01;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kErrors = 1.96;

struct Stretch {
  std::uint64_t first = 0, length = 0;
};

// A mean and its standard error.
struct MeanScore {
  double mean = 0, error = 0;
};

double power_sum(const std::vector<double>& shares, double power) {
  double sum = 0;
  for (const double share : shares)
    if (share > 0) sum += std::pow(share, power);
  return sum;
}

class Patterns {
 public:
  Patterns(const RaterSequence& sequence, const std::function<std::string(std::uint32_t)>& name_of)
      : sequence_(sequence), name_of_(name_of), n_(sequence.values.size()), shares_(sequence.distinct.size(), 0) {
    for (const std::uint32_t value : sequence.values) shares_[value] += 1 / static_cast<double>(n_);
    for (const double share : shares_) used_ += share > 0;
    for (const std::uint64_t count : sequence.others) others_ += count;
  }

  bool is_constant() const { return n_ >= kShortest && used_ == 1; }

  void add_constant(std::vector<RaterPattern>& found) const {
    const std::uint32_t value = sequence_.values.front();
    const double share = others_ == 0 ? 0 : static_cast<double>(sequence_.others[value]) / static_cast<double>(others_);
    const double expected = std::pow(share, static_cast<double>(n_));
    if (expected > kChance) return;
    const std::string there =
        others_ == 0 ? "nobody else rated there" : fmt::format("the others in {:.0f} % of theirs there", 100 * share);
    found.push_back({RaterPatternKind::constant, 0, n_, expected, kNone, kNone,
                     fmt::format("says {} in all of {} ratings, {}", name(value), n_, there)});
  }

  void add_alternating(std::vector<RaterPattern>& found) const {
    const Stretch best = longest_alternation();
    const auto length = static_cast<double>(best.length);
    const double both = power_sum(shares_, std::ceil(length / 2)) * power_sum(shares_, std::floor(length / 2));
    const double expected = windows(best.length) * (both - power_sum(shares_, length));
    if (best.length < kShortest || expected > kChance) return;
    add_stretch(RaterPatternKind::alternating, best, expected,
                fmt::format("alternates between {} and {} over {} of {} ratings", name(sequence_.values[best.first]),
                            name(sequence_.values[best.first + 1]), best.length, n_),
                found);
  }

  void add_long_run(std::vector<RaterPattern>& found) const {
    const Stretch run = longest_run();
    const double expected = windows(run.length) * power_sum(shares_, static_cast<double>(run.length));
    if (run.length < kShortest || expected > kChance) return;
    add_stretch(
        RaterPatternKind::long_run, run, expected,
        fmt::format("says {} {} times on end, in {} ratings", name(sequence_.values[run.first]), run.length, n_),
        found);
  }

  void add_few_categories(std::vector<RaterPattern>& found) const {
    if (n_ < kFewestForCategories) return;
    double all = 0;
    for (const std::uint64_t count : sequence_.others) all += static_cast<double>(count);
    std::vector<std::string> missed;
    double share = 0;
    for (std::size_t value = 0; value < shares_.size(); ++value) {
      const double part = all > 0 ? static_cast<double>(sequence_.others[value]) / all : 0;
      const double chance = std::pow(1 - part, static_cast<double>(n_));
      if (shares_[value] > 0 || chance > kChance / static_cast<double>(shares_.size())) continue;
      missed.push_back(name(value));
      share += part;
    }
    if (missed.empty() || missed.size() < used_) return;
    found.push_back({RaterPatternKind::few_categories, 0, n_, 0, kNone, kNone,
                     fmt::format("uses {} values in {} ratings and never {}, which are {:.0f} % of the others' there",
                                 used_, n_, fmt::join(missed, ", "), 100 * share)});
  }

 private:
  std::string name(std::size_t value) const { return name_of_(sequence_.distinct[value]); }

  double windows(std::uint64_t length) const { return static_cast<double>(n_ - length + 1); }

  void add_stretch(RaterPatternKind kind, const Stretch& stretch, double expected, std::string text,
                   std::vector<RaterPattern>& found) const {
    const MeanScore inside = mean_score(stretch, true), outside = mean_score(stretch, false);
    if (outside.mean - inside.mean < kErrors * std::hypot(inside.error, outside.error)) return;
    text += fmt::format("; chance gives {:.2g} such stretches", expected);
    if (!std::isnan(inside.mean))
      text += fmt::format("; his score is {:.2f} there and {:.2f} elsewhere", inside.mean, outside.mean);
    found.push_back({kind, stretch.first, stretch.length, expected, inside.mean, outside.mean, std::move(text)});
  }

  Stretch longest_run() const {
    Stretch best, now;
    for (std::size_t i = 0; i < n_; ++i) {
      if (i > 0 && sequence_.values[i] != sequence_.values[i - 1]) now = {i, 0};
      ++now.length;
      if (now.length > best.length) best = now;
    }
    return best;
  }

  Stretch longest_alternation() const {
    const auto& values = sequence_.values;
    Stretch best, now;
    for (std::size_t i = 0; i < n_; ++i) {
      if (i > 0 && values[i] == values[i - 1])
        now = {i, 0};
      else if (i > 1 && values[i] != values[i - 2] && now.length > 1)
        now = {i - 1, 1};
      ++now.length;
      if (now.length > best.length) best = now;
    }
    return best;
  }

  // Of the scored ratings inside or outside a stretch; NaN where there is none.
  MeanScore mean_score(const Stretch& stretch, bool inside) const {
    double sum = 0, squares = 0, count = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      const bool is_inside = i >= stretch.first && i < stretch.first + stretch.length;
      if (is_inside != inside || std::isnan(sequence_.scores[i])) continue;
      sum += sequence_.scores[i];
      squares += sequence_.scores[i] * sequence_.scores[i];
      ++count;
    }
    const double mean = sum / count;
    return {mean, std::sqrt(std::max(0., squares / count - mean * mean) / count)};
  }

  const RaterSequence& sequence_;
  const std::function<std::string(std::uint32_t)>& name_of_;
  std::uint64_t n_;
  std::vector<double> shares_;  // [distinct values] of his ratings
  std::size_t used_ = 0;
  std::uint64_t others_ = 0;
};

bool is_unscored(const RaterPattern& pattern, RaterPatternKind kind) {
  return pattern.kind == kind && std::isnan(pattern.score_inside);
}

}  // namespace

void drop_order_of_file(std::vector<RaterSummary>& raters) {
  std::size_t candidates = 0;
  for (const RaterSummary& rater : raters) candidates += rater.n >= kShortest;
  if (candidates < kFewestRaters) return;
  for (const auto kind : {RaterPatternKind::alternating, RaterPatternKind::long_run}) {
    std::size_t having = 0;
    for (const RaterSummary& rater : raters)
      having += std::any_of(rater.patterns.begin(), rater.patterns.end(),
                            [&](const RaterPattern& pattern) { return pattern.kind == kind; });
    if (2 * having < candidates) continue;
    for (RaterSummary& rater : raters)
      std::erase_if(rater.patterns, [&](const RaterPattern& pattern) { return is_unscored(pattern, kind); });
  }
}

std::string_view rater_pattern_name(RaterPatternKind kind) {
  constexpr std::string_view kNames[] = {"constant", "alternating", "long_run", "few_categories"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<RaterPattern> rater_patterns(const RaterSequence& sequence,
                                         const std::function<std::string(std::uint32_t)>& name_of, bool may_miss) {
  std::vector<RaterPattern> found;
  const Patterns patterns(sequence, name_of);
  if (patterns.is_constant()) {
    patterns.add_constant(found);
    return found;
  }
  patterns.add_alternating(found);
  patterns.add_long_run(found);
  if (may_miss) patterns.add_few_categories(found);
  return found;
}

}  // namespace openaffect
