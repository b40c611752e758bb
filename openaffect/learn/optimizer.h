// AdamW (Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019, algorithm 2; beta .9 and .999,
// epsilon 1e-8) with a rate for each layer, clipping by the gradient's length, and a moving average of the weights.
#pragma once

#include <cstdint>
#include <vector>

#include "openaffect/learn/fit_options.h"
#include "openaffect/learn/parameters.h"
#include "openaffect/nn/tensor.h"

namespace openaffect::learn {

// Share of the highest rate at a step, from 0 on: rises in a line over the first `warmup` of the steps, then falls in a
// line to 0 (as transformers' get_linear_schedule_with_warmup).
double rate_share(std::int64_t step, std::int64_t steps, double warmup);

// Everything that a checkpoint must keep besides the weights. Flat, as the parameters.
struct OptimizerState {
  nn::Tensor first, second;  // moments
  nn::Tensor average;        // of the weights; undefined without an average
  std::int64_t steps = 0;
};

class Optimizer {
 public:
  Optimizer(const ParameterTable& table, const FitOptions& options, const nn::Tensor& values);

  // One step with `share` of the highest rates; returns the gradient's length before it was clipped.
  double step(nn::Tensor& values, nn::Tensor& gradients, double share);

  OptimizerState& state() { return state_; }
  const nn::Tensor& average(const nn::Tensor& values) const {
    return state_.average.defined() ? state_.average : values;
  }

 private:
  // Parameters that are neighbours and share rate and decay.
  struct Segment {
    std::int64_t first = 0, count = 0;
    double rate = 0, decay = 0;
  };

  std::vector<Segment> segments_;
  FitOptions options_;
  OptimizerState state_;
};

}  // namespace openaffect::learn
