// What a training run starts from: an encoder's files, and checks that data and encoder go together.
#pragma once

#include <memory>
#include <string>

#include "openaffect/core/error.h"
#include "openaffect/learn/trainer_library.h"
#include "openaffect/nn/encoder_weights.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/tensor.h"

namespace openaffect {

struct FitBase {
  ModelConfig config;
  std::shared_ptr<const EncoderWeights> weights;
};

// config.json and the weights of a model folder; a head that it has is passed over.
Result<FitBase> open_fit_base(const std::string& folder);

// Offsets that rise, targets of the shape their head has, a training part with texts and something said of each head.
Result<Done> check_training_data(const TrainingData& data);
Result<Done> check_tokens(const TrainingData& data, const ModelConfig& config);

// The same for the same data, base and options; 16 hexadecimal digits (FNV-1a, 64 bits).
std::string identity_of(const TrainingData& data, const FitRequest& request, const nn::Tensor& values);

}  // namespace openaffect
