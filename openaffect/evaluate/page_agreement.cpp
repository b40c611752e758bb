#include "openaffect/evaluate/page_agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

constexpr std::size_t kMatrixRaters = 100;
constexpr std::size_t kTiedShown = 200;

struct PairMeasure {
  const char* metric;
  ValueOrReason RaterPair::*value;
};
constexpr PairMeasure kPairMeasures[] = {
    {"cohen_kappa", &RaterPair::cohen_kappa},
    {"cohen_kappa_quadratic", &RaterPair::cohen_kappa_quadratic},
    {"ccc", &RaterPair::ccc},
    {"pearson", &RaterPair::pearson},
    {"spearman", &RaterPair::spearman},
    {"percent_agreement", &RaterPair::percent_agreement},
};

PageJson measure_json(const PairMeasure& measure, std::size_t raters, std::span<const RaterPair> pairs) {
  std::vector<std::vector<PageJson>> values(raters, std::vector<PageJson>(raters));
  std::vector<std::vector<std::size_t>> n(raters, std::vector<std::size_t>(raters));
  PageJson reasons = PageJson::object();
  for (const RaterPair& pair : pairs) {
    if (pair.first >= raters || pair.second >= raters) continue;
    const ValueOrReason& value = pair.*measure.value;
    values[pair.first][pair.second] = values[pair.second][pair.first] = page_number(value.value);
    n[pair.first][pair.second] = n[pair.second][pair.first] = pair.n_units;
    if (!value.reason.empty()) reasons[std::to_string(pair.first) + "," + std::to_string(pair.second)] = value.reason;
  }
  return {{"metric", measure.metric}, {"values", values}, {"n", n}, {"reasons", reasons}};
}

PageJson value_json(const AgreementStudy& study, double value) {
  const Ratings& ratings = study.table.ratings;
  const auto place = static_cast<std::size_t>(value);
  switch (study.table.level) {
    case MeasurementLevel::nominal:
    case MeasurementLevel::ordinal:
      return place < ratings.categories.size() ? PageJson(ratings.categories[place]) : page_number(value);
    case MeasurementLevel::set: {
      PageJson names = PageJson::array();
      for (const std::uint16_t label : ratings.sets[place]) names.push_back(ratings.categories[label]);
      return names;
    }
    default:
      return page_number(value);
  }
}

PageJson text_json(const AgreementStudy& study, std::size_t unit) {
  return study.texts.empty() ? PageJson(nullptr) : PageJson(page_text(study.texts[unit]));
}

// How far apart the raters of each unit are: entropy of what they said, or standard deviation. NaN for less than two.
std::vector<double> unit_distances(const AgreementStudy& study) {
  const Consensus& made = *study.consensus;
  if (!made.deviations.empty()) return made.deviations;
  std::vector<double> distances;
  for (std::size_t unit = 0; unit < made.n.size(); ++unit)
    distances.push_back(made.n[unit] < 2 ? std::nan("") : made.soft->entropy(unit, made.level));
  return distances;
}

PageJson counts_json(const Ratings& ratings, const Consensus& made) {
  std::vector<std::size_t> counts(ratings.categories.size());
  for (const auto& label : made.labels)
    if (label) ++counts[*label];
  for (const auto& set : made.label_sets)
    for (const std::uint16_t label : set) ++counts[label];
  PageJson list = PageJson::array();
  for (std::size_t i = 0; i < counts.size(); ++i) list.push_back({{"id", ratings.categories[i]}, {"count", counts[i]}});
  return list;
}

PageJson tied_json(const AgreementStudy& study) {
  PageJson list = PageJson::array();
  const Consensus& made = *study.consensus;
  for (std::size_t unit = 0; unit < made.ties.size() && list.size() < kTiedShown; ++unit) {
    if (made.ties[unit].empty()) continue;
    PageJson labels = PageJson::array();
    for (const std::uint16_t label : made.ties[unit])
      labels.push_back(
          {{"id", study.table.ratings.categories[label]}, {"share", page_number(made.soft->of(unit)[label])}});
    list.push_back({{"id", study.table.ratings.units[unit]}, {"text", text_json(study, unit)}, {"labels", labels}});
  }
  return list;
}

void put_moments(PageJson& json, const std::vector<double>& values) {
  std::vector<double> known;
  std::ranges::copy_if(values, std::back_inserter(known), [](double value) { return std::isfinite(value); });
  if (known.empty()) return;
  const double n = static_cast<double>(known.size());
  const double mean = std::accumulate(known.begin(), known.end(), 0.0) / n;
  double moment = 0;
  for (const double value : known) moment += (value - mean) * (value - mean);
  json["mean"] = mean;
  json["sd"] = known.size() > 1 ? PageJson(std::sqrt(moment / (n - 1))) : PageJson(nullptr);
}

PageJson confusions_json(const Ratings& ratings, const DawidSkene& model) {
  PageJson list = PageJson::array();
  for (std::size_t rater = 0; rater < std::min(ratings.raters.size(), kMatrixRaters); ++rater) {
    std::vector<std::vector<PageJson>> shares(model.categories, std::vector<PageJson>(model.categories));
    for (std::size_t truth = 0; truth < model.categories; ++truth)
      for (std::size_t said = 0; said < model.categories; ++said)
        if (model.expected_units[rater * model.categories + truth] > 0)
          shares[truth][said] = page_number(model.confusion_of(rater, truth, said));
    list.push_back({{"rater", ratings.raters[rater]}, {"labels", ratings.categories}, {"shares", shares}});
  }
  return list;
}

// The figure by which a rater is held against the others, of those that the level has.
std::pair<const char*, double> rater_figure(const RaterSummary& rater, MeasurementLevel level) {
  const bool numbers = level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
  return numbers ? std::pair{"pearson", rater.pearson} : std::pair{"majority_agreement", rater.majority_agreement};
}

// What RaterDrift's scores are, in words.
const char* score_words(MeasurementLevel level) {
  switch (level) {
    case MeasurementLevel::nominal:
    case MeasurementLevel::ordinal:
      return "share of the others who say the same";
    case MeasurementLevel::set:
      return "label sets shared with the others (Jaccard)";
    default:
      return "minus the distance to the others' mean";
  }
}

PageJson pattern_json(const RaterPattern& pattern) {
  return {{"kind", rater_pattern_name(pattern.kind)},
          {"from", pattern.first + 1},
          {"length", pattern.length},
          {"note", pattern.text}};
}

PageJson rater_json(const AgreementStudy& study, const RaterSummary& rater) {
  const auto [metric, value] = rater_figure(rater, study.table.level);
  const std::string& name = study.table.ratings.raters[rater.rater];
  PageJson drift = PageJson::array(), patterns = PageJson::array();
  for (const ScoredStretch& stretch : rater.drift.stretches) drift.push_back(page_number(stretch.score));
  for (const RaterPattern& pattern : rater.patterns) patterns.push_back(pattern_json(pattern));
  PageJson json = {
      {"name", name},
      {"n", rater.n},
      {"metric", metric},
      {"agreement", page_number(value)},
      {"drift", drift},
      {"drift_of", score_words(study.table.level)},
      {"patterns", patterns},
      {"missing", study.table.ratings.units.size() - std::min<std::size_t>(rater.n, study.table.ratings.units.size())}};
  if (!study.rows.empty())
    for (const ResultPart& part : study.rows.front().per_rater)
      if (part.name == "without " + name)
        json.update({{"without", page_number(part.value)},
                     {"without_metric", study.rows.front().metric},
                     {"without_level", study.rows.front().level}});
  if (study.consensus && rater.rater < study.consensus->weights.size())
    json["weight"] = page_number(study.consensus->weights[rater.rater].weight);
  return json;
}

}  // namespace

PageJson page_raters(const AgreementStudy& study) {
  PageJson list = PageJson::array();
  for (const RaterSummary& rater : study.raters) list.push_back(rater_json(study, rater));
  return list;
}

PageJson page_rater_matrices(const Ratings& ratings, std::span<const RaterPair> pairs) {
  if (pairs.empty()) return PageJson::array();
  const std::size_t raters = std::min(ratings.raters.size(), kMatrixRaters);
  PageJson measures = PageJson::array();
  for (const PairMeasure& measure : kPairMeasures) {
    const bool means_something = std::ranges::any_of(
        pairs, [&](const RaterPair& pair) { return (pair.*measure.value).reason != "not_for_level"; });
    if (means_something) measures.push_back(measure_json(measure, raters, pairs));
  }
  const std::vector<std::string> names(ratings.raters.begin(),
                                       ratings.raters.begin() + static_cast<std::ptrdiff_t>(raters));
  return PageJson::array({{{"task", ""}, {"label", ""}, {"names", names}, {"measures", measures}}});
}

PageJson page_consensus(const AgreementStudy& study) {
  const Consensus& made = *study.consensus;
  const Ratings& ratings = study.table.ratings;
  PageJson json = {{"method", consensus_method_name(made.method)},
                   {"units", ratings.units.size()},
                   {"ties", made.soft ? PageJson(made.tied_units()) : PageJson(nullptr)},
                   {"undecided", std::ranges::count(made.n, std::uint32_t{0})}};
  if (made.soft)
    json.update({{"labels", counts_json(ratings, made)}, {"tied", tied_json(study)}});
  else
    put_moments(json, made.values);
  PageJson weights = PageJson::array();
  for (std::size_t rater = 0; rater < made.weights.size(); ++rater)
    weights.push_back({{"rater", ratings.raters[rater]}, {"weight", page_number(made.weights[rater].weight)}});
  if (!weights.empty()) json["weights"] = weights;
  if (made.dawid_skene) json["confusions"] = confusions_json(ratings, *made.dawid_skene);
  return PageJson::array({json});
}

PageJson page_rater_disagreements(const AgreementStudy& study, std::size_t most) {
  if (!study.consensus) return {{"of", 0}, {"measure", ""}, {"rows", PageJson::array()}};
  const Ratings& ratings = study.table.ratings;
  const std::vector<double> distances = unit_distances(study);
  std::vector<std::size_t> units;
  for (std::size_t unit = 0; unit < distances.size(); ++unit)
    if (distances[unit] > 0) units.push_back(unit);
  const std::size_t of = units.size();
  const auto worse = [&](std::size_t a, std::size_t b) {
    return distances[a] != distances[b] ? distances[a] > distances[b] : a < b;
  };
  const auto shown_units = static_cast<std::ptrdiff_t>(std::min(most, of));
  std::partial_sort(units.begin(), units.begin() + shown_units, units.end(), worse);
  units.resize(static_cast<std::size_t>(shown_units));
  const std::vector<std::size_t> starts = ratings.unit_starts();
  PageJson rows = PageJson::array();
  for (const std::size_t unit : units) {
    PageJson values = PageJson::array();
    for (std::size_t i = starts[unit]; i < std::min(starts[unit + 1], starts[unit] + kMatrixRaters); ++i)
      values.push_back({{"rater", ratings.has_raters() ? ratings.raters[ratings.entries[i].rater] : std::string()},
                        {"value", value_json(study, ratings.entries[i].value)}});
    rows.push_back({{"id", ratings.units[unit]},
                    {"text", text_json(study, unit)},
                    {"values", values},
                    {"distance", distances[unit]}});
  }
  const bool numbers = !study.consensus->soft;
  return {{"of", of},
          {"measure", numbers ? "standard deviation of the ratings" : "entropy of the ratings, 0 to 1"},
          {"rows", rows}};
}

}  // namespace openaffect
