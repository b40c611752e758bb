#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "openaffect/metrics/bah_average_precision.h"
#include "openaffect/metrics/calibration.h"
#include "openaffect/metrics/class_scores.h"
#include "openaffect/metrics/confusion.h"
#include "openaffect/metrics/grades.h"
#include "openaffect/metrics/label_set_scores.h"
#include "openaffect/metrics/metrics_probe.h"
#include "openaffect/metrics/number_scores.h"
#include "openaffect/metrics/probability_scores.h"
#include "openaffect/metrics/ranking.h"
#include "openaffect/metrics/soft_label_scores.h"

namespace openaffect {
namespace {

using nlohmann::json;

std::vector<double> numbers(const json& request, const char* key) {
  std::vector<double> values;
  for (const json& value : request.at(key)) values.push_back(value.is_null() ? NAN : value.get<double>());
  return values;
}

std::vector<LabelId> labels(const json& request, const char* key) {
  return request.at(key).get<std::vector<LabelId>>();
}

std::vector<std::string> label_names(const json& request) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < request.at("labels").get<std::size_t>(); ++i) names.push_back(std::to_string(i));
  return names;
}

MetricChoice choice(const json& request) {
  return {request.value("metrics", std::vector<std::string>())};
}

LabelAverage average(const json& request) {
  return request.value("average", "occurring") == "all" ? LabelAverage::all : LabelAverage::occurring;
}

EmptyPair empty_pair(const json& request) {
  const std::string name = request.value("empty", "one");
  return name == "zero" ? EmptyPair::zero : name == "left_out" ? EmptyPair::left_out : EmptyPair::one;
}

// {"macro_f1": .5, "f1": {"0": .5, …}, …, "reasons": {"mcc": "constant"}} for the sample, in which item i stands
// item_counts[i] times when the request has them.
json answer(const Result<std::unique_ptr<CountedScores>>& made, const json& request) {
  if (!made) return {{"error", describe_error(made.error())}};
  CountedScores& scores = **made;
  std::vector<std::uint32_t> counts = counts_of_all(scores);
  if (request.contains("item_counts")) {
    counts.assign(scores.rows(), 0);
    for (std::size_t i = 0; i < scores.row_of_item().size(); ++i)
      counts[scores.row_of_item()[i]] += request["item_counts"][i].get<std::uint32_t>();
  }
  std::vector<double> values(scores.names().size());
  scores.score(counts, values);
  json answer = json::object();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const ScoreName& name = scores.names()[i];
    const std::string reason = scores.reason(i, counts);
    if (name.label.empty())
      answer["overall"][name.metric] = values[i];
    else
      answer["labels"][name.metric][name.label] = values[i];
    if (!reason.empty()) answer["reasons"][name.metric + (name.label.empty() ? "" : ":" + name.label)] = reason;
  }
  return answer;
}

json probe_class_scores(const json& request) {
  ClassScoreOptions options{choice(request), average(request)};
  options.order = request.value("graded", false) ? LabelOrder::graded : LabelOrder::none;
  if (request.contains("values")) options.values = numbers(request, "values");
  return answer(class_scores(labels(request, "gold"), labels(request, "predicted"), label_names(request), options),
                request);
}

using Sets = std::vector<std::vector<LabelId>>;

json probe_label_set_scores(const json& request) {
  const LabelSetScoreOptions options{choice(request), average(request), empty_pair(request)};
  return answer(label_set_scores(request.at("gold").get<Sets>(), request.at("predicted").get<Sets>(),
                                 label_names(request), options),
                request);
}

json probe_number_scores(const json& request) {
  return answer(number_scores(numbers(request, "gold"), numbers(request, "predicted"), {choice(request)}), request);
}

json probe_probability_scores(const json& request) {
  const ProbabilityScoreOptions options{choice(request), average(request),
                                        request.value("bins", std::size_t{kCalibrationBins})};
  return answer(
      probability_scores(labels(request, "gold"), numbers(request, "probabilities"), label_names(request), options),
      request);
}

json probe_label_set_probability_scores(const json& request) {
  const ProbabilityScoreOptions options{choice(request), average(request)};
  return answer(label_set_probability_scores(request.at("gold").get<Sets>(), numbers(request, "probabilities"),
                                             label_names(request), options),
                request);
}

json probe_soft_label_scores(const json& request) {
  return answer(soft_label_scores(numbers(request, "gold"), numbers(request, "predicted"),
                                  request.at("labels").get<std::size_t>(), {choice(request)}),
                request);
}

json probe_grades(const json& request) {
  const ConfusionMatrix matrix =
      confusion_matrix(labels(request, "gold"), labels(request, "predicted"), request.at("labels").get<std::size_t>());
  return {{"quadratic", cohen_kappa_quadratic(matrix)}, {"linear", cohen_kappa_linear(matrix)}};
}

// Areas and calibration of scores beside 0 or 1.
json probe_ranking(const json& request) {
  const std::vector<double> scores = numbers(request, "scores"), truth = numbers(request, "truth");
  RankingMeter ranking;
  BahAveragePrecisionMeter bah;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    ranking.add(scores[i], truth[i] != 0);
    bah.add(scores[i], truth[i] != 0);
  }
  return {{"roc_auc", ranking.roc_auc()},
          {"average_precision", ranking.average_precision()},
          {"pr_auc_trapezoid", ranking.pr_auc_trapezoid()},
          {"official", bah.official()},
          {"corrected", bah.corrected()}};
}

constexpr Probe kProbes[] = {{"class_scores", probe_class_scores},
                             {"label_set_scores", probe_label_set_scores},
                             {"number_scores", probe_number_scores},
                             {"probability_scores", probe_probability_scores},
                             {"label_set_probability_scores", probe_label_set_probability_scores},
                             {"soft_label_scores", probe_soft_label_scores},
                             {"grades", probe_grades},
                             {"ranking", probe_ranking}};

}  // namespace

std::span<const Probe> number_probes() {
  return kProbes;
}

}  // namespace openaffect
