#include "openaffect/learn/optimizer.h"

#include <algorithm>
#include <cmath>

namespace openaffect::learn {
namespace {

using nn::Tensor;

// The average is moved once in so many steps, by as much as so many would: it is a walk over all weights.
constexpr std::int64_t kStepsBetweenAverages = 4;

}  // namespace

double rate_share(std::int64_t step, std::int64_t steps, double warmup) {
  const auto rising = static_cast<std::int64_t>(std::ceil(warmup * static_cast<double>(steps)));
  if (step < rising) return static_cast<double>(step) / static_cast<double>(rising);
  return std::max(0.0,
                  static_cast<double>(steps - step) / static_cast<double>(std::max<std::int64_t>(1, steps - rising)));
}

Optimizer::Optimizer(const ParameterTable& table, const FitOptions& options, const Tensor& values)
    : options_(options),
      state_{at::zeros_like(values), at::zeros_like(values), options.ema > 0 ? values.clone() : Tensor(), 0} {
  const int top = table.parameters().empty() ? 0 : table.parameters().back().depth;
  for (const Parameter& parameter : table.parameters()) {
    const double rate = parameter.depth == top ? options.head_lr
                                               : options.lr * std::pow(options.layer_decay, top - 1 - parameter.depth);
    const double decay = parameter.decays ? options.weight_decay : 0;
    if (!segments_.empty() && segments_.back().rate == rate && segments_.back().decay == decay)
      segments_.back().count += parameter.count;
    else
      segments_.push_back({parameter.first, parameter.count, rate, decay});
  }
}

double Optimizer::step(Tensor& values, Tensor& gradients, double share) {
  const at::NoGradGuard none;
  ++state_.steps;
  const double length = at::linalg_vector_norm(gradients).item<double>();
  std::optional<Tensor> scale;
  if (options_.clip > 0 && length > options_.clip)
    scale = at::full({}, (length + 1e-6) / options_.clip, values.options());
  for (const Segment& segment : segments_) {
    const auto part = [&](const Tensor& flat) { return flat.narrow(0, segment.first, segment.count); };
    const Tensor steps = at::full({}, static_cast<double>(state_.steps), at::kFloat).to(values.device());
    at::_fused_adamw_({part(values)}, {part(gradients)}, {part(state_.first)}, {part(state_.second)}, {}, {steps},
                      segment.rate * share, .9, .999, segment.decay, 1e-8, false, false, scale, std::nullopt);
  }
  if (state_.average.defined() && state_.steps % kStepsBetweenAverages == 0) {
    const double keep = std::min(std::pow(options_.ema, static_cast<double>(kStepsBetweenAverages)),
                                 static_cast<double>(state_.steps + 1) / static_cast<double>(state_.steps + 10));
    state_.average.lerp_(values, 1 - keep);
  }
  return length;
}

}  // namespace openaffect::learn
