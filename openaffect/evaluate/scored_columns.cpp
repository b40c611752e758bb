#include "openaffect/evaluate/scored_columns.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

Error undecided(const TableColumns& table, const std::string& what, const std::string& flag,
                const std::vector<std::string>& candidates) {
  return Error{ErrorKind::unknown,
               fmt::format("{}; say which with {}: {}", what, flag, fmt::join(candidates, ", ")),
               {table.path(), {}, "", {}}};
}

// The first of `wanted` that the table has; "" when it has none.
std::string first_of(const TableColumns& table, const std::vector<std::string>& wanted,
                     const std::set<std::string>& taken) {
  for (const std::string& name : wanted)
    if (table.find(name) && !taken.contains(name)) return name;
  return "";
}

std::vector<std::string> field_names(const Scheme& scheme, const NumberField& field) {
  return {scheme.id() + "." + field.id, field.id, scheme.id()};
}

// The reading of a labelled table that is scored: who rated which source by which scheme.
struct Reading {
  std::size_t source = 0, rater = 0;
  std::string scheme;
  auto operator<=>(const Reading&) const = default;
};

std::string reading_name(const RatedTable& rated, const Reading& reading) {
  return rated.prefix(reading.source, reading.rater) + reading.scheme;
}

Result<Reading> choose_reading(const RatedTable& rated, const TableColumns& table, const TableColumns& gold,
                               const PairingOptions& options) {
  std::set<Reading> readings;
  for (const RatedField& field : rated.fields) {
    if (options.scheme && field.scheme != options.scheme->id()) continue;
    if (!options.rater.empty() && rated.raters[field.rater].name != options.rater) continue;
    if (!options.source.empty() && rated.sources[field.source] != options.source) continue;
    readings.insert({field.source, field.rater, field.scheme});
  }
  if (!options.scheme) {  // gold columns named as a scheme decide
    const auto has_gold = [&](const Reading& reading) {
      return std::ranges::any_of(gold.columns(), [&](const ColumnInfo& column) {
        return column.name == reading.scheme || column.name.starts_with(reading.scheme + ".");
      });
    };
    if (std::ranges::any_of(readings, has_gold)) std::erase_if(readings, std::not_fn(has_gold));
  }
  std::vector<std::string> names;
  for (const Reading& reading : readings) names.push_back(reading_name(rated, reading));
  if (readings.size() == 1) return *readings.begin();
  return undecided(table, readings.empty() ? "no rater of this table says what is asked for" : "several predictions",
                   "--rater, --source, --scheme or --prediction-column", readings.empty() ? table.names() : names);
}

ScoredField rated_field(const RatedTable& rated, const Reading& reading, const std::string& field) {
  ScoredField scored{.field = field, .gold = "", .predicted = ""};
  for (const RatedField& candidate : rated.fields)
    if (candidate.source == reading.source && candidate.rater == reading.rater && candidate.scheme == reading.scheme &&
        (field.empty() ? candidate.kind != RaterField::Kind::number : candidate.scheme_field == field))
      scored.predicted = rated.column(candidate);
  return scored;
}

std::string plain_prediction(const TableColumns& table, const std::vector<std::string>& names,
                             const std::set<std::string>& taken) {
  std::string found = first_of(table, names, taken);
  if (!found.empty()) return found;
  for (const ColumnInfo& column : table.columns())  // title.text.vad.valence, of a table whose metadata is gone
    if (!taken.contains(column.name) && column.name.ends_with("." + names.front())) {
      if (!found.empty()) return "";
      found = column.name;
    }
  return found;
}

void find_probabilities(const TableColumns& table, const Scheme& scheme, ScoredField& field) {
  const std::string stem = field.predicted.ends_with("." + scheme.id()) ? field.predicted : scheme.id();
  for (const std::string& prefix : {stem + ".", std::string("probability.")}) {
    std::vector<std::string> columns;
    for (const Label& label : scheme.labels())
      if (table.find(prefix + label.id)) columns.push_back(prefix + label.id);
    if (columns.size() == scheme.labels().size()) {
      field.probabilities = columns;
      return;
    }
  }
}

// Fields of the scheme, each with the names under which its columns are looked for.
struct Wanted {
  std::string field;
  std::vector<std::string> gold, predicted;
};

std::vector<Wanted> wanted_fields(const Scheme* scheme) {
  if (!scheme || scheme->fields().empty()) {
    Wanted wanted{"", {"label", "gold"}, {"prediction", "predicted", "label"}};
    if (scheme) wanted.gold.insert(wanted.gold.begin(), scheme->id());
    if (scheme) wanted.predicted.insert(wanted.predicted.begin(), scheme->id());
    return {wanted};
  }
  std::vector<Wanted> all;
  for (const NumberField& field : scheme->fields()) {
    Wanted wanted{field.id, field_names(*scheme, field), field_names(*scheme, field)};
    if (scheme->fields().size() > 1)
      wanted.gold.pop_back(), wanted.predicted.pop_back();
    else
      wanted.gold.insert(wanted.gold.end(), {"label", "gold"}),
          wanted.predicted.insert(wanted.predicted.end(), {"prediction", "predicted"});
    all.push_back(wanted);
  }
  return all;
}

Result<ScoredColumns> explicit_columns(const TableColumns& predicted, const PairingOptions& options) {
  ScoredField field{.field = "", .gold = options.gold_column, .predicted = options.prediction_column};
  if (options.scheme && !options.scheme->labels().empty()) find_probabilities(predicted, *options.scheme, field);
  return ScoredColumns{std::filesystem::path(predicted.path()).stem().string(), "", options.scheme, {field}};
}

}  // namespace

Result<ScoredColumns> choose_columns(const TableColumns& predicted, const RatedTable* rated, const TableColumns& gold,
                                     bool same, const PairingOptions& options) {
  if (!options.gold_column.empty() && !options.prediction_column.empty()) return explicit_columns(predicted, options);
  ScoredColumns columns{std::filesystem::path(predicted.path()).stem().string(), "", options.scheme, {}};
  std::set<std::string> taken;  // columns that cannot be gold
  if (same && rated)
    for (const RatedField& field : rated->fields) taken.insert(rated->column(field));
  std::optional<Reading> reading;
  if (rated && options.prediction_column.empty()) {
    OA_TRY(chosen, choose_reading(*rated, predicted, gold, options));
    reading = chosen;
    columns.source = rated->sources[chosen.source];
    columns.system = (rated->sources.size() > 1 ? columns.source + "." : "") + rated->raters[chosen.rater].name;
    OA_TRY(scheme, open_scheme(chosen.scheme));
    if (!columns.scheme) columns.scheme = scheme;
  }
  for (const Wanted& wanted : wanted_fields(columns.scheme.get())) {
    ScoredField field{.field = wanted.field, .gold = options.gold_column, .predicted = options.prediction_column};
    if (field.gold.empty()) field.gold = first_of(gold, wanted.gold, taken);
    if (field.gold.empty()) continue;
    if (same) taken.insert(field.gold);
    if (reading)
      field.predicted = rated_field(*rated, *reading, wanted.field).predicted;
    else if (field.predicted.empty())
      field.predicted = plain_prediction(predicted, wanted.predicted, taken);
    if (columns.scheme && !columns.scheme->labels().empty()) find_probabilities(predicted, *columns.scheme, field);
    columns.fields.push_back(std::move(field));
  }
  if (columns.fields.empty()) return undecided(gold, "no column of gold", "--gold-column", gold.names());
  if (std::ranges::all_of(columns.fields, [](const ScoredField& field) { return field.predicted.empty(); }))
    return undecided(predicted, "no column of predictions", "--prediction-column", predicted.names());
  return columns;
}

}  // namespace openaffect
