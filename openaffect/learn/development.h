// How a network does on the development parts while it is trained: quick scores, to choose an epoch by. What a finished
// model is worth is measured elsewhere, through its rater.
#pragma once

#include <string>
#include <vector>

#include "openaffect/learn/network.h"
#include "openaffect/learn/trainer_library.h"

namespace openaffect::learn {

struct HeadScore {
  std::string head;
  double loss = 0;
  // multi_label: mean over labels of the average precision; single_label: macro F1; ordinal and regression: mean over
  // fields of Pearson's r (of the expected grade); distribution: 1 - mean total variation.
  double score = 0;
};

struct DevelopmentScores {
  std::vector<HeadScore> heads;
  double score = 0;  // mean over heads
};

// Of the weights that the network uses. Sources without a development part say nothing.
std::vector<HeadOutputs> development_outputs(Network& network, const TrainingData& data);
DevelopmentScores score_development(const TrainingData& data, const std::vector<HeadOutputs>& outputs);

// One head over all texts that something was said of: z [texts, outputs], targets as TargetMatrix. NaN when there is
// nothing to score.
double head_score(const HeadPlan& plan, const nn::Tensor& z, const nn::Tensor& targets);

}  // namespace openaffect::learn
