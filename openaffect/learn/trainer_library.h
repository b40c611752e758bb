// The trainer, as libopenaffect_neural.so offers it (raters/neural_library.h says what that is).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/learn/fit_options.h"
#include "openaffect/learn/training_data.h"
#include "openaffect/nn/model_folder_writer.h"
#include "openaffect/nn/precision.h"
#include "openaffect/text/tokenizer.h"

namespace openaffect {

// A line of the log (docs/train.md), and of the terminal.
struct FitProgress {
  std::int64_t step = 0, steps = 0;
  double epoch = 0;
  double loss = 0;  // moving average of the batches'
  double lr = 0;
  double tokens_per_second = 0;
  double seconds_left = 0;
};

struct FitRequest {
  std::string base;    // a Hugging Face folder: encoder and tokenizer
  std::string folder;  // the job's: checkpoint.safetensors, log.jsonl, weights.safetensors when finished
  FitOptions options = {};
  Precision precision = Precision::float32;  // of the products: float32 or bfloat16
  Device device = Device::cpu;
  const std::atomic<bool>* stop = nullptr;  // when it becomes true: a checkpoint, then Error `interrupted`
  std::function<void(const FitProgress&)> progress = {};
};

// What the trained network says of a development part.
struct HeadOutputs {
  std::string source, head;
  std::size_t columns = 0;
  std::vector<float> values;  // [texts of the part, columns]
};

struct FitResult {
  std::string weights;  // path: encoder under the names of the base's architecture, heads as trained_model.h says
  double best_epoch = 0;
  double score = 0;  // of the development parts, mean over heads
  std::vector<HeadOutputs> development;
};

// What a training needs to know of its base.
struct TrainerBase {
  std::shared_ptr<const Tokenizer> tokenizer;
  std::string architecture;  // "bert, 6 layers of 384"
  std::string licence;       // from its card; "" when it says none
  LicenceClass licence_class = LicenceClass::terms;
  std::string sha256;            // of all files that decide what it says (content_sha256())
  std::size_t longest_text = 0;  // tokens with their frame that it takes
};

struct TrainerDoor {
  // Error `unsupported` where this machine cannot train on the device.
  Result<Done> (*open_device)(Device device);
  // Trains, or goes on from the checkpoint in the folder, whose data, base and options must be these (`refused` if
  // not). law: a run that was killed and continued ends with the same weights as one that was not, on one machine.
  Result<FitResult> (*fit)(const TrainingData& data, const FitRequest& request);
  // Only writes what the run needs into the folder, for another machine (fit_files.h).
  Result<Done> (*prepare)(const TrainingData& data, const FitRequest& request);
  Result<TrainerBase> (*open_base)(const std::string& folder);  // errors as open_model_folder()
  Result<Done> (*write_folder)(const std::string& path, const TrainedFolderParts& parts, Overwrite overwrite);
};

// Opens the library, once. Errors as open_neural_door.
Result<const TrainerDoor*> open_trainer_door();

}  // namespace openaffect

extern "C" const openaffect::TrainerDoor* openaffect_trainer_door();
