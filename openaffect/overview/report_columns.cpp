#include <algorithm>
#include <cmath>

#include "openaffect/overview/label_numbers.h"
#include "openaffect/overview/report_parts.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;
using Kind = RaterField::Kind;

// The number below which a share of all lies, read off the histogram.
double quantile(const NumberTally& tally, const RatedField& field, double share) {
  const double wanted = share * static_cast<double>(tally.count);
  const double width = (field.maximum - field.minimum) / static_cast<double>(kHistogramBins);
  double before = 0;
  for (std::size_t i = 0; i < kHistogramBins; ++i) {
    const auto here = static_cast<double>(tally.bins[i]);
    if (here > 0 && before + here >= wanted) {
      const double at = field.minimum + width * (static_cast<double>(i) + (wanted - before) / here);
      return std::clamp(at, tally.lowest, tally.highest);
    }
    before += here;
  }
  return tally.highest;
}

ordered_json mean_json(const NumberTally& tally) {
  return tally.count == 0 ? ordered_json(nullptr) : rounded(tally.mean);
}

ordered_json figures_json(const NumberTally& tally, const RatedField& field) {
  ordered_json json = {{"count", tally.count}, {"missing", tally.missing}, {"mean", mean_json(tally)}};
  const bool none = tally.count == 0;
  json["sd"] = rounded(tally.sd());
  json["lowest"] = none ? nullptr : rounded(tally.lowest);
  json["highest"] = none ? nullptr : rounded(tally.highest);
  constexpr double kPercent = 100;
  for (const int share : {5, 25, 50, 75, 95})
    json["quantiles"][std::to_string(share)] = none ? nullptr : rounded(quantile(tally, field, share / kPercent));
  return json;
}

ordered_json number_json(const NumberTally& tally, const RatedField& field) {
  ordered_json json = {{"minimum", rounded(field.minimum)}, {"maximum", rounded(field.maximum)}};
  json.update(figures_json(tally, field));
  json["histogram"] = {{"from", field.minimum}, {"to", field.maximum}, {"counts", tally.bins}};
  return json;
}

template <class T>
T tally_at(const std::vector<T>& tallies, std::size_t at) {
  return at < tallies.size() ? tallies[at] : T();
}

ordered_json labels_json(const RatedTable& table, std::size_t at, const LabelNumbers& numbers, const Tally& tally) {
  const RatedField& field = table.fields[at];
  const LabelTally counts = tally_at(tally.labels, at);
  ordered_json json = {{"labels", ordered_json::array()}};
  for (std::size_t i = 0; i < field.labels.size(); ++i) {
    ordered_json label = {{"id", field.labels[i].id}, {"name", field.labels[i].name}, {"count", tally_at(counts, i)}};
    if (!numbers.probabilities.empty())
      label["mean_probability"] =
          numbers.probabilities[i] ? mean_json(tally_at(tally.numbers, *numbers.probabilities[i])) : nullptr;
    json["labels"].push_back(std::move(label));
  }
  json["missing"] = tally_at(counts, field.labels.size());
  if (field.kind == Kind::labels) json["none"] = tally_at(counts, field.labels.size() + 1);
  if (numbers.confidence)
    json["confidence"] = figures_json(tally_at(tally.numbers, *numbers.confidence), table.fields[*numbers.confidence]);
  return json;
}

}  // namespace

ordered_json rounded(double number, int digits) {
  const double scale = std::pow(10, digits);
  return std::isfinite(number) ? ordered_json(std::round(number * scale) / scale) : ordered_json(nullptr);
}

ordered_json label_ids(const RatedField& field) {
  ordered_json ids = ordered_json::array();
  for (const RatedLabel& label : field.labels) ids.push_back(label.id);
  return ids;
}

ordered_json columns_json(const RatedTable& table, const Tally& tally) {
  constexpr const char* kKinds[] = {"number", "label", "labels"};
  const std::vector<LabelNumbers> numbers = label_numbers(table);
  const std::vector<bool> is_behind = are_behind_labels(numbers);
  ordered_json columns = ordered_json::array();
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const RatedField& field = table.fields[i];
    if (is_behind[i]) continue;
    ordered_json json = {{"column", table.column(field)},
                         {"source", table.sources[field.source]},
                         {"rater", table.raters[field.rater].name},
                         {"field", field.name},
                         {"kind", kKinds[static_cast<std::size_t>(field.kind)]},
                         {"scheme", field.scheme}};
    json.update(field.kind == Kind::number ? number_json(tally_at(tally.numbers, i), field)
                                           : labels_json(table, i, numbers[i], tally));
    columns.push_back(std::move(json));
  }
  return columns;
}

}  // namespace openaffect
