#include "openaffect/raters/network_head.h"

#include <algorithm>
#include <numeric>

namespace openaffect {
namespace {

using Kind = RaterField::Kind;

bool decides_one(const NetworkHead& head) {
  return head.kind != HeadKind::regression && (head.kind != HeadKind::multi_label || head.one_label);
}

const std::string& choice_name(const NetworkHead& head, std::size_t choice) {
  return head.kind == HeadKind::regression ? head.scheme->fields()[choice].id : head.scheme->labels()[choice].id;
}

// Fields in front of the numbers.
std::size_t first_number(const NetworkHead& head) {
  return head.kind == HeadKind::regression ? 0 : 1;
}

// How many numbers there are.
std::size_t numbers_of(const NetworkHead& head) {
  return head.kind == HeadKind::ordinal ? head.scheme->labels().size() : head.choice_of_output.size();
}

// Numbers stand in the order of the scheme: which of them an output is.
std::size_t place_of(const NetworkHead& head, std::size_t output) {
  const LabelId choice = head.choice_of_output[output];
  return static_cast<std::size_t>(
      std::ranges::count_if(head.choice_of_output, [&](LabelId other) { return other < choice; }));
}

std::size_t most_probable(std::span<const double> values) {
  return static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
}

// Outputs that were decided for; of a regression all.
std::vector<std::size_t> decided(const NetworkHead& head, std::span<const double> values) {
  if (head.kind == HeadKind::single_label || head.kind == HeadKind::distribution) return {most_probable(values)};
  if (head.one_label) {
    std::vector<double> above(values.begin(), values.end());
    for (std::size_t i = 0; i < above.size(); ++i) above[i] -= head.thresholds[i];
    return {most_probable(above)};
  }
  std::vector<std::size_t> outputs;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (head.kind == HeadKind::regression || values[i] >= head.thresholds[i]) outputs.push_back(i);
  return outputs;
}

// From P(grade > k) to the probability of each grade. Outputs that contradict each other (P(> 1) above P(> 0)) leave
// more than 1 to give away.
std::vector<double> grade_probabilities(std::span<const double> above) {
  std::vector<double> grades(above.size() + 1);
  for (std::size_t g = 0; g < grades.size(); ++g)
    grades[g] = std::max(0., (g == 0 ? 1 : above[g - 1]) - (g == above.size() ? 0 : above[g]));
  const bool contradicts = !std::ranges::is_sorted(above, std::greater());
  const double sum = std::accumulate(grades.begin(), grades.end(), 0.);
  if (contradicts)
    for (double& grade : grades) grade /= sum;
  return grades;
}

void fill_grades(std::span<const double> above, std::size_t item, std::span<RatingColumn> columns) {
  const std::vector<double> grades = grade_probabilities(above);
  const auto grade = static_cast<std::size_t>(std::ranges::count_if(above, [](double p) { return p > .5; }));
  std::get<LabelColumn>(columns[0])[item] = static_cast<LabelId>(grade);
  for (std::size_t g = 0; g < grades.size(); ++g) std::get<NumberColumn>(columns[g + 1])[item] = grades[g];
  std::get<NumberColumn>(columns[grades.size() + 1])[item] = grades[grade];
}

double number_of(const NetworkHead& head, std::size_t output, double value) {
  if (!head.cut) return value;
  const NumberField& field = head.scheme->fields()[static_cast<std::size_t>(head.choice_of_output[output])];
  return std::clamp(value, field.minimum, field.maximum);
}

}  // namespace

std::vector<RaterField> head_fields(const NetworkHead& head) {
  std::vector<RaterField> fields;
  if (head.kind != HeadKind::regression)
    fields.push_back({head.column, decides_one(head) ? Kind::label : Kind::labels, head.scheme});
  std::vector<LabelId> choices = head.choice_of_output;
  if (head.kind == HeadKind::ordinal) choices.push_back(static_cast<LabelId>(choices.size()));
  std::ranges::sort(choices);
  for (const LabelId choice : choices) {
    const std::string& name = choice_name(head, static_cast<std::size_t>(choice));
    const bool alone =
        head.kind == HeadKind::regression && head.scheme->fields().size() == 1 && name == head.scheme->id();
    fields.push_back({alone ? head.column : head.column + "." + name, Kind::number, head.scheme, name});
  }
  if (decides_one(head)) fields.push_back({head.column + ".confidence", Kind::number, head.scheme, "confidence"});
  return fields;
}

void fill_head(const NetworkHead& head, std::span<const double> values, std::size_t item,
               std::span<RatingColumn> columns) {
  if (head.kind == HeadKind::ordinal) return fill_grades(values, item, columns);
  for (std::size_t i = 0; i < values.size(); ++i)
    std::get<NumberColumn>(columns[first_number(head) + place_of(head, i)])[item] = number_of(head, i, values[i]);
  if (head.kind == HeadKind::regression) return;
  const std::vector<std::size_t> outputs = decided(head, values);
  if (decides_one(head)) {
    std::get<LabelColumn>(columns[0])[item] = head.choice_of_output[outputs[0]];
    std::get<NumberColumn>(columns[numbers_of(head) + 1])[item] = values[outputs[0]];
    return;
  }
  auto& labels = std::get<LabelsColumn>(columns[0])[item];
  for (const std::size_t output : outputs) labels.push_back(head.choice_of_output[output]);
  std::ranges::sort(labels);
}

std::vector<HeadTarget> head_targets(const NetworkHead& head, std::span<const double> values) {
  if (head.kind == HeadKind::ordinal) return {{0, 0}};
  std::vector<std::size_t> outputs = decided(head, values);
  if (outputs.empty()) outputs = {most_probable(values)};
  std::vector<HeadTarget> targets;
  for (const std::size_t output : outputs) targets.push_back({first_number(head) + place_of(head, output), output});
  return targets;
}

double target_value(const NetworkHead& head, const HeadTarget& target, const TextScore& score, std::size_t first) {
  if (head.kind != HeadKind::ordinal) return score.log_odds(first + target.output, head.kind);
  double grade = 0;
  for (std::size_t k = 0; k < head.choice_of_output.size(); ++k) grade += score.values[first + k];
  return grade;
}

}  // namespace openaffect
