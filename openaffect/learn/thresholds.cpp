#include "openaffect/learn/thresholds.h"

#include <algorithm>
#include <cmath>

namespace openaffect {
namespace {

constexpr double kExpectedTexts = 500;  // how many texts what the network expects is worth (thresholds.h)
constexpr double kEdge = 1e-6;          // no threshold is nearer to 0 or 1

struct Answer {
  double logit = 0;  // divided by the temperature
  double holds = 0;  // 1, 0, or a share
};

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

// Of one label, most probable first.
std::vector<Answer> answers_of(const JudgedHead& head, std::size_t label, double temperature) {
  std::vector<Answer> answers;
  for (std::size_t text = 0; text < head.texts(); ++text)
    if (const double holds = head.targets_of(text)[label]; !std::isnan(holds))
      answers.push_back({head.logits_of(text)[label] / temperature, holds});
  std::ranges::stable_sort(answers, [](const Answer& a, const Answer& b) { return a.logit > b.logit; });
  return answers;
}

double sum_of_answers(const std::vector<Answer>& answers) {
  double sum = 0;
  for (const Answer& answer : answers) sum += answer.holds;
  return sum;
}

// The number to be added to all logits so that the probabilities sum to `wanted`.
double log_odds_shift(const std::vector<Answer>& answers, double wanted) {
  double low = -30, high = 30;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    double sum = 0;
    for (const Answer& answer : answers) sum += sigmoid(answer.logit + middle);
    (sum < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

double fitted_threshold(const std::vector<Answer>& answers) {
  const double having = sum_of_answers(answers);
  const auto texts = static_cast<double>(answers.size());
  if (!(having > 0 && having < texts)) return .5;
  const double weight = kExpectedTexts / (kExpectedTexts + having);
  const double shift = log_odds_shift(answers, having);
  double best = -1, threshold = .5, above = 0;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    above += (1 - weight) * answers[at].holds + weight * sigmoid(answers[at].logit + shift);
    const bool last = at + 1 == answers.size();
    if (!last && answers[at].logit == answers[at + 1].logit) continue;
    const double f1 = 2 * above / (static_cast<double>(at + 1) + having);
    if (f1 <= best) continue;
    best = f1;
    threshold = (sigmoid(answers[at].logit) + (last ? 0 : sigmoid(answers[at + 1].logit))) / 2;
  }
  return std::clamp(threshold, kEdge, 1 - kEdge);
}

// One text's labels said and labels that hold, as the threshold falls.
struct SetCounts {
  double both = 0, either = 0;  // either: those that hold, at first

  double jaccard() const { return either > 0 ? both / either : 0; }
};

double best_for_jaccard(const JudgedHead& head, double temperature) {
  struct Said {
    double logit = 0;
    std::size_t text = 0;
    bool holds = false;
  };
  std::vector<Said> said;
  std::vector<SetCounts> counts(head.texts());
  for (std::size_t text = 0; text < head.texts(); ++text)
    for (std::size_t label = 0; label < head.outputs; ++label) {
      const float answer = head.targets_of(text)[label];
      if (std::isnan(answer)) continue;
      said.push_back({head.logits_of(text)[label] / temperature, text, answer >= .5F});
      if (said.back().holds) ++counts[text].either;
    }
  std::ranges::stable_sort(said, [](const Said& a, const Said& b) { return a.logit > b.logit; });
  double sum = 0, best = 0, threshold = .5;
  for (std::size_t at = 0; at < said.size(); ++at) {
    SetCounts& count = counts[said[at].text];
    sum -= count.jaccard();
    ++(said[at].holds ? count.both : count.either);
    sum += count.jaccard();
    const bool last = at + 1 == said.size();
    if ((!last && said[at].logit == said[at + 1].logit) || sum <= best) continue;
    best = sum;
    threshold = (sigmoid(said[at].logit) + (last ? 0 : sigmoid(said[at + 1].logit))) / 2;
  }
  return std::clamp(threshold, kEdge, 1 - kEdge);
}

}  // namespace

std::vector<double> fitted_thresholds(const JudgedHead& head, double temperature, ThresholdGoal goal) {
  if (head.kind != HeadKind::multi_label)
    throw ContractError("fitted_thresholds: only heads of several labels have them");
  if (goal == ThresholdGoal::jaccard) return std::vector<double>(head.outputs, best_for_jaccard(head, temperature));
  std::vector<double> thresholds;
  for (std::size_t label = 0; label < head.outputs; ++label)
    thresholds.push_back(fitted_threshold(answers_of(head, label, temperature)));
  return thresholds;
}

}  // namespace openaffect
