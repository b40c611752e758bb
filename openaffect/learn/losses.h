// What a head's outputs cost, given what people said. All means over the texts of a batch of which something was said;
// a differentiable number. float32.
#pragma once

#include "openaffect/learn/training_data.h"
#include "openaffect/nn/tensor.h"

namespace openaffect::learn {

// The law of `plan`'s kind, times its weight. z [texts, outputs], targets as TargetMatrix says; undefined when nothing
// was said of any text of the batch.
nn::Tensor head_loss(const HeadPlan& plan, const nn::Tensor& z, const nn::Tensor& targets);

// -w_y log softmax(z)_y, divided by the sum of the w_y (as PyTorch's cross_entropy). y [texts] int64, w [classes] or
// undefined.
nn::Tensor cross_entropy(const nn::Tensor& z, const nn::Tensor& y, const nn::Tensor& class_weights);

// -sum_k w_k t_k log softmax(z)_k, divided by the sum of the w_k t_k; t [texts, classes] shares that sum to 1. Where t
// is all on one class it is cross_entropy.
nn::Tensor soft_cross_entropy(const nn::Tensor& z, const nn::Tensor& t, const nn::Tensor& class_weights);

// -(w_i t log p + (1 - t) log(1 - p)), p = sigmoid(z), mean over texts and labels; t in 0..1.
nn::Tensor binary_cross_entropy(const nn::Tensor& z, const nn::Tensor& t, const nn::Tensor& positive_weights);

// Ridnik et al., Asymmetric Loss for Multi-Label Classification, ICCV 2021, eq. 6, with its margin .05 and
// gamma+ = 0, gamma- = 2; mean over texts and labels.
nn::Tensor asymmetric_loss(const nn::Tensor& z, const nn::Tensor& t);

// CORAL, Cao, Mirjalili and Raschka 2020, eq. 4: the binary cross entropy of "the grade is above k", summed over k.
nn::Tensor ordinal_loss(const nn::Tensor& z, const nn::Tensor& grade);

// Over the fields that somebody said something of: half of 1 - CCC (Lin 1989) of the batch, from eight texts on, plus
// the mean squared error.
nn::Tensor regression_loss(const nn::Tensor& z, const nn::Tensor& t);

// KL(t || softmax(z)).
nn::Tensor divergence(const nn::Tensor& z, const nn::Tensor& t);

}  // namespace openaffect::learn
