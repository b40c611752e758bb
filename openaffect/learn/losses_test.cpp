#include "openaffect/learn/losses.h"

#include <cmath>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

namespace openaffect::learn {
namespace {

using nn::Tensor;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Tensor matrix(std::vector<double> values, std::int64_t columns) {
  return at::tensor(values, at::kDouble).view({-1, columns});
}

double value(const Tensor& loss) {
  return loss.item<double>();
}

// Central differences of `law` at z against its gradient, in float64.
void expect_gradient(const Tensor& z, const std::function<Tensor(const Tensor&)>& law) {
  constexpr double kStep = 1e-6;
  const Tensor at = z.clone().requires_grad_();
  nn::backward(law(at));
  for (std::int64_t i = 0; i < z.numel(); ++i) {
    Tensor above = z.clone(), below = z.clone();
    above.view({-1})[i] += kStep;
    below.view({-1})[i] -= kStep;
    const double slope = (value(law(above)) - value(law(below))) / (2 * kStep);
    EXPECT_NEAR(at.grad().view({-1})[i].item<double>(), slope, 1e-7) << "number " << i;
  }
}

const Tensor kOutputs = matrix({.3, -1.2, 2, .7, .1, -.4, -3, 1.5, .25, 0, .9, -.6}, 3);

TEST(Losses, GradientsAreThoseOfTheNumbers) {
  const Tensor shares = matrix({1, 0, .25, 0, 0, 1, 1, 1, 0, .5, 0, 0}, 3);
  expect_gradient(kOutputs, [&](const Tensor& z) { return learn::binary_cross_entropy(z, shares, Tensor()); });
  expect_gradient(kOutputs, [&](const Tensor& z) {
    return binary_cross_entropy(z, shares, at::tensor({2.0, .5, 1.0}, at::kDouble));
  });
  expect_gradient(kOutputs, [&](const Tensor& z) { return asymmetric_loss(z, shares); });
  const Tensor labels = at::tensor({2, 0, 1, 1}, at::kLong);
  expect_gradient(kOutputs, [&](const Tensor& z) { return cross_entropy(z, labels, Tensor()); });
  expect_gradient(kOutputs, [&](const Tensor& z) {
    return cross_entropy(z, labels, at::tensor({1.0, 3.0, .5}, at::kDouble));
  });
  const Tensor grades = at::tensor({0.0, 3.0, 1.0, 2.0}, at::kDouble);
  expect_gradient(kOutputs, [&](const Tensor& z) { return ordinal_loss(z, grades); });
  const Tensor distribution = at::softmax(kOutputs.flip(0), 1);
  expect_gradient(kOutputs, [&](const Tensor& z) { return divergence(z, distribution); });
  expect_gradient(kOutputs, [&](const Tensor& z) {
    return soft_cross_entropy(z, distribution, at::tensor({1.0, 3.0, .5}, at::kDouble));
  });
}

// Eight texts, so that the concordance counts; one number was not said.
TEST(Losses, GradientOfRegression) {
  const Tensor z = at::cat({kOutputs, kOutputs * .5 + .1});
  Tensor t = at::cat({kOutputs.flip(0), kOutputs * -.3});
  t[3][1] = kNaN;
  t = at::cat({t, t}),
  expect_gradient(at::cat({z, z + .2}), [&](const Tensor& out) { return regression_loss(out, t); });
}

TEST(Losses, ByHand) {
  const Tensor zeros = at::zeros({4, 3}, at::kDouble);
  const Tensor shares = matrix({1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0}, 3);
  EXPECT_NEAR(value(cross_entropy(zeros, at::tensor({2, 0, 1, 1}, at::kLong), Tensor())), std::log(3), 1e-12);
  EXPECT_NEAR(value(learn::binary_cross_entropy(zeros, shares, Tensor())), std::log(2), 1e-12);
  // Three thresholds of ln 2 each.
  EXPECT_NEAR(value(ordinal_loss(zeros, at::tensor({0.0, 3.0, 1.0, 2.0}, at::kDouble))), 3 * std::log(2), 1e-12);
  EXPECT_NEAR(value(divergence(zeros, at::full({4, 3}, 1.0 / 3, at::kDouble))), 0, 1e-7);
  // (.5 ln .5 + .5 ln .5) - ln(1/3) = ln 1.5.
  EXPECT_NEAR(value(divergence(zeros, matrix({.5, .5, 0, .5, .5, 0, .5, .5, 0, .5, .5, 0}, 3))), std::log(1.5), 1e-7);
  // A negative whose probability is below the margin costs nothing; at p = .5 it costs -.45^2 ln .55.
  EXPECT_NEAR(value(asymmetric_loss(at::full({1, 1}, -4.0, at::kDouble), at::zeros({1, 1}, at::kDouble))), 0, 1e-12);
  EXPECT_NEAR(value(asymmetric_loss(zeros, at::zeros_like(zeros))), -.2025 * std::log(.55), 1e-12);
}

// Two columns that are equal concord; shifted by 1, over 0 … 7: s = 5.25, CCC = 2 * 5.25 / (10.5 + 1), MSE = 1.
TEST(Losses, RegressionByHand) {
  const Tensor t = at::arange(8, at::kDouble).unsqueeze(1);
  EXPECT_NEAR(value(regression_loss(t, t)), 0, 1e-8);
  EXPECT_NEAR(value(regression_loss(t + 1, t)), 1 + .5 * (1 - 10.5 / 11.5), 1e-8);
  // Of fewer than eight texts only the squared error.
  EXPECT_NEAR(value(regression_loss(t.slice(0, 0, 7) + 2, t.slice(0, 0, 7))), 4, 1e-8);
}

// Shares that are all on one class cost what its label costs, and half on each of two classes the mean of both.
TEST(Losses, ALabelIsAShareOfAllOnIt) {
  const Tensor labels = at::tensor({2, 0, 1, 1}, at::kLong), others = at::tensor({0, 1, 2, 0}, at::kLong);
  const auto shares = [](const Tensor& of) { return at::one_hot(of, 3).to(at::kDouble); };
  for (const Tensor& weights : {Tensor(), at::tensor({1.0, 3.0, .5}, at::kDouble)})
    EXPECT_NEAR(value(soft_cross_entropy(kOutputs, shares(labels), weights)),
                value(cross_entropy(kOutputs, labels, weights)), 1e-12);
  const double mean =
      (value(cross_entropy(kOutputs, labels, Tensor())) + value(cross_entropy(kOutputs, others, Tensor()))) / 2;
  EXPECT_NEAR(value(soft_cross_entropy(kOutputs, .5 * (shares(labels) + shares(others)), Tensor())), mean, 1e-12);
}

TEST(Losses, WhatNobodySaidCostsNothing) {
  const HeadPlan single{"mood", HeadKind::single_label, 3};
  const Tensor z = kOutputs.to(at::kFloat);
  const Tensor some = at::tensor({2.0, kNaN, 1.0, kNaN}, at::kFloat).unsqueeze(1);
  const Tensor picked = z.index_select(0, at::tensor({0, 2}, at::kLong));
  EXPECT_FLOAT_EQ(head_loss(single, z, some).item<float>(),
                  cross_entropy(picked, at::tensor({2, 1}, at::kLong), Tensor()).item<float>());
  EXPECT_FALSE(head_loss(single, z, at::full({4, 1}, kNaN, at::kFloat)).defined());
  EXPECT_FALSE(head_loss({"vad", HeadKind::regression, 3}, z, at::full({4, 3}, kNaN, at::kFloat)).defined());
  const HeadPlan heavy{"mood", HeadKind::single_label, 3, 2.5};
  EXPECT_FLOAT_EQ(head_loss(heavy, z, some).item<float>(), 2.5F * head_loss(single, z, some).item<float>());
}

}  // namespace
}  // namespace openaffect::learn
