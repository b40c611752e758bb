#include "openaffect/learn/optimizer.h"

#include <cmath>

#include <gtest/gtest.h>

namespace openaffect::learn {
namespace {

using nn::Tensor;

// Embeddings (depth 0), a layer (1), a head (2).
ParameterTable table() {
  ParameterTable all;
  all.add("words", {2, 2}, 0);
  all.add("layer.weight", {2, 1}, 1);
  all.add("layer.bias", {2}, 1);
  all.add("heads.mood.output.weight", {1, 2}, 2);
  return all;
}

FitOptions options() {
  FitOptions o;
  o.lr = .1;
  o.head_lr = .5;
  o.layer_decay = .5;
  o.weight_decay = .2;
  o.clip = 0;
  o.ema = 0;
  return o;
}

float at(const Tensor& flat, int i) {
  return flat[i].item<float>();
}

TEST(Optimizer, RateRisesAndFalls) {
  EXPECT_DOUBLE_EQ(rate_share(0, 100, .1), 0);
  EXPECT_DOUBLE_EQ(rate_share(5, 100, .1), .5);
  EXPECT_DOUBLE_EQ(rate_share(10, 100, .1), 1);
  EXPECT_DOUBLE_EQ(rate_share(55, 100, .1), .5);
  EXPECT_DOUBLE_EQ(rate_share(100, 100, .1), 0);
  EXPECT_DOUBLE_EQ(rate_share(0, 10, 0), 1);
}

// The first step of Adam is the rate in the direction of the gradient's sign, whatever its size; before it, matrices
// lose rate * decay of themselves. Rates: head .5, layer .1, embeddings .1 * .5.
TEST(Optimizer, FirstStepByHand) {
  const ParameterTable parameters = table();
  Tensor values = at::ones({parameters.count()}, at::kFloat),
         gradients = at::full({parameters.count()}, -3.0, at::kFloat);
  Optimizer optimizer(parameters, options(), values);
  EXPECT_NEAR(optimizer.step(values, gradients, 1), 3 * std::sqrt(10.0), 1e-5);
  EXPECT_NEAR(at(values, 0), 1 - .05 * .2 + .05, 1e-6);
  EXPECT_NEAR(at(values, 4), 1 - .1 * .2 + .1, 1e-6);
  EXPECT_NEAR(at(values, 6), 1 + .1, 1e-6);  // a bias does not decay
  EXPECT_NEAR(at(values, 8), 1 - .5 * .2 + .5, 1e-6);
}

// Second step with gradient 1 after -3: m = .9 * -.3 + .1 = -.17, v = .999 * .009 + .001 = .009991,
// m / (1 - .81) = -.894737, v / (1 - .998001) = 4.998; rate * .894737 / 2.235621 up.
TEST(Optimizer, SecondStepByHand) {
  const ParameterTable parameters = table();
  Tensor values = at::ones({parameters.count()}, at::kFloat);
  Optimizer optimizer(parameters, options(), values);
  Tensor gradients = at::full({parameters.count()}, -3.0, at::kFloat);
  optimizer.step(values, gradients, 1);
  gradients.fill_(1);
  const float before = at(values, 6);
  optimizer.step(values, gradients, .5);
  EXPECT_NEAR(at(values, 6) - before, .05 * .894737 / 2.235621, 1e-5);
}

// Clipping scales the gradient, which Adam's first step does not see; its moments do.
TEST(Optimizer, ClipsByLength) {
  const ParameterTable parameters = table();
  FitOptions o = options();
  o.clip = 1;
  Tensor values = at::ones({parameters.count()}, at::kFloat),
         gradients = at::full({parameters.count()}, 2.0, at::kFloat);
  Optimizer optimizer(parameters, o, values);
  EXPECT_NEAR(optimizer.step(values, gradients, 1), 2 * std::sqrt(10.0), 1e-5);
  EXPECT_NEAR(at(optimizer.state().first, 0), .1 / std::sqrt(10.0), 1e-6);
}

// The average moves every fourth step: by 1 - min(.5^4, 5/14) of the way, at the fourth.
TEST(Optimizer, AverageFollows) {
  const ParameterTable parameters = table();
  FitOptions o = options();
  o.ema = .99;
  Tensor values = at::ones({parameters.count()}, at::kFloat), gradients = at::zeros({parameters.count()}, at::kFloat);
  Optimizer optimizer(parameters, o, values);
  gradients.fill_(-1);
  for (int i = 0; i < 3; ++i) optimizer.step(values, gradients, 1);
  EXPECT_FLOAT_EQ(at(optimizer.average(values), 6), 1);
  optimizer.step(values, gradients, 1);
  EXPECT_NEAR(at(optimizer.average(values), 6), 1 + (at(values, 6) - 1) * (1 - 5.0 / 14), 1e-6);
}

}  // namespace
}  // namespace openaffect::learn
