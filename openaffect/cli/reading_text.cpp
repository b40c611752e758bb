#include "openaffect/cli/reading_text.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

// A label's id, or "" for null.
std::string label_text(const RaterField& field, LabelId id) {
  return id == kNoLabel ? "" : field.scheme->label(id).id;
}

// "positive": the decisions; "compound 0.8439": the numbers.
struct Cells {
  std::string decisions, numbers;
};

Cells cells_of(const RaterInfo& rater, const Rating& rating) {
  Cells cells;
  const auto add = [](std::string& text, const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  for (std::size_t i = 0; i < rater.fields.size(); ++i) {
    const RaterField& field = rater.fields[i];
    if (const auto* number = std::get_if<double>(&rating.values[i]))
      add(cells.numbers, fmt::format("{} {:.4g}", field.name, *number));
    if (const auto* label = std::get_if<LabelId>(&rating.values[i])) add(cells.decisions, label_text(field, *label));
    if (const auto* labels = std::get_if<std::vector<LabelId>>(&rating.values[i]))
      for (LabelId id : *labels) add(cells.decisions, label_text(field, id));
  }
  if (rating.status != Status::ok) cells.decisions = status_name(rating.status);
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

// Weight of every code point, from the first rater that speaks of it.
std::vector<double> weights_of(const Reading& reading) {
  std::vector<double> weights(count_code_points(reading.text));
  for (const Rating& rating : reading.ratings)
    for (const Evidence& evidence : rating.evidence)
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
  for (std::size_t i = 0; i < reading.raters.size(); ++i) {
    rows.push_back(cells_of(reading.raters[i]->info(), reading.ratings[i]));
    name_width = std::max(name_width, reading.raters[i]->info().name.size());
    decision_width = std::max(decision_width, rows.back().decisions.size());
  }
  std::string text = terminal.paint(
      "  " + padded("rater", name_width) + "  " + padded("reading", decision_width) + "  numbers\n", Style::faint);
  for (std::size_t i = 0; i < rows.size(); ++i)
    text += "  " + padded(reading.raters[i]->info().name, name_width) + "  " +
            terminal.paint(padded(rows[i].decisions, decision_width), Style::bold) + "  " + rows[i].numbers + "\n";
  return text;
}

std::string words_table(const Reading& reading, const Terminal& terminal) {
  std::size_t word_width = 5;
  for (const Rating& rating : reading.ratings)
    for (const Evidence& evidence : rating.evidence) word_width = std::max(word_width, width(evidence.text));
  word_width = std::min<std::size_t>(word_width, 40);
  std::string text;
  for (std::size_t i = 0; i < reading.ratings.size(); ++i)
    for (const Evidence& evidence : reading.ratings[i].evidence)
      text += "  " + padded(to_valid_utf8(evidence.text), word_width) + "  " +
              terminal.paint(fmt::format("{:+.3f}", evidence.weight), style_of(evidence.weight)) +
              fmt::format("  {} {}\n", reading.raters[i]->info().name, evidence.field);
  if (text.empty()) return "";
  return terminal.paint("  " + padded("word", word_width) + "  weight\n", Style::faint) + text;
}

ordered_json number_json(double value) {
  return std::isnan(value) ? ordered_json() : ordered_json(value);
}

ordered_json rating_json(const RaterInfo& rater, const Rating& rating) {
  ordered_json json = ordered_json::object();
  for (std::size_t i = 0; i < rater.fields.size(); ++i) {
    const RaterField& field = rater.fields[i];
    ordered_json& cell = json[field.name];
    if (const auto* number = std::get_if<double>(&rating.values[i])) cell = number_json(*number);
    if (const auto* label = std::get_if<LabelId>(&rating.values[i]); label && *label != kNoLabel)
      cell = label_text(field, *label);
    if (const auto* labels = std::get_if<std::vector<LabelId>>(&rating.values[i])) {
      cell = ordered_json::array();
      for (LabelId id : *labels) cell.push_back(label_text(field, id));
    }
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
         (words.empty() ? "" : "\n" + words) + "\n";
}

std::string reading_as_json(const Reading& reading) {
  ordered_json json = {{"text", reading.text}, {"readings", ordered_json::object()}};
  for (std::size_t i = 0; i < reading.raters.size(); ++i)
    json["readings"][reading.raters[i]->info().name] = rating_json(reading.raters[i]->info(), reading.ratings[i]);
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace openaffect
