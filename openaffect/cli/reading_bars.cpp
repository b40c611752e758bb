#include "openaffect/cli/reading_bars.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

using Kind = RaterField::Kind;

constexpr std::size_t kShown = 5;    // labels of a decision
constexpr double kLeast = .05;       // a probability worth a line
constexpr std::size_t kBar = 20;     // cells of a whole bar
constexpr std::size_t kEighths = 8;  // that a cell is drawn in

bool is_decision(const RaterField& field) {
  return field.kind == Kind::label || field.kind == Kind::labels;
}

// Whether `number` is a probability of a label of `decision`, by its name.
bool is_probability(const RaterField& decision, const RaterField& number) {
  return number.kind == Kind::number && number.name.starts_with(decision.name + ".") &&
         number.scheme_field != "confidence";
}

struct Choice {
  std::string label;
  double probability = NAN;  // NaN where the rater gives none
  bool decided = false;
};

std::set<std::string> decided_labels(const RaterField& field, const RatingValue& value) {
  std::set<std::string> labels;
  if (const auto* label = std::get_if<LabelId>(&value); label && *label != kNoLabel)
    labels.insert(field.scheme->label(*label).id);
  if (const auto* several = std::get_if<std::vector<LabelId>>(&value))
    for (const LabelId id : *several) labels.insert(field.scheme->label(id).id);
  return labels;
}

double number_at(const Rating& rating, std::optional<std::size_t> field) {
  const double* number = field ? std::get_if<double>(&rating.values[*field]) : nullptr;
  return number ? *number : NAN;
}

// Decided ones and, likeliest first, others; those not worth a line left out.
std::vector<Choice> choices_of(const RaterInfo& rater, const Rating& rating, std::size_t decision) {
  const RaterField& field = rater.fields[decision];
  std::set<std::string> decided = decided_labels(field, rating.values[decision]);
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < rater.fields.size(); ++i)
    if (is_probability(field, rater.fields[i])) {
      const std::string& label = rater.fields[i].scheme_field;
      choices.push_back({label, number_at(rating, i), decided.erase(label) > 0});
    }
  for (const std::string& label : decided)
    choices.push_back({label, number_at(rating, find_confidence(rater.fields, decision)), true});
  std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
    return a.decided != b.decided ? a.decided : a.probability > b.probability;
  });
  std::size_t shown = 0;
  std::erase_if(choices, [&](const Choice& choice) {
    const bool keep = choice.decided || (shown < kShown && choice.probability >= kLeast);
    shown += keep;
    return !keep;
  });
  return choices;
}

std::string padded(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, count_code_points(text)), ' ');
}

// "████▌": in eighths of a cell.
std::string bar(double share) {
  constexpr std::string_view kCells[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(std::clamp(share, 0., 1.) * kBar * kEighths));
  std::string cells;
  for (std::size_t i = 0; i < eighths / kEighths; ++i) cells += "█";
  return cells.append(kCells[eighths % kEighths]);
}

std::string choice_line(const std::string& title, const Choice& choice, std::size_t title_width,
                        std::size_t label_width, const Terminal& terminal) {
  const std::string name = (choice.decided ? "✓ " : "  ") + padded(choice.label, label_width);
  std::string line =
      "    " + padded(title, title_width) + "  " + (choice.decided ? terminal.paint(name, Style::bold) : name);
  if (!std::isnan(choice.probability))
    line += fmt::format("  {} {:3.0f} %", padded(bar(choice.probability), kBar), 100 * choice.probability);
  return line + "\n";
}

// "polarity", or "vad" of "vad.valence".
std::string scale_of(const RaterField& field) {
  return field.name.substr(0, field.name.find('.'));
}

struct Widths {
  std::size_t title = 9, label = 9;
};

Widths widths_of(const RaterInfo& rater) {
  Widths widths;
  for (const RaterField& field : rater.fields) {
    widths.title = std::max(widths.title, scale_of(field).size());
    if (is_decision(field))
      for (const Label& label : field.scheme->labels()) widths.label = std::max(widths.label, label.id.size());
  }
  return widths;
}

std::string decision_lines(const RaterInfo& rater, const Rating& rating, std::size_t decision, const Widths& widths,
                           const Terminal& terminal) {
  std::string text, title = rater.fields[decision].name;
  for (const Choice& choice : choices_of(rater, rating, decision)) {
    text += choice_line(title, choice, widths.title, widths.label, terminal);
    title.clear();
  }
  if (text.empty()) text = "    " + padded(title, widths.title) + "    none of its labels\n";
  return text;
}

// Whether the number stands for a label, or for how sure the rater is of one.
bool belongs_to_a_decision(const RaterInfo& rater, const RaterField& number) {
  return std::ranges::any_of(rater.fields, [&](const RaterField& field) {
    return is_decision(field) && number.name.starts_with(field.name + ".");
  });
}

// "vad      valence +0.62  arousal -0.10"
std::string number_line(const RaterInfo& rater, const Rating& rating, const std::string& scale, const Widths& widths) {
  std::string numbers;
  for (std::size_t i = 0; i < rater.fields.size(); ++i) {
    const RaterField& field = rater.fields[i];
    if (field.kind != Kind::number || scale_of(field) != scale) continue;
    const std::string name = field.name == scale ? "" : field.name.substr(scale.size() + 1) + " ";
    numbers += fmt::format("{}{}{:+.2f}", numbers.empty() ? "" : "  ", name, number_at(rating, i));
  }
  return "    " + padded(scale, widths.title) + "    " + numbers + "\n";
}

}  // namespace

bool wants_bars(const RaterInfo& rater) {
  std::set<std::string> schemes;
  bool has_probabilities = false;
  for (const RaterField& field : rater.fields) {
    if (field.scheme) schemes.insert(field.scheme->id());
    has_probabilities = has_probabilities ||
                        (is_decision(field) &&
                         std::ranges::any_of(rater.fields, [&](const auto& f) { return is_probability(field, f); }));
  }
  return has_probabilities && schemes.size() > 1;
}

std::string rating_as_bars(const RaterInfo& rater, const Rating& rating, const Terminal& terminal) {
  const Widths widths = widths_of(rater);
  std::string text;
  if (rating.status != Status::ok) text += fmt::format("    {}\n", status_name(rating.status));
  if (!has_values(rating.status)) return text;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < rater.fields.size(); ++i) {
    const RaterField& field = rater.fields[i];
    if (is_decision(field)) text += decision_lines(rater, rating, i, widths, terminal);
    if (field.kind == Kind::number && !belongs_to_a_decision(rater, field) && seen.insert(scale_of(field)).second)
      text += number_line(rater, rating, scale_of(field), widths);
    if (const auto* vector = std::get_if<std::vector<float>>(&rating.values[i]); vector && !vector->empty())
      text += fmt::format("    {}    {} numbers, first {:.3g} …\n", padded(field.name, widths.title), vector->size(),
                          vector->front());
  }
  return text;
}

}  // namespace openaffect
