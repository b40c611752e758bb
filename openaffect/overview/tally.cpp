#include "openaffect/overview/tally.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

namespace openaffect {
namespace {

using Kind = RaterField::Kind;

// Beyond so many days only months are kept: a table of wrong dates must not fill the memory.
constexpr std::size_t kMostDays = 20'000;

std::size_t slots(const RatedField& field) {
  constexpr std::size_t kNullsAndNones = 2;
  return field.labels.size() + kNullsAndNones;
}

bool is_valence(const RatedField& field) {
  return field.kind == Kind::number &&
         (field.scheme_field == "compound" || field.scheme_field == "polarity" || field.scheme_field == "valence");
}

void add_counts(LabelTally& counts, const LabelTally& more) {
  if (counts.size() < more.size()) counts.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) counts[i] += more[i];
}

void add_counts(std::vector<LabelTally>& counts, const std::vector<LabelTally>& more) {
  if (counts.size() < more.size()) counts.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) add_counts(counts[i], more[i]);
}

std::int64_t first_of_month(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return std::chrono::sys_days{date.year() / date.month() / 1}.time_since_epoch().count();
}

void count_labels(const RatedField& field, const NewValues& values, LabelTally& counts) {
  const std::size_t nulls = field.labels.size(), nones = nulls + 1;
  counts.resize(slots(field));
  if (const auto* labels = std::get_if<LabelColumn>(&values.values))
    for (const LabelId id : *labels) ++counts[id == kNoLabel ? nulls : static_cast<std::size_t>(id)];
  if (const auto* lists = std::get_if<LabelsColumn>(&values.values))
    for (std::size_t row = 0; row < lists->size(); ++row) {
      const bool there = values.valid.empty() || values.valid[row];
      if (!there || (*lists)[row].empty()) ++counts[there ? nones : nulls];
      for (const LabelId id : (*lists)[row]) ++counts[static_cast<std::size_t>(id)];
    }
}

void count_pairs(const RatedTable& table, const TallyPlan& plan, const TallyPlan::Pair& pair,
                 std::span<const NewValues> values, LabelTally& counts) {
  const std::size_t width = table.fields[pair.second].labels.size();
  counts.resize(table.fields[pair.first].labels.size() * width);
  const auto& first = std::get<LabelColumn>(values[plan.value_at[pair.first]].values);
  const auto& second = std::get<LabelColumn>(values[plan.value_at[pair.second]].values);
  for (std::size_t row = 0; row < first.size(); ++row)
    if (first[row] != kNoLabel && second[row] != kNoLabel)
      ++counts[static_cast<std::size_t>(first[row]) * width + static_cast<std::size_t>(second[row])];
}

// One row's labels into the counts of its day.
void count_on_day(const RatedField& field, const NewValues& values, std::size_t row, LabelTally& counts) {
  if (field.kind == Kind::label) {
    counts.resize(field.labels.size());
    const LabelId id = std::get<LabelColumn>(values.values)[row];
    if (id != kNoLabel) ++counts[static_cast<std::size_t>(id)];
    return;
  }
  counts.resize(field.labels.size() + 1);
  if (!values.valid.empty() && !values.valid[row]) return;
  ++counts.back();
  for (const LabelId id : std::get<LabelsColumn>(values.values)[row]) ++counts[static_cast<std::size_t>(id)];
}

// One column of the series into the days.
void add_to_days(const RatedField& field, std::size_t number_or_label, const NewValues& values,
                 std::span<const std::optional<std::int64_t>> days, std::map<std::int64_t, DayTally>& tallies) {
  for (std::size_t row = 0; row < days.size(); ++row) {
    if (!days[row]) continue;
    DayTally& day = tallies[*days[row]];
    if (field.kind == Kind::number) {
      if (day.numbers.size() <= number_or_label) day.numbers.resize(number_or_label + 1);
      const double number = std::get<NumberColumn>(values.values)[row];
      if (std::isnan(number)) continue;
      day.numbers[number_or_label].first += number;
      ++day.numbers[number_or_label].second;
    } else {
      if (day.labels.size() <= number_or_label) day.labels.resize(number_or_label + 1);
      count_on_day(field, values, row, day.labels[number_or_label]);
    }
  }
}

}  // namespace

void merge_days(DayTally& day, const DayTally& more) {
  day.rows += more.rows;
  add_counts(day.labels, more.labels);
  if (day.numbers.size() < more.numbers.size()) day.numbers.resize(more.numbers.size());
  for (std::size_t i = 0; i < more.numbers.size(); ++i) {
    day.numbers[i].first += more.numbers[i].first;
    day.numbers[i].second += more.numbers[i].second;
  }
}

// Two passes and no division per number: a job with a report counts every number of every row.
NumberTally NumberTally::of(std::span<const double> numbers, double minimum, double maximum) {
  NumberTally tally;
  const double bins_per_unit = static_cast<double>(kHistogramBins) / (maximum - minimum);
  double sum = 0, lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const double number : numbers) {
    if (std::isnan(number)) continue;
    ++tally.count;
    sum += number;
    lowest = std::min(lowest, number);
    highest = std::max(highest, number);
    const double place = std::clamp((number - minimum) * bins_per_unit, 0.0, static_cast<double>(kHistogramBins - 1));
    ++tally.bins[static_cast<std::size_t>(place)];
  }
  tally.missing = numbers.size() - tally.count;
  if (tally.count == 0) return tally;
  tally.lowest = lowest;
  tally.highest = highest;
  tally.mean = sum / static_cast<double>(tally.count);
  for (const double number : numbers)
    if (!std::isnan(number)) tally.moment += (number - tally.mean) * (number - tally.mean);
  return tally;
}

void NumberTally::merge(const NumberTally& later) {
  missing += later.missing;
  if (later.count == 0) return;
  lowest = count == 0 ? later.lowest : std::min(lowest, later.lowest);
  highest = count == 0 ? later.highest : std::max(highest, later.highest);
  const auto mine = static_cast<double>(count), theirs = static_cast<double>(later.count);
  const double difference = later.mean - mean;
  mean += difference * theirs / (mine + theirs);
  moment += later.moment + difference * difference * mine * theirs / (mine + theirs);
  count += later.count;
  for (std::size_t i = 0; i < kHistogramBins; ++i) bins[i] += later.bins[i];
}

double NumberTally::sd() const {
  return count < 2 ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(moment / static_cast<double>(count - 1));
}

TallyPlan::TallyPlan(const RatedTable& table, bool evidence) {
  const std::size_t behind = evidence ? 2 : 1;
  std::vector<std::size_t> begin;  // of each reading's columns
  std::size_t end = 0;
  for (std::size_t reading = 0; reading < table.readings(); ++reading) {
    begin.push_back(end);
    status_at.push_back(end + table.raters[reading % table.raters.size()].columns);
    end = status_at.back() + behind;
  }
  for (const RatedField& field : table.fields) value_at.push_back(begin[table.reading(field)] + field.place);
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const RatedField& a = table.fields[i];
    for (std::size_t j = i + 1; j < table.fields.size(); ++j) {
      const RatedField& b = table.fields[j];
      const bool both_labels = a.kind == Kind::label && b.kind == Kind::label && a.scheme == b.scheme;
      if (both_labels && a.rater == b.rater && a.name == b.name) crosses.push_back({i, j});
      if (both_labels && a.source == b.source && a.rater != b.rater) agreements.push_back({i, j});
      if (is_valence(a) && is_valence(b) && a.source == b.source && a.rater != b.rater) correlations.push_back({i, j});
    }
    if (a.kind != Kind::number || is_valence(a)) series.push_back(i);
  }
}

void Tally::add(const RatedTable& table, const TallyPlan& plan, std::span<const NewValues> values,
                std::span<const std::optional<std::int64_t>> row_days) {
  numbers.resize(table.fields.size());
  labels.resize(table.fields.size());
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const RatedField& field = table.fields[i];
    if (field.kind != Kind::number)
      count_labels(field, values[plan.value_at[i]], labels[i]);
    else
      numbers[i].merge(
          NumberTally::of(std::get<NumberColumn>(values[plan.value_at[i]].values), field.minimum, field.maximum));
  }
  statuses.resize(table.readings(), LabelTally(kStatusNames.size()));
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    const auto& column = std::get<LabelColumn>(values[plan.status_at[i]].values);
    for (const LabelId status : column)
      if (status != kNoLabel) ++statuses[i][static_cast<std::size_t>(status)];
    if (i == 0) rows += column.size();
  }
  crosses.resize(plan.crosses.size());
  for (std::size_t i = 0; i < crosses.size(); ++i) count_pairs(table, plan, plan.crosses[i], values, crosses[i]);
  agreements.resize(plan.agreements.size());
  for (std::size_t i = 0; i < agreements.size(); ++i)
    count_pairs(table, plan, plan.agreements[i], values, agreements[i]);
  correlations.resize(plan.correlations.size());
  for (std::size_t i = 0; i < correlations.size(); ++i) {
    const auto& first = std::get<NumberColumn>(values[plan.value_at[plan.correlations[i].first]].values);
    const auto& second = std::get<NumberColumn>(values[plan.value_at[plan.correlations[i].second]].values);
    for (std::size_t row = 0; row < first.size(); ++row)
      if (!std::isnan(first[row]) && !std::isnan(second[row])) correlations[i].add(first[row], second[row]);
  }
  add_days(table, plan, values, row_days);
}

void Tally::add_days(const RatedTable& table, const TallyPlan& plan, std::span<const NewValues> values,
                     std::span<const std::optional<std::int64_t>> row_days) {
  for (const auto& day : row_days)
    if (day)
      ++days[*day].rows;
    else
      ++undated;
  std::size_t number = 0, label = 0;
  for (const std::size_t i : plan.series) {
    const RatedField& field = table.fields[i];
    add_to_days(field, field.kind == Kind::number ? number++ : label++, values[plan.value_at[i]], row_days, days);
  }
}

void Tally::merge(const Tally& later) {
  rows += later.rows;
  undated += later.undated;
  if (numbers.size() < later.numbers.size()) numbers.resize(later.numbers.size());
  for (std::size_t i = 0; i < later.numbers.size(); ++i) numbers[i].merge(later.numbers[i]);
  add_counts(labels, later.labels);
  add_counts(statuses, later.statuses);
  add_counts(crosses, later.crosses);
  add_counts(agreements, later.agreements);
  if (correlations.size() < later.correlations.size()) correlations.resize(later.correlations.size());
  for (std::size_t i = 0; i < later.correlations.size(); ++i) correlations[i].merge(later.correlations[i]);
  for (const auto& [day, tally] : later.days) merge_days(days[only_months ? first_of_month(day) : day], tally);
  if (only_months || days.size() <= kMostDays) return;
  only_months = true;
  std::map<std::int64_t, DayTally> months;
  for (const auto& [day, tally] : days) merge_days(months[first_of_month(day)], tally);
  days = std::move(months);
}

std::optional<std::int64_t> day_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr std::int64_t kSecondsOfDay = 86'400, kLeast = 100'000'000, kMost = 10'000'000'000, kThousand = 1000;
  if (failed == std::errc() && end == text.data() + text.size()) {
    if (number >= kMost * kThousand / 100 && number < kMost * kThousand) number /= kThousand;
    if (number < kLeast || number >= kMost) return std::nullopt;
    return number / kSecondsOfDay;
  }
  const auto part = [&](std::size_t at, std::size_t size) -> int {
    int value = 0;
    if (text.size() < at + size) return -1;
    const auto [stop, bad] = std::from_chars(text.data() + at, text.data() + at + size, value);
    return bad == std::errc() && stop == text.data() + at + size ? value : -1;
  };
  constexpr std::size_t kDate = 10;
  if (text.size() < kDate || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > kDate && text[kDate] >= '0' && text[kDate] <= '9') return std::nullopt;
  const int year = part(0, 4), month = part(5, 2), day = part(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

}  // namespace openaffect
