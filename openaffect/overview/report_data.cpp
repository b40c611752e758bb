#include "openaffect/overview/report_data.h"

#include <algorithm>

#include "openaffect/overview/report_parts.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;
using Kind = RaterField::Kind;

// Counts of pairs, their number, and the share of equal ones.
ordered_json matrix_json(const RatedField& field, const LabelTally& counts) {
  const std::size_t width = field.labels.size();
  ordered_json rows = ordered_json::array();
  std::uint64_t all = 0, equal = 0;
  for (std::size_t i = 0; i < width; ++i) {
    ordered_json row = ordered_json::array();
    for (std::size_t j = 0; j < width; ++j) {
      const std::uint64_t count = counts.empty() ? 0 : counts[i * width + j];
      row.push_back(count);
      all += count;
      if (i == j) equal += count;
    }
    rows.push_back(std::move(row));
  }
  const double share = static_cast<double>(equal) / static_cast<double>(all);
  return {{"labels", label_ids(field)}, {"counts", std::move(rows)}, {"n", all}, {"equal", rounded(share)}};
}

ordered_json crosses_json(const RatedTable& table, const TallyPlan& plan, const Tally& tally) {
  ordered_json json = ordered_json::array();
  for (std::size_t i = 0; i < plan.crosses.size(); ++i) {
    const RatedField &a = table.fields[plan.crosses[i].first], &b = table.fields[plan.crosses[i].second];
    ordered_json cross = {{"rater", table.raters[a.rater].name},
                          {"field", a.name},
                          {"scheme", a.scheme},
                          {"rows_source", table.sources[a.source]},
                          {"columns_source", table.sources[b.source]}};
    cross.update(matrix_json(a, i < tally.crosses.size() ? tally.crosses[i] : LabelTally()));
    json.push_back(std::move(cross));
  }
  return json;
}

ordered_json agreement_json(const RatedTable& table, const TallyPlan& plan, const Tally& tally) {
  ordered_json json = ordered_json::array();
  const auto pair_of = [&](const TallyPlan::Pair& pair) -> ordered_json {
    const RatedField &a = table.fields[pair.first], &b = table.fields[pair.second];
    return {{"source", table.sources[a.source]}, {"raters", {table.raters[a.rater].name, table.raters[b.rater].name}}};
  };
  for (std::size_t i = 0; i < plan.agreements.size(); ++i) {
    const RatedField& field = table.fields[plan.agreements[i].first];
    ordered_json agreement = pair_of(plan.agreements[i]);
    agreement.update({{"kind", "label"}, {"scheme", field.scheme}});
    agreement.update(matrix_json(field, i < tally.agreements.size() ? tally.agreements[i] : LabelTally()));
    json.push_back(std::move(agreement));
  }
  for (std::size_t i = 0; i < plan.correlations.size(); ++i) {
    const PearsonMeter meter = i < tally.correlations.size() ? tally.correlations[i] : PearsonMeter();
    ordered_json agreement = pair_of(plan.correlations[i]);
    agreement.update(
        {{"kind", "number"},
         {"fields", {table.fields[plan.correlations[i].first].name, table.fields[plan.correlations[i].second].name}},
         {"n", meter.count()},
         {"pearson", rounded(meter.value())}});
    json.push_back(std::move(agreement));
  }
  return json;
}

ordered_json raters_json(const RatedTable& table) {
  ordered_json json = ordered_json::array();
  for (const RatedRater& rater : table.raters)
    json.push_back({{"name", rater.name},
                    {"kind", rater.kind},
                    {"version", rater.version},
                    {"licence", rater.licence},
                    {"licence_class", rater.licence_class},
                    {"languages", rater.languages},
                    {"source", rater.source},
                    {"schemes", rater.schemes}});
  return json;
}

ordered_json statuses_json(const RatedTable& table, const Tally& tally) {
  ordered_json json = ordered_json::array();
  for (std::size_t i = 0; i < tally.statuses.size(); ++i) {
    ordered_json counts = ordered_json::object();
    for (std::size_t status = 0; status < kStatusNames.size(); ++status)
      if (tally.statuses[i][status] > 0) counts[std::string(kStatusNames[status])] = tally.statuses[i][status];
    json.push_back({{"source", table.sources[i / table.raters.size()]},
                    {"rater", table.raters[i % table.raters.size()].name},
                    {"counts", std::move(counts)}});
  }
  return json;
}

// Shares of all sampled texts, those of undetermined language last.
ordered_json languages_json(const RatedTable& table, const ReportFacts& facts) {
  ordered_json json = ordered_json::array();
  for (const SourceLanguages& source : facts.languages) {
    const auto all = static_cast<double>(source.sample.size());
    ordered_json shares = ordered_json::array();
    for (const LanguageShare& share : source.sample.shares())
      shares.push_back({{"code", share.code},
                        {"name", language_name(share.code)},
                        {"share", rounded(static_cast<double>(share.texts) / all)}});
    if (source.sample.unknown() > 0)
      shares.push_back({{"code", kUndetermined},
                        {"name", "not recognised"},
                        {"share", rounded(static_cast<double>(source.sample.unknown()) / all)}});
    json.push_back({{"source", table.sources[source.source]}, {"sampled", source.sample.size()}, {"shares", shares}});
  }
  return json;
}

ordered_json limits_json(const RatedTable& table) {
  const auto has = [&](RaterKind kind) {
    return std::ranges::any_of(table.raters,
                               [&](const RatedRater& rater) { return rater.kind == rater_kind_name(kind); });
  };
  ordered_json limits = {"A rating says what a rater finds in the words. It does not say what a person felt."};
  limits.push_back(
      "Lexicons add up words: irony, quotation, and words that mean something else in a trade or a dialect mislead "
      "them.");
  if (has(RaterKind::model))
    limits.push_back(
        "A network's probabilities say how it judges texts like those it learned from; on texts of another kind it may "
        "be surer than it is right.");
  limits.push_back("A text in a language that a rater does not know is mostly called neutral.");
  limits.push_back("Quartiles are read off a histogram of 64 bins; the rows shown are a random sample of the table.");
  return limits;
}

}  // namespace

std::string report_data(const RatedTable& table, const TallyPlan& plan, const Tally& tally, const RowSample& sample,
                        const ShownRows& shown, const ReportFacts& facts) {
  ordered_json json = {{"version", 1},
                       {"title", facts.title},
                       {"generator", facts.generator},
                       {"made", facts.made},
                       {"rows", tally.rows},
                       {"bad_rows", facts.bad_rows},
                       {"inputs", {{{"path", facts.title}, {"sha256", facts.input_sha256}}}},
                       {"sources", table.sources},
                       {"raters", raters_json(table)},
                       {"rating_columns", table.fields.size()},
                       {"columns", columns_json(table, tally)}};
  json["statuses"] = statuses_json(table, tally);
  json["crosses"] = crosses_json(table, plan, tally);
  json["agreement"] = agreement_json(table, plan, tally);
  json["time"] = time_json(table, plan, tally, facts.date_column);
  json["languages"] = languages_json(table, facts);
  json["samples"] = {{"rows_of", tally.rows}, {"rows", samples_json(table, sample, shown)}};
  json["warnings"] = facts.warnings;
  json["limits"] = limits_json(table);
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace openaffect
