#include "openaffect/overview/report_parts.h"
#include "openaffect/overview/time_axis.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;
using Kind = RaterField::Kind;

// Means by bin; `place`: among the numbers of the series.
ordered_json means_json(const TimeAxis& axis, std::size_t place) {
  ordered_json means = ordered_json::array();
  for (const DayTally& bin : axis.bins) {
    const auto [sum, count] = place < bin.numbers.size() ? bin.numbers[place] : std::pair(0.0, std::uint64_t{0});
    means.push_back(rounded(sum / static_cast<double>(count)));
  }
  return means;
}

// The counts of one slot by bin; `place`: among the labels of the series.
ordered_json counts_json(const TimeAxis& axis, std::size_t place, std::size_t slot) {
  ordered_json counts = ordered_json::array();
  for (const DayTally& bin : axis.bins) {
    const bool there = place < bin.labels.size() && slot < bin.labels[place].size();
    counts.push_back(there ? bin.labels[place][slot] : 0);
  }
  return counts;
}

ordered_json series_json(const RatedField& field, const TimeAxis& axis, std::size_t place) {
  if (field.kind == Kind::number) return {{"kind", "number"}, {"means", means_json(axis, place)}};
  ordered_json json = {{"kind", field.kind == Kind::label ? "label" : "labels"}, {"labels", label_ids(field)}};
  for (std::size_t label = 0; label < field.labels.size(); ++label)
    json["counts"].push_back(counts_json(axis, place, label));
  if (field.kind == Kind::labels) json["rated"] = counts_json(axis, place, field.labels.size());
  return json;
}

}  // namespace

ordered_json time_json(const RatedTable& table, const TallyPlan& plan, const Tally& tally, const std::string& column) {
  if (column.empty() || tally.days.empty()) return nullptr;
  const TimeAxis axis = time_axis(tally);
  ordered_json json = {{"column", column},
                       {"unit", axis.unit},
                       {"missing", tally.undated},
                       {"starts", axis.starts},
                       {"rows", ordered_json::array()},
                       {"series", ordered_json::array()}};
  for (const DayTally& bin : axis.bins) json["rows"].push_back(bin.rows);
  std::size_t numbers = 0, labels = 0;
  for (const std::size_t i : plan.series) {
    const RatedField& field = table.fields[i];
    ordered_json series = {{"column", table.column(field)}};
    series.update(series_json(field, axis, field.kind == Kind::number ? numbers++ : labels++));
    json["series"].push_back(std::move(series));
  }
  return json;
}

}  // namespace openaffect
