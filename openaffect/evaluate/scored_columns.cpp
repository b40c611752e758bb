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

// A column for every label, under the first prefix that has them all; none else.
std::vector<std::string> label_columns(const TableColumns& table, const std::vector<std::string>& labels,
                                       const std::vector<std::string>& prefixes) {
  for (const std::string& prefix : prefixes) {
    std::vector<std::string> columns;
    for (const std::string& label : labels)
      if (table.find(prefix + label)) columns.push_back(prefix + label);
    if (columns.size() == labels.size()) return columns;
  }
  return {};
}

// What stands behind `prefix` in the names of columns, sorted; how sure a rater is of its decision is no label.
std::vector<std::string> named_labels(const TableColumns& table, std::string_view prefix) {
  std::vector<std::string> labels;
  for (const ColumnInfo& column : table.columns())
    if (column.name.starts_with(prefix) && column.name.size() > prefix.size() &&
        column.name.substr(prefix.size()) != "confidence")
      labels.push_back(column.name.substr(prefix.size()));
  std::ranges::sort(labels);
  return labels;
}

// Of a scheme with labels.
void find_scheme_probabilities(const TableColumns& predicted, const TableColumns& gold, bool same, const Scheme& scheme,
                               ScoredField& field) {
  for (const Label& label : scheme.labels()) field.column_labels.push_back(label.id);
  field.probabilities =
      label_columns(predicted, field.column_labels, {field.predicted + ".", scheme.id() + ".", "probability."});
  for (const std::string& prefix : {std::string("share."), scheme.id() + "."}) {
    field.shares = label_columns(gold, field.column_labels, {prefix});
    if (same && field.shares == field.probabilities) field.shares.clear();
    field.share_prefix = prefix;
    if (!field.shares.empty()) return;
  }
}

void find_probabilities(const TableColumns& predicted, const TableColumns& gold, bool same, const Scheme* scheme,
                        ScoredField& field) {
  if (predicted.find("log_probabilities")) field.log_probabilities = "log_probabilities";
  if (scheme && !scheme->fields().empty()) return;
  if (scheme) return find_scheme_probabilities(predicted, gold, same, *scheme, field);
  for (const std::string& prefix : {field.predicted + ".", std::string("probability.")}) {
    field.column_labels = named_labels(predicted, prefix);
    field.probabilities = label_columns(predicted, field.column_labels, {prefix});
    if (!field.probabilities.empty()) break;
  }
  field.share_prefix = "share.";
  for (const std::string& label : named_labels(gold, "share.")) {
    field.shares.push_back("share." + label);
    if (!std::ranges::binary_search(field.column_labels, label)) return field.shares.clear();
  }
}

// Fields of the scheme, each with the names under which its columns are looked for.
struct Wanted {
  std::string field;
  std::vector<std::string> gold, predicted;
};

std::vector<Wanted> wanted_fields(const Scheme* scheme, std::optional<TaskKind> kind) {
  if (!scheme && kind == TaskKind::texts)
    return {
        {"", {"gold", "reference", "label"}, {"prediction", "predicted", "hypothesis", "reply", "answer", "label"}}};
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

// The rater's field that the column named by the user is; null when it is none.
const RatedField* field_of_column(const RatedTable* rated, const std::string& column) {
  if (!rated || column.empty()) return nullptr;
  const auto found =
      std::ranges::find_if(rated->fields, [&](const RatedField& field) { return rated->column(field) == column; });
  return found == rated->fields.end() ? nullptr : &*found;
}

std::string system_of(const RatedTable& rated, std::size_t source, std::size_t rater) {
  return (rated.sources.size() > 1 ? rated.sources[source] + "." : "") + rated.raters[rater].name;
}

// What a labelled table says of the predictions; empty of other tables.
struct Chosen {
  std::optional<Reading> reading = {};  // nullopt: the user named the column
  std::string source = {}, system = {}, only_field = {};
  std::shared_ptr<const Scheme> scheme = nullptr;
};

Result<Chosen> choose_predictions(const TableColumns& predicted, const RatedTable* rated, const TableColumns& gold,
                                  const PairingOptions& options) {
  Chosen chosen;
  const RatedField* named = field_of_column(rated, options.prediction_column);
  if (!rated || (!named && !options.prediction_column.empty())) return chosen;
  std::string scheme;
  if (named) {
    chosen = {.source = rated->sources[named->source], .system = system_of(*rated, named->source, named->rater)};
    chosen.only_field = named->scheme_field;
    scheme = named->scheme;
  } else {
    OA_TRY(reading, choose_reading(*rated, predicted, gold, options));
    chosen = {.reading = reading, .source = rated->sources[reading.source]};
    chosen.system = system_of(*rated, reading.source, reading.rater);
    scheme = reading.scheme;
  }
  const auto opened = open_scheme(scheme);
  const bool own = !opened;  // a scheme of the rater's own: labels are those that occur
  if (own || (named && named->kind == RaterField::Kind::number && (*opened)->fields().empty()))
    chosen.only_field.clear();  // a label's probability is a number like any other, and no answer by the scheme
  else
    chosen.scheme = *opened;
  return chosen;
}

// The scheme's fields of which the user's columns speak.
Result<std::vector<Wanted>> fields_asked_for(const Scheme* scheme, const Chosen& chosen, const TableColumns& gold,
                                             const PairingOptions& options) {
  std::vector<Wanted> all = wanted_fields(scheme, options.kind);
  if (!chosen.only_field.empty())
    std::erase_if(all, [&](const Wanted& wanted) { return wanted.field != chosen.only_field; });
  if (options.gold_column.empty() || all.size() == 1) return all;
  if (!options.prediction_column.empty()) return std::vector<Wanted>{{}};  // one pair, whatever it is called
  std::vector<std::string> names;
  for (const Wanted& wanted : all) {
    if (std::ranges::find(wanted.gold, options.gold_column) != wanted.gold.end()) return std::vector<Wanted>{wanted};
    names.push_back(wanted.field);
  }
  return undecided(gold, fmt::format("column {} is gold of one of several fields", options.gold_column),
                   "--prediction-column", names);
}

bool has_shares(const ScoredField& field) {
  return !field.shares.empty() && !field.probabilities.empty();
}

}  // namespace

Result<ScoredColumns> choose_columns(const TableColumns& predicted, const RatedTable* rated, const TableColumns& gold,
                                     bool same, const PairingOptions& options) {
  OA_TRY(chosen, choose_predictions(predicted, rated, gold, options));
  ScoredColumns columns{chosen.system, chosen.source, options.scheme ? options.scheme : chosen.scheme, {}};
  if (options.own_names)
    columns.system = predicted.path();
  else if (columns.system.empty())
    columns.system = std::filesystem::path(predicted.path()).stem().string();
  std::set<std::string> taken;  // columns that cannot be gold
  if (same && rated)
    for (const RatedField& field : rated->fields) taken.insert(rated->column(field));
  OA_TRY(all, fields_asked_for(columns.scheme.get(), chosen, gold, options));
  for (const Wanted& wanted : all) {
    ScoredField field{.field = wanted.field, .gold = options.gold_column, .predicted = options.prediction_column};
    if (field.gold.empty()) field.gold = first_of(gold, wanted.gold, taken);
    if (same) taken.insert(field.gold);
    if (chosen.reading)
      field.predicted = rated_field(*rated, *chosen.reading, wanted.field).predicted;
    else if (field.predicted.empty())
      field.predicted = plain_prediction(predicted, wanted.predicted, taken);
    find_probabilities(predicted, gold, same, columns.scheme.get(), field);
    if (!field.gold.empty() || has_shares(field)) columns.fields.push_back(std::move(field));
  }
  if (columns.fields.empty()) return undecided(gold, "no column of gold", "--gold-column", gold.names());
  const auto is_silent = [](const ScoredField& field) { return field.predicted.empty() && !has_shares(field); };
  if (std::ranges::all_of(columns.fields, is_silent))
    return undecided(predicted, "no column of predictions", "--prediction-column", predicted.names());
  return columns;
}

}  // namespace openaffect
