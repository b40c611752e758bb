#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/page_data.h"

namespace openaffect {
namespace {

struct Miss {
  std::size_t item = 0;
  double distance = 0;    // in the task's own measure; NaN: no answer
  double confidence = 0;  // of the wrong answer, where there are probabilities
};

double set_distance(const std::vector<LabelId>& a, const std::vector<LabelId>& b) {
  std::vector<LabelId> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  const std::size_t any = a.size() + b.size() - both.size();
  return any == 0 ? 0 : 1 - static_cast<double>(both.size()) / static_cast<double>(any);
}

// 0 where they agree.
double distance_of(const ScoringTask& task, std::size_t item) {
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades: {
      if (task.predicted_labels[item] == kNoLabel) return std::nan("");
      const int apart = std::abs(task.gold_labels[item] - task.predicted_labels[item]);
      return task.kind == TaskKind::grades ? apart : apart != 0;
    }
    case TaskKind::label_sets:
      return set_distance(task.gold_sets[item], task.predicted_sets[item]);
    case TaskKind::numbers:
      return std::abs(task.gold_numbers[item] - task.predicted_numbers[item]);
    case TaskKind::texts:
      return task.gold_texts[item] != task.predicted_texts[item];
  }
  return 0;
}

constexpr const char* kMixedMeasure =
    "grades apart, distance on the scale, or 1 less what label sets share, as the task is";

const char* measure_of(TaskKind kind) {
  switch (kind) {
    case TaskKind::grades:
      return "grades apart";
    case TaskKind::label_sets:
      return "Jaccard distance of the label sets";
    case TaskKind::numbers:
      return "distance on the scale";
    default:
      return "1: another answer";
  }
}

double confidence_of(const ScoringTask& task, std::size_t item) {
  if (task.probabilities.empty() || task.kind != TaskKind::classes || task.predicted_labels[item] == kNoLabel) return 0;
  return task.probabilities[item * task.labels.size() + static_cast<std::size_t>(task.predicted_labels[item])];
}

PageJson names_of(const ScoringTask& task, const std::vector<LabelId>& labels) {
  PageJson names = PageJson::array();
  for (const LabelId label : labels)
    if (label != kNoLabel) names.push_back(task.labels[static_cast<std::size_t>(label)]);  // the status tells of others
  return names;
}

PageJson label_json(const ScoringTask& task, LabelId label) {
  return label == kNoLabel ? PageJson(nullptr) : PageJson(task.labels[static_cast<std::size_t>(label)]);
}

PageJson miss_json(const ScoringTask& task, const Miss& miss) {
  PageJson json = page_place(task);
  const std::size_t item = miss.item;
  json["id"] = task.ids[item];
  json["text"] = task.texts.empty() ? PageJson(nullptr) : PageJson(page_text(task.texts[item]));
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades:
      json["gold"] = label_json(task, task.gold_labels[item]);
      json["predicted"] = label_json(task, task.predicted_labels[item]);
      break;
    case TaskKind::label_sets:
      json["gold"] = names_of(task, task.gold_sets[item]);
      json["predicted"] = names_of(task, task.predicted_sets[item]);
      break;
    case TaskKind::numbers:
      json["gold"] = page_number(task.gold_numbers[item]);
      json["predicted"] = page_number(task.predicted_numbers[item]);
      break;
    case TaskKind::texts:
      json["gold"] = page_text(task.gold_texts[item]);
      json["predicted"] = page_text(task.predicted_texts[item]);
      break;
  }
  if (!task.status.empty()) json["status"] = answer_status_name(task.status[item]);
  json["distance"] = page_number(miss.distance);
  if (miss.confidence > 0) json["confidence"] = page_number(miss.confidence);
  return json;
}

bool worse(const Miss& a, const Miss& b) {
  const auto rank = [](const Miss& miss) { return std::isnan(miss.distance) ? -1.0 : miss.distance; };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  if (a.confidence != b.confidence) return a.confidence > b.confidence;
  return a.item < b.item;
}

}  // namespace

PageJson page_disagreements(std::span<const ScoringTask> tasks, std::size_t most) {
  const std::size_t share = tasks.empty() ? 0 : std::max<std::size_t>(1, most / tasks.size());
  std::size_t of = 0;
  PageJson rows = PageJson::array();
  for (const ScoringTask& task : tasks) {
    std::vector<Miss> misses;
    for (std::size_t item = 0; task.gold_shares.empty() && item < task.ids.size(); ++item)
      if (const double distance = distance_of(task, item); distance != 0)
        misses.push_back({item, distance, confidence_of(task, item)});
    of += misses.size();
    const std::size_t shown_rows = std::min(share, misses.size());
    std::partial_sort(misses.begin(), misses.begin() + static_cast<std::ptrdiff_t>(shown_rows), misses.end(), worse);
    for (const Miss& miss : std::span(misses).first(shown_rows)) rows.push_back(miss_json(task, miss));
  }
  const bool one_kind = std::ranges::all_of(tasks, [&](const auto& task) { return task.kind == tasks[0].kind; });
  return {{"of", of},
          {"measure", tasks.empty() ? ""
                      : one_kind    ? measure_of(tasks[0].kind)
                                    : kMixedMeasure},
          {"rows", rows}};
}

}  // namespace openaffect
