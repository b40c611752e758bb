#include "openaffect/cli/reading_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/reading_bars.h"
#include "openaffect/core/decisive.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

const std::string& label_text(const RaterField& field, LabelId id) {
  return field.scheme->label(id).id;
}

std::vector<std::string> label_texts(const RaterField& field, const RatingValue& value) {
  std::vector<std::string> texts;
  if (const auto* label = std::get_if<LabelId>(&value); label && *label != kNoLabel)
    texts.push_back(label_text(field, *label));
  if (const auto* labels = std::get_if<std::vector<LabelId>>(&value))
    for (const LabelId id : *labels) texts.push_back(label_text(field, id));
  return texts;
}

bool is_decision(const RaterField& field) {
  return field.kind == RaterField::Kind::label || field.kind == RaterField::Kind::labels;
}

std::vector<DecidedLabels> decisions_of(const RaterInfo& rater, const Rating& rating) {
  std::vector<DecidedLabels> decisions;
  for (std::size_t i = 0; i < rater.fields.size(); ++i)
    if (is_decision(rater.fields[i]))
      decisions.push_back({rater.fields[i].name, label_texts(rater.fields[i], rating.values[i])});
  return decisions;
}

// "positive": the decisions; "compound 0.8439": the numbers.
struct Cells {
  std::string decisions, numbers;
};

void add(std::string& text, const std::string& more) {
  text += (text.empty() ? "" : ", ") + more;
}

// "goemotions28: joy 0.61, love 0.2, … of 28"
std::string highest_of(std::vector<std::pair<double, std::string>> probabilities, const std::string& decision) {
  constexpr std::size_t kShown = 3;
  std::stable_sort(probabilities.begin(), probabilities.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, probabilities.size()); ++i)
    add(text, fmt::format("{} {:.2g}", probabilities[i].second, probabilities[i].first));
  if (probabilities.size() > kShown) text += fmt::format(", … of {}", probabilities.size());
  return decision + ": " + text;
}

std::string vector_text(const std::string& name, const std::vector<float>& numbers) {
  return fmt::format("{}  {} numbers, first {:.3g} …", name, numbers.size(), numbers.front());
}

// The decision of whose label or confidence the name speaks: position in RaterInfo::fields.
std::optional<std::size_t> decision_of(const RaterInfo& rater, std::string_view name) {
  for (std::size_t i = 0; i < rater.fields.size(); ++i)
    if (is_decision(rater.fields[i]) && name.starts_with(rater.fields[i].name + ".")) return i;
  return std::nullopt;
}

Cells cells_of(const RaterInfo& rater, const Rating& rating) {
  Cells cells;
  std::vector<std::vector<std::pair<double, std::string>>> probabilities(rater.fields.size());
  for (std::size_t i = 0; i < rater.fields.size(); ++i) {
    const RaterField& field = rater.fields[i];
    if (const auto* number = std::get_if<double>(&rating.values[i])) {
      const auto decision = decision_of(rater, field.name);
      if (!decision)
        add(cells.numbers, fmt::format("{} {:.4g}", field.name, *number));
      else if (find_confidence(rater.fields, *decision) != i && !std::isnan(*number))
        probabilities[*decision].emplace_back(*number, field.name.substr(rater.fields[*decision].name.size() + 1));
    }
    for (std::string decided : label_texts(field, rating.values[i])) {
      const auto sure = find_confidence(rater.fields, i);
      const double* confidence = sure ? std::get_if<double>(&rating.values[*sure]) : nullptr;
      if (confidence && !std::isnan(*confidence)) decided += fmt::format(" {:.2f}", *confidence);
      add(cells.decisions, decided);
    }
    if (const auto* vector = std::get_if<std::vector<float>>(&rating.values[i]); vector && !vector->empty())
      add(cells.numbers, vector_text(field.name, *vector));
  }
  for (std::size_t i = 0; i < probabilities.size(); ++i)
    if (!probabilities[i].empty()) add(cells.numbers, highest_of(std::move(probabilities[i]), rater.fields[i].name));
  if (rating.status != Status::ok)
    cells.decisions = std::string(status_name(rating.status)) + (cells.decisions.empty() ? "" : ": " + cells.decisions);
  return cells;
}

// How wide a text is in a terminal, roughly: code points.
std::size_t width(std::string_view text) {
  return count_code_points(text);
}

std::string padded(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, width(text)), ' ');
}

Style style_of(double weight) {
  return weight > 0 ? Style::green : weight < 0 ? Style::red : Style::yellow;
}

// What a rater's words weigh for what it decided, and how many weights there are for labels that it did not decide.
struct Explanation {
  std::vector<Evidence> decisive;
  std::size_t others = 0;
};

// In the order of the text; of a rater that weighs words for each of its labels field by field, the heaviest in front.
Explanation explanation_of(const RaterInfo& rater, const Rating& rating) {
  Explanation explanation;
  const std::vector<DecidedLabels> decisions = decisions_of(rater, rating);
  std::vector<std::string> fields;  // in the order in which they are spoken of
  bool is_for_labels = false;
  for (const Evidence& evidence : rating.evidence) {
    if (is_decisive(evidence.field, decisions))
      explanation.decisive.push_back(evidence);
    else
      ++explanation.others;
    if (std::find(fields.begin(), fields.end(), evidence.field) != fields.end()) continue;
    fields.push_back(evidence.field);
    is_for_labels = is_for_labels || decision_of(rater, evidence.field);
  }
  if (!is_for_labels && !wants_bars(rater)) return explanation;
  const auto place = [&](const Evidence& e) { return std::find(fields.begin(), fields.end(), e.field); };
  std::stable_sort(explanation.decisive.begin(), explanation.decisive.end(), [&](const Evidence& a, const Evidence& b) {
    return place(a) != place(b) ? place(a) < place(b) : std::abs(a.weight) > std::abs(b.weight);
  });
  return explanation;
}

// Weight of every code point, from the first rater that speaks of it, and of its fields the first.
std::vector<double> weights_of(const Reading& reading) {
  std::vector<double> weights(count_code_points(reading.text));
  for (std::size_t rater = 0; rater < reading.ratings.size(); ++rater)
    for (const Evidence& evidence : explanation_of(reading.raters[rater]->info(), reading.ratings[rater]).decisive)
      for (std::size_t i = evidence.start; i < std::min<std::size_t>(evidence.end, weights.size()); ++i)
        if (weights[i] == 0) weights[i] = evidence.weight;
  return weights;
}

std::string marked_text(const Reading& reading, const Terminal& terminal) {
  const std::vector<double> weights = weights_of(reading);
  std::string text, run;
  std::size_t at = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const CodePoint point = code_point_at(reading.text, at);
    const bool control = point.value < 0x20 || point.value == 0x7f;  // never sent to a terminal
    run += control ? std::string(" ") : reading.text.substr(at, point.bytes);
    at += point.bytes;
    if (i + 1 < weights.size() && weights[i + 1] == weights[i]) continue;
    text += weights[i] == 0 ? run : terminal.paint(run, style_of(weights[i]));
    run.clear();
  }
  return text;
}

std::string readings_table(const Reading& reading, const Terminal& terminal) {
  std::size_t name_width = 5, decision_width = 7;
  std::vector<Cells> rows;
  bool any = false;
  for (std::size_t i = 0; i < reading.raters.size(); ++i) {
    rows.emplace_back();
    if (wants_bars(reading.raters[i]->info())) continue;
    any = true;
    rows.back() = cells_of(reading.raters[i]->info(), reading.ratings[i]);
    name_width = std::max(name_width, reading.raters[i]->info().name.size());
    decision_width = std::max(decision_width, rows.back().decisions.size());
  }
  std::string text = terminal.paint(
      "  " + padded("rater", name_width) + "  " + padded("reading", decision_width) + "  numbers\n", Style::faint);
  if (!any) text.clear();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (!wants_bars(reading.raters[i]->info()))
      text += "  " + padded(reading.raters[i]->info().name, name_width) + "  " +
              terminal.paint(padded(rows[i].decisions, decision_width), Style::bold) + "  " + rows[i].numbers + "\n";
  return text;
}

// Below the table: raters that say more than a line holds.
std::string bars(const Reading& reading, const Terminal& terminal) {
  std::string text;
  for (std::size_t i = 0; i < reading.raters.size(); ++i) {
    const RaterInfo& rater = reading.raters[i]->info();
    if (!wants_bars(rater)) continue;
    text += (reading.raters.size() > 1 && (!text.empty() || i > 0) ? "\n  " : "  ") +
            terminal.paint(rater.name, Style::bold) + "\n" + rating_as_bars(rater, reading.ratings[i], terminal);
  }
  return text;
}

// "    goemotions28.joy  did +2.100, hard -0.411": of each of its fields the heaviest words.
std::string words_by_field(const std::string& rater, const Explanation& explanation, const Terminal& terminal) {
  constexpr std::size_t kShown = 3;
  std::string text, field;
  std::size_t width_of_field = 0, shown = 0;
  for (const Evidence& evidence : explanation.decisive)
    width_of_field = std::max(width_of_field, evidence.field.size());
  for (const Evidence& evidence : explanation.decisive) {
    if (evidence.field != field) {
      text += (text.empty() ? "    " : "\n    ") + padded(evidence.field, width_of_field) + " ";
      field = evidence.field;
      shown = 0;
    }
    if (shown++ >= kShown) continue;
    text += (shown == 1 ? " " : ", ") + to_valid_utf8(evidence.text) + " " +
            terminal.paint(fmt::format("{:+.3f}", evidence.weight), style_of(evidence.weight));
  }
  if (text.empty()) return "";
  return terminal.paint(fmt::format("  {}: the words that weigh most\n", rater), Style::faint) + text + "\n";
}

std::string words_table(const Reading& reading, const Terminal& terminal) {
  std::vector<Explanation> all;
  for (std::size_t i = 0; i < reading.ratings.size(); ++i)
    all.push_back(explanation_of(reading.raters[i]->info(), reading.ratings[i]));
  std::size_t word_width = 5;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!wants_bars(reading.raters[i]->info()))
      for (const Evidence& evidence : all[i].decisive) word_width = std::max(word_width, width(evidence.text));
  word_width = std::min<std::size_t>(word_width, 40);
  std::string text, by_field;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& name = reading.raters[i]->info().name;
    if (wants_bars(reading.raters[i]->info())) {
      by_field += words_by_field(name, all[i], terminal);
      continue;
    }
    for (const Evidence& evidence : all[i].decisive)
      text += "  " + padded(to_valid_utf8(evidence.text), word_width) + "  " +
              terminal.paint(fmt::format("{:+.3f}", evidence.weight), style_of(evidence.weight)) +
              fmt::format("  {} {}\n", name, evidence.field);
    if (all[i].others > 0)
      text += terminal.paint(fmt::format("  and {} {} for labels that {} did not choose: --json shows them\n",
                                         all[i].others, all[i].others == 1 ? "weight" : "weights", name),
                             Style::faint);
  }
  if (!text.empty()) text = terminal.paint("  " + padded("word", word_width) + "  weight\n", Style::faint) + text;
  return text + (text.empty() || by_field.empty() ? "" : "\n") + by_field;
}

ordered_json number_json(double value) {
  return std::isnan(value) ? ordered_json() : ordered_json(value);
}

// As label writes it to a file: decimals that read back as the same float32.
ordered_json vector_json(const std::vector<float>& numbers) {
  ordered_json json = ordered_json::array();
  for (const float number : numbers)
    json.push_back(std::isfinite(number) ? ordered_json(std::stod(fmt::format("{}", number))) : ordered_json());
  return json;
}

ordered_json rating_json(const RaterInfo& rater, const Rating& rating) {
  ordered_json json = ordered_json::object();
  for (std::size_t i = 0; i < rater.fields.size(); ++i) {
    const RaterField& field = rater.fields[i];
    ordered_json& cell = json[field.name];
    if (const auto* number = std::get_if<double>(&rating.values[i])) cell = number_json(*number);
    if (const auto* label = std::get_if<LabelId>(&rating.values[i]); label && *label != kNoLabel)
      cell = label_text(field, *label);
    if (std::holds_alternative<std::vector<LabelId>>(rating.values[i])) cell = label_texts(field, rating.values[i]);
    if (const auto* vector = std::get_if<std::vector<float>>(&rating.values[i]); vector && !vector->empty())
      cell = vector_json(*vector);
  }
  json["status"] = status_name(rating.status);
  json["evidence"] = ordered_json::array();
  for (const Evidence& e : rating.evidence)
    json["evidence"].push_back(
        {{"start", e.start}, {"end", e.end}, {"text", e.text}, {"field", e.field}, {"weight", e.weight}});
  return json;
}

}  // namespace

std::string reading_as_table(const Reading& reading, const Terminal& terminal) {
  const std::string words = words_table(reading, terminal);
  return "\n  " + marked_text(reading, terminal) + "\n\n" + readings_table(reading, terminal) +
         bars(reading, terminal) + (words.empty() ? "" : "\n" + words) + "\n";
}

std::string reading_as_json(const Reading& reading) {
  ordered_json json = {{"text", reading.text}, {"readings", ordered_json::object()}};
  for (std::size_t i = 0; i < reading.raters.size(); ++i)
    json["readings"][reading.raters[i]->info().name] = rating_json(reading.raters[i]->info(), reading.ratings[i]);
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace openaffect
