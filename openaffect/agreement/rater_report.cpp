#include "openaffect/agreement/rater_report.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/agreement/rater_report_parts.h"
#include "openaffect/metrics/pearson.h"

namespace openaffect {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostValuesOfAScale = 50;
using Entries = std::span<const RatingEntry>;

bool is_number(MeasurementLevel level) {
  return level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
}

double share_of(double part, double whole) {
  return whole > 0 ? part / whole : kNone;
}

double jaccard(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b) {
  std::vector<std::uint16_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const std::size_t either = a.size() + b.size() - both.size();
  return either == 0 ? 1 : static_cast<double>(both.size()) / static_cast<double>(either);
}

// All distinct values of the ratings, lowest first.
std::vector<double> distinct_values(const Ratings& ratings) {
  std::vector<double> values;
  values.reserve(ratings.entries.size());
  for (const RatingEntry& entry : ratings.entries) values.push_back(entry.value);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// Lin's concordance of two rows of numbers (Biometrics 1989, eq. 1); NaN before two pairs and when all are equal.
double concordance(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  if (a.size() < 2) return kNone;
  double mean_a = 0, mean_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    mean_a += a[i] / n;
    mean_b += b[i] / n;
  }
  double both = 0, spread = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (a[i] - mean_a) * (b[i] - mean_b) / n;
    spread += ((a[i] - mean_a) * (a[i] - mean_a) + (b[i] - mean_b) * (b[i] - mean_b)) / n;
  }
  const double whole = spread + (mean_a - mean_b) * (mean_a - mean_b);
  return whole > 0 ? 2 * both / whole : kNone;
}

// What one partner and the rater say of the units that they share.
struct Partner {
  double units = 0, equal = 0;
  PearsonMeter numbers = {};
};

class Reporter {
 public:
  Reporter(const Ratings& ratings, MeasurementLevel level, std::span<const std::uint32_t> order)
      : ratings_(ratings), level_(level), starts_(ratings.unit_starts()), distinct_(distinct_values(ratings)) {
    entries_of_.resize(ratings.raters.size());
    for (std::uint32_t i = 0; i < ratings.entries.size(); ++i) entries_of_[ratings.entries[i].rater].push_back(i);
    if (!order.empty())
      for (auto& entries : entries_of_)
        std::sort(entries.begin(), entries.end(), [&](auto a, auto b) { return order[a] < order[b]; });
  }

  RaterSummary report(std::uint32_t rater) {
    RaterSummary made{.rater = rater, .n = entries_of_[rater].size()};
    RaterSequence sequence{.entries = std::move(entries_of_[rater])};
    said_.clear();
    partners_.assign(ratings_.raters.size(), {});
    for (const std::uint32_t at : sequence.entries) take(ratings_.entries[at], made, sequence);
    finish_agreement(made);
    add_distribution(sequence, made);
    number_values(sequence);
    made.drift = rater_drift(sequence);
    const bool may_miss =
        level_ != MeasurementLevel::set && (!is_number(level_) || distinct_.size() <= kMostValuesOfAScale);
    made.patterns = rater_patterns(
        sequence, [this](std::uint32_t value) { return name_of(distinct_[value]); }, may_miss);
    return made;
  }

 private:
  std::string name_of(double value) const {
    if (is_number(level_)) return fmt::format("{}", value);
    const auto at = static_cast<std::size_t>(value);
    if (level_ != MeasurementLevel::set) return ratings_.categories[at];
    std::vector<std::string> labels;
    for (const std::uint16_t label : ratings_.sets[at]) labels.push_back(ratings_.categories[label]);
    return fmt::format("{{{}}}", fmt::join(labels, ", "));
  }

  std::uint32_t position_of(double value) const {
    return static_cast<std::uint32_t>(std::lower_bound(distinct_.begin(), distinct_.end(), value) - distinct_.begin());
  }

  double likeness(double a, double b) const {
    if (level_ != MeasurementLevel::set) return a == b;
    return jaccard(ratings_.sets[static_cast<std::size_t>(a)], ratings_.sets[static_cast<std::size_t>(b)]);
  }

  // One rating of his against the others of its unit.
  void take(const RatingEntry& mine, RaterSummary& made, RaterSequence& sequence) {
    double others = 0, sum = 0, alike = 0;
    values_.clear();
    for (const RatingEntry& entry :
         Entries(ratings_.entries).subspan(starts_[mine.unit], starts_[mine.unit + 1] - starts_[mine.unit])) {
      if (entry.rater == mine.rater) continue;
      const double like = likeness(mine.value, entry.value);
      Partner& partner = partners_[entry.rater];
      ++others;
      ++partner.units;
      sum += entry.value;
      alike += like;
      partner.equal += like;
      if (is_number(level_)) partner.numbers.add(mine.value, entry.value);
      values_.push_back(position_of(entry.value));
    }
    said_.insert(said_.end(), values_.begin(), values_.end());
    sequence.values.push_back(position_of(mine.value));
    sequence.scores.push_back(others == 0         ? kNone
                              : is_number(level_) ? -std::fabs(mine.value - sum / others)
                                                  : alike / others);
    if (others == 0) return;
    ++made.shared;
    made.score += sequence.scores.back();
    mine_.push_back(mine.value);
    means_.push_back(sum / others);
    take_majority(sequence.values.back(), made);
  }

  // Whether he says what most of the others (values_) say; nothing when two values are equally frequent.
  void take_majority(std::uint32_t mine, RaterSummary& made) {
    std::sort(values_.begin(), values_.end());
    std::size_t most = 0, winners = 0;
    std::uint32_t winner = 0;
    for (std::size_t begin = 0; begin < values_.size();) {
      std::size_t end = begin;
      while (end < values_.size() && values_[end] == values_[begin]) ++end;
      if (end - begin > most) {
        most = end - begin;
        winner = values_[begin];
        winners = 0;
      }
      winners += end - begin == most;
      begin = end;
    }
    if (winners != 1) return;
    ++made.majority_units;
    made.majority_agreement += winner == mine;
  }

  // From positions among all distinct values to those among the values of his units.
  void number_values(RaterSequence& sequence) const {
    std::vector<std::uint32_t>& distinct = sequence.distinct;
    distinct = said_;
    distinct.insert(distinct.end(), sequence.values.begin(), sequence.values.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    const auto position = [&](std::uint32_t value) {
      return static_cast<std::uint32_t>(std::lower_bound(distinct.begin(), distinct.end(), value) - distinct.begin());
    };
    sequence.others.assign(distinct.size(), 0);
    for (const std::uint32_t value : said_) ++sequence.others[position(value)];
    for (std::uint32_t& value : sequence.values) value = position(value);
  }

  void finish_agreement(RaterSummary& made) {
    double sum = 0, count = 0;
    PearsonMeter with_mean;
    for (const Partner& partner : partners_) {
      made.partners += partner.units > 0;
      const double one = is_number(level_) ? partner.numbers.value() : share_of(partner.equal, partner.units);
      if (std::isnan(one)) continue;
      sum += one;
      ++count;
    }
    for (std::size_t i = 0; i < mine_.size(); ++i) with_mean.add(mine_[i], means_[i]);
    made.pairwise = share_of(sum, count);
    made.score = share_of(made.score, static_cast<double>(made.shared));
    made.pearson = is_number(level_) ? with_mean.value() : kNone;
    made.ccc = is_number(level_) ? concordance(mine_, means_) : kNone;
    made.majority_agreement =
        is_number(level_) ? kNone : share_of(made.majority_agreement, static_cast<double>(made.majority_units));
    if (is_number(level_)) made.majority_units = 0;
    mine_.clear();
    means_.clear();
  }

  void add_distribution(const RaterSequence& sequence, RaterSummary& made) const {
    made.mean = made.deviation = made.lowest = made.highest = kNone;
    made.counts.assign(ratings_.categories.size(), 0);
    double mean = 0, moment = 0, count = 0;
    for (const std::uint32_t at : sequence.entries) {
      const double value = ratings_.entries[at].value;
      if (is_number(level_)) {
        const double before = value - mean;
        mean += before / ++count;
        moment += before * (value - mean);
        made.lowest = std::fmin(made.lowest, value);
        made.highest = std::fmax(made.highest, value);
      } else if (level_ == MeasurementLevel::set) {
        for (const std::uint16_t label : ratings_.sets[static_cast<std::size_t>(value)]) ++made.counts[label];
      } else {
        ++made.counts[static_cast<std::size_t>(value)];
      }
    }
    if (count > 0) made.mean = mean;
    if (count > 1) made.deviation = std::sqrt(moment / (count - 1));
  }

  const Ratings& ratings_;
  MeasurementLevel level_;
  std::vector<std::size_t> starts_;
  std::vector<double> distinct_;
  std::vector<std::vector<std::uint32_t>> entries_of_;
  std::vector<Partner> partners_;
  std::vector<std::uint32_t> values_;  // what the others say of one unit: positions in distinct_
  std::vector<std::uint32_t> said_;    // of all his units
  std::vector<double> mine_, means_;
};

}  // namespace

Result<RaterReport> rater_report(const Ratings& ratings, MeasurementLevel level, std::span<const std::uint32_t> order) {
  if (!ratings.has_raters())
    return Error{ErrorKind::refused, "a report of the raters needs to know who rated what, and these have no names"};
  if (!order.empty() && order.size() != ratings.entries.size())
    throw ContractError(fmt::format("the order of {} of {} ratings", order.size(), ratings.entries.size()));
  Reporter reporter(ratings, level, order);
  RaterReport report;
  for (std::uint32_t rater = 0; rater < ratings.raters.size(); ++rater) report.raters.push_back(reporter.report(rater));
  drop_order_of_file(report.raters);
  return report;
}

}  // namespace openaffect
