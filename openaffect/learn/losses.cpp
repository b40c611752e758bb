#include "openaffect/learn/losses.h"

namespace openaffect::learn {
namespace {

using nn::Tensor;

constexpr double kMargin = .05;
constexpr double kNegativeFocus = 2;
constexpr std::int64_t kLeastForConcordance = 8;
constexpr double kSmall = 1e-8;

Tensor weights_tensor(const std::vector<float>& weights, const Tensor& like) {
  if (weights.empty()) return {};
  return at::tensor(weights, at::kFloat).to(like.device());
}

// 1 - CCC of two columns.
Tensor discordance(const Tensor& a, const Tensor& b) {
  const Tensor mean_a = a.mean(), mean_b = b.mean();
  const Tensor covariance = ((a - mean_a) * (b - mean_b)).mean();
  const Tensor spread = (a - mean_a).square().mean() + (b - mean_b).square().mean() + (mean_a - mean_b).square();
  return 1 - 2 * covariance / (spread + kSmall);
}

}  // namespace

Tensor cross_entropy(const Tensor& z, const Tensor& y, const Tensor& class_weights) {
  const Tensor picked = at::log_softmax(z, 1).gather(1, y.unsqueeze(1)).squeeze(1);
  if (!class_weights.defined()) return -picked.mean();
  const Tensor weights = class_weights.index_select(0, y);
  return -(weights * picked).sum() / weights.sum();
}

Tensor soft_cross_entropy(const Tensor& z, const Tensor& t, const Tensor& class_weights) {
  const Tensor weighted = class_weights.defined() ? t * class_weights : t;
  return -(weighted * at::log_softmax(z, 1)).sum() / weighted.sum();
}

Tensor binary_cross_entropy(const Tensor& z, const Tensor& t, const Tensor& positive_weights) {
  const Tensor positive = positive_weights.defined() ? t * positive_weights : t;
  return -(positive * at::log_sigmoid(z) + (1 - t) * at::log_sigmoid(-z)).mean();
}

Tensor asymmetric_loss(const Tensor& z, const Tensor& t) {
  const Tensor shifted = (at::sigmoid(z) - kMargin).clamp_min(0);
  const Tensor negative = shifted.pow(kNegativeFocus) * at::log1p(-shifted.clamp_max(1 - kSmall));
  return -(t * at::log_sigmoid(z) + (1 - t) * negative).mean();
}

Tensor ordinal_loss(const Tensor& z, const Tensor& grade) {
  const Tensor above = (grade.unsqueeze(1) > at::arange(z.size(1), z.options())).to(z.scalar_type());
  return -(above * at::log_sigmoid(z) + (1 - above) * at::log_sigmoid(-z)).sum(1).mean();
}

Tensor regression_loss(const Tensor& z, const Tensor& t) {
  Tensor sum;
  std::int64_t fields = 0;
  for (std::int64_t f = 0; f < z.size(1); ++f) {
    const Tensor known = at::isnan(t.select(1, f)).logical_not().nonzero().squeeze(1);
    if (known.size(0) == 0) continue;
    const Tensor a = z.select(1, f).index_select(0, known), b = t.select(1, f).index_select(0, known);
    Tensor loss = (a - b).square().mean();
    if (known.size(0) >= kLeastForConcordance) loss = loss + .5 * discordance(a, b);
    sum = sum.defined() ? sum + loss : loss;
    ++fields;
  }
  return sum.defined() ? sum / static_cast<double>(fields) : sum;
}

Tensor divergence(const Tensor& z, const Tensor& t) {
  const Tensor known = t * (t.clamp_min(kSmall).log() - at::log_softmax(z, 1));
  return known.sum(1).mean();
}

Tensor head_loss(const HeadPlan& plan, const Tensor& z, const Tensor& targets) {
  Tensor loss;
  if (plan.kind == HeadKind::regression) {
    loss = regression_loss(z, targets);
  } else {
    const Tensor known = at::isnan(targets.select(1, 0)).logical_not().nonzero().squeeze(1);
    if (known.size(0) == 0) return {};
    const bool all = known.size(0) == targets.size(0);
    const Tensor out = all ? z : z.index_select(0, known), t = all ? targets : targets.index_select(0, known);
    const Tensor weights = weights_tensor(plan.class_weights, z);
    switch (plan.kind) {
      case HeadKind::single_label:
        loss = t.size(1) == 1 ? cross_entropy(out, t.select(1, 0).to(at::kLong), weights)
                              : soft_cross_entropy(out, t, weights);
        break;
      case HeadKind::multi_label:
        loss =
            plan.loss == MultiLabelLoss::asymmetric ? asymmetric_loss(out, t) : binary_cross_entropy(out, t, weights);
        break;
      case HeadKind::ordinal:
        loss = ordinal_loss(out, t.select(1, 0));
        break;
      case HeadKind::distribution:
        loss = divergence(out, t);
        break;
      case HeadKind::regression:
        break;
    }
  }
  return loss.defined() && plan.weight != 1 ? loss * plan.weight : loss;
}

}  // namespace openaffect::learn
