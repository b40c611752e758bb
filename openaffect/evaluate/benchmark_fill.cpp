#include "openaffect/evaluate/benchmark_fill.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/evaluate/benchmark_cells.h"

namespace openaffect {
namespace {

// value = scale * x + shift
struct NumberRule {
  std::string_view to_scheme, to_field, scheme, field;
  double scale, shift;
};
constexpr NumberRule kNumberRules[] = {
    {"vad", "valence", "valence01", "valence", 2, -1},     {"vad", "valence", "polarity", "polarity", 1, 0},
    {"vad", "valence", "vader", "compound", 1, 0},         {"polarity", "polarity", "vader", "compound", 1, 0},
    {"polarity", "polarity", "vad", "valence", 1, 0},      {"polarity", "polarity", "valence01", "valence", 2, -1},
    {"valence01", "valence", "vad", "valence", .5, .5},    {"valence01", "valence", "polarity", "polarity", .5, .5},
    {"valence01", "valence", "vader", "compound", .5, .5},
};

// How one field of a rater is read for one task.
struct Reading {
  std::size_t field = 0;  // of RaterInfo
  bool same_scheme = false;
  double scale = 1, shift = 0;                  // of numbers
  std::vector<LabelId> label_of = {};           // [labels of the rater's scheme] position among the task's labels
  std::vector<std::size_t> probabilities = {};  // [labels of the rater's scheme] fields; empty: the label as it is said
};

bool is_number(const RaterField& field) {
  return field.kind == RaterField::Kind::number;
}

std::optional<Reading> find_number(const BenchmarkTask& task, const std::string& name, const RaterInfo& rater) {
  if (!task.split_by.empty()) return std::nullopt;  // its fields are no fields of the scheme
  const NumberField* wanted = task.scheme->find_field(name);
  // from the scheme's range to the task's
  const double unit = (task.maximum - task.minimum) / (wanted->maximum - wanted->minimum);
  const auto reading = [&](std::size_t field, double scale, double shift, bool same) {
    return Reading{field, same, scale * unit, (shift - wanted->minimum) * unit + task.minimum, {}};
  };
  for (std::size_t i = 0; i < rater.fields.size(); ++i)
    if (is_number(rater.fields[i]) && rater.fields[i].scheme->id() == task.scheme->id() &&
        rater.fields[i].scheme_field == name)
      return reading(i, 1, 0, true);
  for (const NumberRule& rule : kNumberRules)
    for (std::size_t i = 0; i < rater.fields.size(); ++i)
      if (is_number(rater.fields[i]) && rule.to_scheme == task.scheme->id() && rule.to_field == name &&
          rater.fields[i].scheme->id() == rule.scheme && rater.fields[i].scheme_field == rule.field)
        return reading(i, rule.scale, rule.shift, false);
  return std::nullopt;
}

std::vector<LabelId> by_scheme(const BenchmarkTask& task, const Scheme& from) {
  std::vector<LabelId> label_of;
  if (from.id() != task.scheme->id() || from.labels().size() != task.scheme->labels().size()) return label_of;
  for (std::size_t i = 0; i < from.labels().size(); ++i)
    label_of.push_back(label_of_task(task, static_cast<LabelId>(i)));
  return label_of;
}

// Empty unless `from` has a label of each id that the task has.
std::vector<LabelId> by_name(const BenchmarkTask& task, const Scheme& from) {
  std::vector<LabelId> label_of(from.labels().size(), kNoLabel);
  const std::vector<std::string> ids = task.label_ids();
  std::size_t found = 0;
  for (std::size_t i = 0; i < from.labels().size(); ++i)
    for (std::size_t own = 0; own < ids.size(); ++own)
      if (ids[own] == from.labels()[i].id) label_of[i] = static_cast<LabelId>(own), ++found;
  if (found != ids.size()) label_of.clear();
  return label_of;
}

std::vector<LabelId> by_mapping(const BenchmarkTask& task, const Scheme& from) {
  std::vector<LabelId> label_of;
  for (const SchemeMapping& mapping : built_in_mappings()) {
    if (mapping.from() != from.id() || mapping.to() != task.scheme->id()) continue;
    for (std::size_t i = 0; i < from.labels().size(); ++i)
      label_of.push_back(label_of_task(task, mapping.apply(static_cast<LabelId>(i))));
    break;
  }
  return label_of;
}

std::optional<Reading> find_labels(const BenchmarkTask& task, const RaterInfo& rater) {
  constexpr std::vector<LabelId> (*kWays[])(const BenchmarkTask&, const Scheme&) = {by_scheme, by_mapping, by_name};
  for (const auto way : kWays)
    for (std::size_t i = 0; i < rater.fields.size(); ++i) {
      const RaterField& field = rater.fields[i];
      if (is_number(field) || !field.scheme ||
          (field.kind == RaterField::Kind::labels && task.kind != TaskKind::label_sets))
        continue;
      std::vector<LabelId> label_of = way(task, *field.scheme);
      if (label_of.empty()) continue;
      Reading reading{i, way == by_scheme, 1, 0, std::move(label_of)};
      const bool leaves_out = std::ranges::find(reading.label_of, kNoLabel) != reading.label_of.end();
      if (leaves_out && task.kind != TaskKind::label_sets) reading.probabilities = find_probabilities(rater.fields, i);
      return reading;
    }
  return std::nullopt;
}

void add_number(const Reading& reading, double value, ScoringTask& to) {
  const bool given = std::isfinite(value);
  to.predicted_numbers.push_back(given ? reading.scale * value + reading.shift : std::nan(""));
  to.status.push_back(given ? AnswerStatus::ok : AnswerStatus::no_answer);
}

void add_label(const Reading& reading, LabelId value, ScoringTask& to) {
  const LabelId label = value == kNoLabel ? kNoLabel : reading.label_of[static_cast<std::size_t>(value)];
  const AnswerStatus status = value == kNoLabel   ? AnswerStatus::no_answer
                              : label == kNoLabel ? AnswerStatus::out_of_range
                                                  : AnswerStatus::ok;
  if (to.kind == TaskKind::label_sets) {
    to.predicted_sets.push_back(label == kNoLabel ? std::vector<LabelId>() : std::vector<LabelId>{label});
  } else {
    to.predicted_labels.push_back(label);
  }
  to.status.push_back(status);
}

// The task's label whose labels of the rater are the most probable together; the first of equals.
LabelId most_probable(const Reading& reading, const RatingBatch& ratings, std::uint32_t item, std::size_t labels) {
  std::vector<double> shares(labels, 0);
  for (std::size_t i = 0; i < reading.probabilities.size(); ++i)
    if (const LabelId label = reading.label_of[i]; label != kNoLabel)
      shares[static_cast<std::size_t>(label)] +=
          std::get<NumberColumn>(ratings.columns[reading.probabilities[i]])[item];
  return static_cast<LabelId>(std::ranges::max_element(shares) - shares.begin());
}

void add_labels(const Reading& reading, const std::vector<LabelId>& value, ScoringTask& to) {
  std::vector<LabelId> labels;
  for (const LabelId each : value)
    if (const LabelId label = reading.label_of[static_cast<std::size_t>(each)]; label != kNoLabel)
      labels.push_back(label);
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  to.predicted_sets.push_back(std::move(labels));
  to.status.push_back(AnswerStatus::ok);
}

void add_nothing(ScoringTask& to) {
  if (to.kind == TaskKind::numbers)
    to.predicted_numbers.push_back(std::nan(""));
  else if (to.kind == TaskKind::label_sets)
    to.predicted_sets.emplace_back();
  else
    to.predicted_labels.push_back(kNoLabel);
  to.status.push_back(AnswerStatus::no_answer);
}

void predict(const Reading& reading, const RatingBatch& ratings, const std::vector<std::uint32_t>& items,
             ScoringTask& to) {
  const RatingColumn& column = ratings.columns[reading.field];
  for (const std::uint32_t item : items) {
    if (!has_values(ratings.status[item])) {
      add_nothing(to);
    } else if (const auto* numbers = std::get_if<NumberColumn>(&column)) {
      add_number(reading, (*numbers)[item], to);
    } else if (!reading.probabilities.empty()) {
      to.predicted_labels.push_back(most_probable(reading, ratings, item, to.labels.size()));
      to.status.push_back(AnswerStatus::ok);
    } else if (const auto* labels = std::get_if<LabelColumn>(&column)) {
      add_label(reading, (*labels)[item], to);
    } else {
      add_labels(reading, std::get<LabelsColumn>(column)[item], to);
    }
  }
}

void add_note(std::string note, std::vector<std::string>& notes) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
}

}  // namespace

BenchmarkSystem fill(const Benchmark& benchmark, const BenchmarkItems& items, const RaterInfo& rater,
                     const RatingBatch& ratings) {
  if (ratings.size() != items.ids.size() || ratings.columns.size() != rater.fields.size())
    throw ContractError(fmt::format("{} ratings of {} fields for {} items and {} fields", ratings.size(),
                                    ratings.columns.size(), items.ids.size(), rater.fields.size()));
  BenchmarkSystem system;
  system.name = rater.name;
  for (std::size_t i = 0; i < items.gold.size(); ++i) {
    const BenchmarkTask& task = benchmark.tasks[items.task_of[i]];
    const std::string& field = items.gold[i].field;
    const auto reading = task.kind == TaskKind::texts     ? std::nullopt
                         : task.kind == TaskKind::numbers ? find_number(task, field, rater)
                                                          : find_labels(task, rater);
    if (!reading) {
      system.absent.push_back({task.id, field, "not_rated"});
      continue;
    }
    system.tasks.push_back(items.gold[i]);
    system.tasks.back().system = rater.name;
    predict(*reading, ratings, items.items_of[i], system.tasks.back());
    if (!reading->same_scheme)
      add_note(fmt::format("{}.{} stands for {}{}{}", rater.name, rater.fields[reading->field].name, task.scheme->id(),
                           field.empty() ? "" : ".", field),
               system.notes);
  }
  return system;
}

}  // namespace openaffect
