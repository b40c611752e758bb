#include "openaffect/learn/thresholds.h"

#include <algorithm>
#include <cmath>

namespace openaffect {
namespace {

constexpr double kExpectedTexts = 500;  // how many texts what the network expects is worth (thresholds.h)

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
  constexpr double kEdge = 1e-6;
  return std::clamp(threshold, kEdge, 1 - kEdge);
}

}  // namespace

std::vector<double> fitted_thresholds(const JudgedHead& head, double temperature) {
  if (head.kind != HeadKind::multi_label)
    throw ContractError("fitted_thresholds: only heads of several labels have them");
  std::vector<double> thresholds;
  for (std::size_t label = 0; label < head.outputs; ++label)
    thresholds.push_back(fitted_threshold(answers_of(head, label, temperature)));
  return thresholds;
}

}  // namespace openaffect
