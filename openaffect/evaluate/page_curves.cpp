#include "openaffect/evaluate/page_curves.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "openaffect/metrics/calibration.h"

namespace openaffect {
namespace {

constexpr std::size_t kCurvePoints = 400;

bool has_probabilities(const ScoringTask& task) {
  return !task.probabilities.empty() && task.gold_shares.empty() && !task.labels.empty() && !task.ids.empty();
}

// Five digits are more than a picture shows, and a third of the bytes.
PageJson point_json(const RiskPoint& point) {
  const auto rounded = [](double value) { return std::round(value * 1e5) / 1e5; };
  return {rounded(point.coverage), rounded(point.risk)};
}

// Calls `function(confidence, correct)`: of the top label, or of every label of label sets.
template <class Function>
void for_each_confidence(const ScoringTask& task, const Function& function) {
  const std::size_t labels = task.labels.size();
  for (std::size_t item = 0; item < task.ids.size(); ++item) {
    const auto row = std::span(task.probabilities).subspan(item * labels, labels);
    if (task.kind == TaskKind::label_sets) {
      for (std::size_t label = 0; label < labels; ++label)
        function(row[label], std::ranges::binary_search(task.gold_sets[item], static_cast<LabelId>(label)));
      continue;
    }
    const auto top = std::ranges::max_element(row);
    function(*top, top - row.begin() == task.gold_labels[item]);
  }
}

}  // namespace

PageJson page_calibration(const ScoringTask& task) {
  if (!has_probabilities(task)) return nullptr;
  CalibrationMeter meter;
  std::uint64_t n = 0;
  for_each_confidence(task, [&](double confidence, bool correct) {
    meter.add(std::clamp(confidence, 0.0, 1.0), correct);
    ++n;
  });
  PageJson bins = PageJson::array();
  for (const ReliabilityBin& bin : meter.curve())
    bins.push_back({{"from", bin.lower},
                    {"to", bin.upper},
                    {"n", bin.count},
                    {"confidence", page_number(bin.confidence)},
                    {"accuracy", page_number(bin.accuracy)}});
  PageJson json = page_place(task);
  json.update({{"kind", task.kind == TaskKind::label_sets ? "pooled_binary" : "top_label"},
               {"binning", "equal_width"},
               {"bins", bins},
               {"n", n},
               {"ece", page_number(meter.ece())}});
  return json;
}

PageJson page_risk_coverage(const ScoringTask& task) {
  if (!has_probabilities(task) || task.kind == TaskKind::label_sets) return nullptr;
  ConfidenceMeter meter;
  for_each_confidence(task, [&](double confidence, bool correct) { meter.add(confidence, correct); });
  const std::vector<RiskPoint> curve = risk_coverage_curve(meter.ranked());
  PageJson points = PageJson::array();
  const std::size_t step = std::max<std::size_t>(1, (curve.size() + kCurvePoints - 1) / kCurvePoints);
  for (std::size_t i = 0; i < curve.size(); i += step) points.push_back(point_json(curve[i]));
  if (!curve.empty() && (curve.size() - 1) % step != 0) points.push_back(point_json(curve.back()));
  PageJson json = page_place(task);
  json.update({{"points", points}, {"n", meter.count()}, {"aurc", page_number(meter.aurc())}});
  return json;
}

}  // namespace openaffect
