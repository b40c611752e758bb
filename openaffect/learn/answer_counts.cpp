#include "openaffect/learn/answer_counts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {
namespace {

constexpr double kLargestClassWeight = 10;
constexpr std::size_t kNamedLabels = 8;

std::vector<std::string> names_of(const RecipeHead& head) {
  std::vector<std::string> names;
  if (head.kind == HeadKind::regression)
    for (const NumberField& field : head.scheme->fields()) names.push_back(field.id);
  else
    for (const Label& label : head.scheme->labels()) names.push_back(label.id);
  return names;
}

const RecipeHead& head_of(const Recipe& recipe, const std::string& id) {
  return *std::ranges::find(recipe.heads, id, &RecipeHead::id);
}

std::span<const float> row_of(const TargetMatrix& matrix, std::size_t row) {
  return std::span(matrix.values).subspan(row * matrix.columns, matrix.columns);
}

// Calls `say(position)` for every label or field that a row speaks of.
void each_answer(HeadKind kind, std::span<const float> row, auto&& say) {
  if (kind == HeadKind::regression) {
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!std::isnan(row[i])) say(i);
    return;
  }
  if (std::isnan(row[0])) return;
  if (kind == HeadKind::multi_label) {
    for (std::size_t i = 0; i < row.size(); ++i)
      if (row[i] >= 0.5F) say(i);
  } else if (kind == HeadKind::distribution) {
    say(static_cast<std::size_t>(std::ranges::max_element(row) - row.begin()));
  } else {
    say(static_cast<std::size_t>(row[0]));
  }
}

// Rows of a part that say something for a head, over all sources.
std::uint64_t texts_of(const std::string& head, Part part, std::span<const SourceRows> sources) {
  std::uint64_t texts = 0;
  for (const SourceRows& rows : sources)
    for (const TargetMatrix& matrix : rows.targets)
      for (std::size_t row = 0; matrix.head == head && row < rows.size(); ++row)
        if (rows.parts[row] == part)
          texts += std::ranges::any_of(row_of(matrix, row), [](float value) { return !std::isnan(value); }) ? 1 : 0;
  return texts;
}

// Training texts by label.
std::vector<std::uint64_t> train_counts(const RecipeHead& head, std::span<const ClassCount> counts) {
  const std::vector<std::string> names = names_of(head);
  std::vector<std::uint64_t> train(names.size());
  for (const ClassCount& count : counts)
    if (count.head == head.id)
      train[static_cast<std::size_t>(std::ranges::find(names, count.label) - names.begin())] += count.train;
  return train;
}

Error refused(const std::string& what) {
  return Error{ErrorKind::refused, what};
}

Result<Done> check_numbers(const RecipeHead& head, std::span<const SourceRows> sources) {
  std::vector<float> least(head.scheme->fields().size(), INFINITY), most(least.size(), -INFINITY);
  for (const SourceRows& rows : sources)
    for (const TargetMatrix& matrix : rows.targets)
      for (std::size_t row = 0; matrix.head == head.id && row < rows.size(); ++row)
        for (std::size_t i = 0; rows.parts[row] == Part::train && i < matrix.columns; ++i) {
          least[i] = std::fmin(least[i], row_of(matrix, row)[i]);
          most[i] = std::fmax(most[i], row_of(matrix, row)[i]);
        }
  for (std::size_t i = 0; i < least.size(); ++i)
    if (!(least[i] < most[i]))
      return refused(fmt::format("{}: {} has {} in the training part", head.id, head.scheme->fields()[i].id,
                                 least[i] > most[i] ? "no number" : fmt::format("one number only, {},", least[i])));
  return Done{};
}

Result<Done> check_classes(const RecipeHead& head, std::span<const ClassCount> counts, std::uint64_t texts,
                           std::vector<std::string>& notes) {
  const std::vector<std::string> names = names_of(head);
  const std::vector<std::uint64_t> train = train_counts(head, counts);
  std::vector<std::string> absent;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (train[i] == 0) absent.push_back(names[i]);
  const std::size_t there = names.size() - absent.size();
  const bool several = head.kind == HeadKind::multi_label;
  const bool varies = !several ? there >= 2 : std::ranges::any_of(train, [&](auto n) { return n > 0 && n < texts; });
  if (!varies) {
    const auto only = std::ranges::find_if(train, [](auto n) { return n > 0; });
    if (only == train.end()) return refused(fmt::format("{}: no training text has a label", head.id));
    return refused(fmt::format(
        "{}: one class only: {} of the training texts", head.id,
        there == 1 ? fmt::format("'{}' is said of all {}", names[static_cast<std::size_t>(only - train.begin())], texts)
                   : std::string("the same labels are said of all")));
  }
  if (absent.empty()) return Done{};
  const std::size_t more = absent.size() > kNamedLabels ? absent.size() - kNamedLabels : 0;
  absent.resize(absent.size() - more);
  notes.push_back(fmt::format("{}: no training text has {}{}", head.id, fmt::join(absent, ", "),
                              more > 0 ? fmt::format(" and {} more", more) : ""));
  return Done{};
}

}  // namespace

std::vector<ClassCount> count_answers(const Recipe& recipe, std::span<const SourceRows> sources) {
  std::vector<ClassCount> counts;
  for (std::size_t s = 0; s < sources.size(); ++s)
    for (const TargetMatrix& matrix : sources[s].targets) {
      const RecipeHead& head = head_of(recipe, matrix.head);
      const std::size_t first = counts.size();
      for (const std::string& name : names_of(head)) counts.push_back({recipe.sources[s].name, head.id, name, 0, 0, 0});
      for (std::size_t row = 0; row < sources[s].size(); ++row)
        each_answer(head.kind, row_of(matrix, row), [&](std::size_t i) {
          ClassCount& count = counts[first + i];
          const Part part = sources[s].parts[row];
          if (part == Part::train) ++count.train;
          if (part == Part::development) ++count.development;
          if (part == Part::test) ++count.test;
        });
    }
  return counts;
}

std::vector<float> class_weights(const RecipeHead& head, std::span<const ClassCount> counts,
                                 std::span<const SourceRows> sources) {
  if (head.class_weights == ClassWeights::none) return {};
  const std::vector<std::uint64_t> train = train_counts(head, counts);
  const auto texts = static_cast<double>(texts_of(head.id, Part::train, sources));
  std::vector<float> weights;
  for (const std::uint64_t count : train) {
    const double balanced = texts / (static_cast<double>(train.size()) * static_cast<double>(count));
    weights.push_back(count == 0 ? 1 : static_cast<float>(std::min(kLargestClassWeight, balanced)));
  }
  return weights;
}

Result<std::vector<std::string>> check_answers(const Recipe& recipe, std::span<const ClassCount> counts,
                                               std::span<const SourceRows> sources) {
  for (std::size_t i = 0; i < sources.size(); ++i)
    for (const Part part : {Part::train, Part::development, Part::test})
      if (sources[i].count(part) == 0)
        return Error{ErrorKind::refused,
                     fmt::format("{}: the {} part has no rows ({})", recipe.sources[i].name, part_name(part),
                                 sources[i].split_rule),
                     {sources[i].path, {}, "", {}}};
  std::vector<std::string> notes;
  for (const RecipeHead& head : recipe.heads) {
    const std::uint64_t texts = texts_of(head.id, Part::train, sources);
    for (const Part part : {Part::train, Part::development})
      if (texts_of(head.id, part, sources) == 0)
        return refused(fmt::format("{}: no text of a {} part has an answer", head.id, part_name(part)));
    if (texts_of(head.id, Part::test, sources) == 0)
      notes.push_back(fmt::format("{}: no text of a test part has an answer, so nothing judges it", head.id));
    OA_CHECK(head.kind == HeadKind::regression ? check_numbers(head, sources)
                                               : check_classes(head, counts, texts, notes));
  }
  return notes;
}

}  // namespace openaffect
