#include "openaffect/overview/label_numbers.h"

#include <algorithm>

namespace openaffect {
namespace {

std::optional<std::size_t> number_called(const RatedTable& table, const RatedField& beside, const std::string& name) {
  const auto found = std::ranges::find_if(table.fields, [&](const RatedField& field) {
    return field.kind == RaterField::Kind::number && field.source == beside.source && field.rater == beside.rater &&
           field.name == name;
  });
  if (found == table.fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.fields.begin());
}

LabelNumbers numbers_of(const RatedTable& table, const RatedField& decided) {
  LabelNumbers numbers;
  if (decided.kind == RaterField::Kind::number) return numbers;
  for (const RatedLabel& label : decided.labels)
    numbers.probabilities.push_back(number_called(table, decided, decided.name + "." + label.id));
  if (std::ranges::none_of(numbers.probabilities, [](const auto& number) { return number.has_value(); }))
    numbers.probabilities.clear();
  numbers.confidence = number_called(table, decided, decided.name + ".confidence");
  return numbers;
}

}  // namespace

std::vector<LabelNumbers> label_numbers(const RatedTable& table) {
  std::vector<LabelNumbers> numbers;
  for (const RatedField& field : table.fields) numbers.push_back(numbers_of(table, field));
  return numbers;
}

std::vector<bool> are_probabilities(const std::vector<LabelNumbers>& numbers) {
  std::vector<bool> are(numbers.size(), false);
  for (const LabelNumbers& of_label : numbers)
    for (const auto& number : of_label.probabilities)
      if (number) are[*number] = true;
  return are;
}

std::vector<bool> are_behind_labels(const std::vector<LabelNumbers>& numbers) {
  std::vector<bool> are = are_probabilities(numbers);
  for (const LabelNumbers& of_label : numbers)
    if (of_label.confidence) are[*of_label.confidence] = true;
  return are;
}

}  // namespace openaffect
