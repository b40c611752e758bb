// A training run as files: for a machine that has a compiler and a libtorch and nothing else (fit_main.cpp).
#pragma once

#include <string>

#include "openaffect/learn/trainer_library.h"

namespace openaffect {

// Into request.folder: training.safetensors, fit.json (options and precision), base/ (config.json and weights).
Result<Done> write_fit_files(const TrainingData& data, const FitRequest& request);

// The request that write_fit_files() wrote; device, stop and progress are the caller's. Errors `format`: no fit.json.
Result<FitRequest> read_fit_request(const std::string& folder);

inline constexpr const char* kTrainingDataName = "training.safetensors";

}  // namespace openaffect
