// The training loop.
#pragma once

#include "openaffect/learn/trainer_library.h"

namespace openaffect {

// TrainerDoor::fit. In request.folder: log.jsonl, checkpoint.safetensors and best.safetensors on the way,
// weights.safetensors at the end. Errors: those of the base's files; `unsupported` for a device that is not here and a
// base that is no encoder; `format` for data that contradicts itself; `io` (a full disk) with the checkpoint before
// intact; `refused` for the checkpoint of another run; `interrupted`; `format` when the loss is no number any more.
Result<FitResult> fit(const TrainingData& data, const FitRequest& request);

inline constexpr const char* kCheckpointName = "checkpoint.safetensors";
inline constexpr const char* kBestName = "best.safetensors";
inline constexpr const char* kLogName = "log.jsonl";
inline constexpr const char* kWeightsFileName = "weights.safetensors";

}  // namespace openaffect
