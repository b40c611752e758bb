#include "openaffect/report/result_text.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/names.h"
#include "openaffect/report/result_grid.h"

namespace openaffect {
namespace {

using Json = nlohmann::ordered_json;

Json number_json(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json text_json(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

void put_interval(Json& json, const std::optional<ResultInterval>& interval) {
  for (const char* field : {"ci", "ci_method", "resamples", "seed"}) json[field] = nullptr;
  if (!interval) return;
  json["ci"] = {number_json(interval->low), number_json(interval->high)};
  json["ci_method"] = interval->method;
  if (interval->resamples == 0) return;
  json["resamples"] = interval->resamples;
  json["seed"] = interval->seed;
  if (interval->undefined > 0) json["undefined"] = interval->undefined;
  if (!interval->note.empty()) json["ci_note"] = interval->note;
}

Json parts_json(const std::vector<ResultPart>& parts) {
  Json json = Json::object();
  for (const ResultPart& part : parts) {
    Json entry = {{"value", number_json(part.value)}, {"reason", text_json(part.reason)}};
    if (part.interval) put_interval(entry, part.interval);
    if (part.n) entry["n"] = *part.n;
    json[part.name] = std::move(entry);
  }
  return json;
}

void put_benchmark(Json& json, const ResultRow& row) {
  if (!row.part.empty()) json["part"] = row.part;
  if (row.published) {
    json["published"] = number_json(*row.published);
    json["published_difference"] = number_json(row.value - *row.published);
  }
  if (row.answers)
    json["answers"] = {{"ok", row.answers->ok},
                       {"out_of_range", row.answers->out_of_range},
                       {"no_number", row.answers->no_number},
                       {"no_answer", row.answers->no_answer}};
}

Json row_json(const ResultRow& row) {
  Json json = {{"system", text_json(row.system)},
               {"against", text_json(row.against)},
               {"task", text_json(row.task)},
               {"label", text_json(row.label)},
               {"metric", row.metric},
               {"level", text_json(row.level)},
               {"value", number_json(row.value)},
               {"reason", text_json(row.reason)}};
  put_interval(json, row.interval);
  json["n_items"] = row.n_items;
  json["n_ratings"] = row.n_ratings;
  json["per_label"] = row.per_label.empty() ? Json(nullptr) : parts_json(row.per_label);
  json["per_rater"] = row.per_rater.empty() ? Json(nullptr) : parts_json(row.per_rater);
  if (row.test)
    json.update(Json{{"difference", number_json(row.test->difference)},
                     {"p", number_json(row.test->p)},
                     {"p_adjusted", number_json(row.test->p_adjusted)},
                     {"family", row.test->family},
                     {"test", row.test->name}});
  put_benchmark(json, row);
  if (!row.note.empty()) json["note"] = row.note;
  return json;
}

std::string as_json(std::span<const ResultRow> rows) {
  Json list = Json::array();
  for (const ResultRow& row : rows) list.push_back(row_json(row));
  return Json{{"results", std::move(list)}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::size_t width_of(std::string_view text) {  // code points: near enough for names and numbers
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width - std::min(width, width_of(text)), ' ');
  return right ? space + text : text + space;
}

std::string as_table(const ResultGrid& grid) {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < grid.columns.size(); ++column) {
    widths.push_back(width_of(grid.columns[column].title));
    for (const auto& row : grid.rows) widths.back() = std::max(widths.back(), width_of(row[column]));
  }
  const auto line = [&](const auto& cell) {
    std::string text;
    for (std::size_t column = 0; column < widths.size(); ++column)
      text += (column ? "  " : "") + padded(cell(column), widths[column], grid.columns[column].number);
    return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  };
  std::string text = grid.title.empty() ? "" : grid.title + "\n";
  if (!grid.columns.empty()) text += line([&](std::size_t column) { return grid.columns[column].title; });
  for (const auto& row : grid.rows) text += line([&](std::size_t column) { return row[column]; });
  for (const std::string& note : grid.notes) text += note + "\n";
  return text;
}

std::string replaced(std::string_view text, std::span<const std::pair<char, std::string_view>> by) {
  std::string out;
  for (const char byte : text) {
    const auto found = std::ranges::find(by, byte, &std::pair<char, std::string_view>::first);
    if (found == by.end())
      out += byte;
    else
      out += found->second;
  }
  return out;
}

std::string markdown_cell(std::string_view text) {
  static constexpr std::pair<char, std::string_view> kEscapes[] = {{'|', "\\|"}, {'\\', "\\\\"}, {'*', "\\*"},
                                                                   {'_', "\\_"}, {'<', "&lt;"},  {'&', "&amp;"},
                                                                   {'`', "\\`"}, {'\n', " "}};
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  return (indent ? "&ensp;" : "") + replaced(text.substr(indent), kEscapes);
}

std::string as_markdown(const ResultGrid& grid) {
  std::string head = "|", rule = "|", body;
  for (const auto& column : grid.columns) {
    head += " " + column.title + " |";
    rule += column.number ? "---:|" : "---|";
  }
  for (const auto& row : grid.rows) {
    body += "|";
    for (const std::string& cell : row) body += " " + markdown_cell(cell) + " |";
    body += "\n";
  }
  std::string text = grid.title.empty() ? "" : "**" + markdown_cell(grid.title) + "**\n\n";
  if (!grid.columns.empty()) text += head + "\n" + rule + "\n" + body;
  for (std::size_t i = 0; i < grid.notes.size(); ++i)
    text += (i == 0 && !grid.columns.empty() ? "\n- " : "- ") + markdown_cell(grid.notes[i]) + "\n";
  return text;
}

std::string latex_cell(std::string_view text) {
  static constexpr std::pair<char, std::string_view> kEscapes[] = {{'&', "\\&"},
                                                                   {'%', "\\%"},
                                                                   {'$', "\\$"},
                                                                   {'#', "\\#"},
                                                                   {'_', "\\_"},
                                                                   {'{', "\\{"},
                                                                   {'}', "\\}"},
                                                                   {'~', "\\textasciitilde{}"},
                                                                   {'^', "\\textasciicircum{}"},
                                                                   {'\\', "\\textbackslash{}"},
                                                                   {'<', "\\textless{}"},
                                                                   {'\n', " "}};
  const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
  return (indent ? "\\quad " : "") + replaced(text.substr(indent), kEscapes);
}

std::string as_latex(const ResultGrid& grid) {
  const auto line = [&](const auto& cell) {
    std::string text;
    for (std::size_t column = 0; column < grid.columns.size(); ++column)
      text += (column ? " & " : "  ") + latex_cell(cell(column));
    return text + " \\\\\n";
  };
  const auto comment = [](std::string_view words) {
    std::string text = "% " + std::string(words);
    std::ranges::replace_if(
        text, [](char byte) { return byte == '\n' || byte == '\r'; }, ' ');
    return text + "\n";
  };
  std::string notes;
  for (const std::string& note : grid.notes) notes += comment(note);
  std::string text = grid.title.empty() ? "" : comment(grid.title);
  if (grid.columns.empty()) return text + notes;
  text += "\\begin{tabular}{";
  for (const auto& column : grid.columns) text += column.number ? 'r' : 'l';
  text += "}\n  \\toprule\n" + line([&](std::size_t column) { return grid.columns[column].title; }) + "  \\midrule\n";
  for (const auto& row : grid.rows) text += line([&](std::size_t column) { return row[column]; });
  return text + "  \\bottomrule\n\\end{tabular}\n" + notes;
}

constexpr std::pair<std::string_view, std::string_view> kReasons[] = {
    {"absent", "no predictions were given for this task"},
    {"constant", "there is only one value, or one side has only one"},
    {"needs_rater_names", "the ratings do not say who gave them"},
    {"negative_value", "a ratio scale has nothing below 0"},
    {"no_probabilities", "the answers come without probabilities"},
    {"no_complete_units", "no unit was rated by every rater"},
    {"no_raters", "the ratings do not say who gave them"},
    {"no_ratings", "there is no rating"},
    {"no_support", "nobody gave this label"},
    {"not_for_level", "it means nothing at this level of measurement"},
    {"not_rated", "the system does not say this"},
    {"not_two_raters", "there are more than two raters"},
    {"one_rater", "there is only one rater"},
    {"too_few", "too few items that can be used"},
    {"undefined_difference", "one of the two figures is undefined"},
};

// "\nno_support: nobody gave this label, …" for each reason of a row or a part.
std::string reasons_below(std::span<const ResultRow> rows) {
  std::set<std::string> reasons;
  for (const ResultRow& row : rows) {
    reasons.insert(row.reason);
    for (const auto* parts : {&row.per_label, &row.per_rater})
      for (const ResultPart& part : *parts)
        if (std::isnan(part.value)) reasons.insert(part.reason);
  }
  std::string text;
  for (const std::string& reason : reasons)
    if (const std::string_view words = reason_in_words(reason); words != reason)
      text += fmt::format("{}{}: {}\n", text.empty() ? "\n" : "", reason, words);
  return text;
}

}  // namespace

Result<ResultFormat> result_format_of_name(std::string_view name) {
  const std::vector<std::string> names = {"table", "json", "markdown", "latex"};
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<ResultFormat>(found - names.begin());
  return Error{ErrorKind::unknown, unknown_name_message("format", name, names)};
}

std::string render_grid(const ResultGrid& grid, ResultFormat format) {
  switch (format) {
    case ResultFormat::table:
      return as_table(grid);
    case ResultFormat::json:
      return "";
    case ResultFormat::markdown:
      return as_markdown(grid);
    case ResultFormat::latex:
      return as_latex(grid);
  }
  throw ContractError("render_grid: no such format");
}

std::string render_results(std::span<const ResultRow> rows, ResultFormat format) {
  if (format == ResultFormat::json) return as_json(rows);
  std::vector<ResultRow> figures, tests;
  for (const ResultRow& row : rows) (row.test ? tests : figures).push_back(row);
  std::string text;
  if (!figures.empty() || tests.empty()) text += render_grid(result_grid(figures), format);
  if (!tests.empty()) text += (text.empty() ? "" : "\n") + render_grid(result_grid(tests), format);
  return format == ResultFormat::table ? text + reasons_below(rows) : text;
}

std::string_view reason_in_words(std::string_view reason) {
  const auto* found = std::ranges::find(kReasons, reason, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kReasons) ? reason : found->second;
}

}  // namespace openaffect
