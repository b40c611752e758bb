#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/progress.h"
#include "openaffect/learn/train_job.h"
#include "openaffect/report/result_text.h"

namespace openaffect {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json heads_json(const TrainSummary& summary) {
  Json heads = Json::array();
  for (std::size_t i = 0; i < summary.model.heads.size(); ++i) {
    const TrainedHead& head = summary.model.heads[i];
    Json json = {
        {"head", head.id}, {"kind", head_kind_name(head.kind)}, {"scheme", head.scheme}, {"names", head.names}};
    if (i < summary.calibration.size()) {
      const HeadCalibration& found = summary.calibration[i];
      json.update({{"temperature", found.temperature},
                   {"thresholds", found.thresholds},
                   {"ece_before", number(found.ece_before)},
                   {"ece_after", number(found.ece_after)}});
    }
    heads.push_back(std::move(json));
  }
  return heads;
}

Json row_json(const HeadScores& scores, const ResultRow& row) {
  Json json = {{"source", scores.source}, {"part", scores.part},   {"group", row.part},
               {"head", row.label},       {"metric", row.metric},  {"value", number(row.value)},
               {"reason", row.reason},    {"n_items", row.n_items}};
  json["ci"] = row.interval ? Json{number(row.interval->low), number(row.interval->high)} : Json(nullptr);
  return json;
}

}  // namespace

std::string train_summary_json(const TrainSummary& summary) {
  Json scores = Json::array(), calibration = Json::array();
  Json exact = Json::array();
  for (const HeadScores& each : summary.exact)
    for (const ResultRow& row : each.rows)
      if (row.part.empty()) exact.push_back(row_json(each, row));
  for (const HeadScores& each : summary.scores) {
    for (const ResultRow& row : each.rows) scores.push_back(row_json(each, row));
    calibration.push_back({{"source", each.source},
                           {"part", each.part},
                           {"head", each.head},
                           {"ece_before", number(each.ece_before)},
                           {"ece_after", number(each.ece_after)}});
  }
  const Json json = {{"model", summary.folder},
                     {"name", summary.model.name},
                     {"licence_class", licence_class_name(summary.model.licence)},
                     {"best_epoch", number(summary.best_epoch)},
                     {"score", number(summary.score)},
                     {"seconds", number(summary.seconds)},
                     {"continued", summary.continued},
                     {"heads", heads_json(summary)},
                     {"scores", scores},
                     {"scores_as_trained", exact},
                     {"calibration", calibration}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string train_summary_text(const TrainSummary& summary) {
  ResultGrid grid{
      .columns = {{"source"}, {"part"}, {"head"}, {"metric"}, {"value", true}, {"95 % interval"}, {"texts", true}}};
  for (const HeadScores& scores : summary.scores)
    for (const ResultRow& row : scores.rows)
      if (row.part.empty())
        grid.rows.push_back({scores.source, scores.part, row.label, row.metric,
                             std::isfinite(row.value) ? fmt::format("{:.3f}", row.value) : row.reason,
                             row.interval ? fmt::format("[{:.3f}, {:.3f}]", row.interval->low, row.interval->high) : "",
                             with_thousands(row.n_items)});
  std::string text = grid.rows.empty() ? "" : render_grid(grid, ResultFormat::table);
  for (const HeadScores& scores : summary.scores)
    if (std::isfinite(scores.ece_after) && scores.part == "test")
      text += fmt::format("calibration of {} on the test part of {}: ECE {:.3f}, before {:.3f}\n", scores.head,
                          scores.source, scores.ece_after, scores.ece_before);
  return text +
         fmt::format(
             "the model is in {}, its card in {}/README.md ({})\nopenaffect read \"your text\" --raters {}=model:{}\n",
             summary.folder, summary.folder, describe_duration(summary.seconds), summary.model.name, summary.folder);
}

}  // namespace openaffect
