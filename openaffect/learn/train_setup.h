// What a training job is asked to do, and all that is found out before anything is written.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/progress.h"
#include "openaffect/core/rater.h"
#include "openaffect/label/manifest.h"
#include "openaffect/learn/base_folder.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/trainer_library.h"
#include "openaffect/learn/training_plan.h"

namespace openaffect {

struct TrainRequest {
  Recipe recipe;
  std::string output;         // the model's folder
  bool force = false;         // discard a finished or unfinished output of this name
  bool prepare_only = false;  // stop before the training, with all that it needs in OUTPUT.partial
  std::string use = {};       // "commercial": refuse a base, data and teachers that are not open (core/use.h)
  Device device = Device::cpu;
  std::string command = {};                           // for the card
  std::size_t resamples = 10'000;                     // of the intervals
  std::function<void(const std::string&)> tell = {};  // what was found and done, a line or a table each, to be kept
  std::function<void(const FitProgress&)> progress = {};
  Watcher watcher = {};  // stops all of it; its status is of the work before the training and behind it
};

// What a job needs of libraries that this one does not link; tests bring their own.
struct TrainTools {
  const TrainerDoor* door = nullptr;
  std::function<Result<std::shared_ptr<const Rater>>(const std::string& name, const std::string& folder, Device device)>
      open_rater;
  std::vector<std::pair<std::string, std::string>> versions = {};
};

// Those of the libraries. Errors as neural_symbol().
Result<TrainTools> open_train_tools();

struct TrainSetup {
  Recipe recipe;  // as it is carried out: longest_text is no more than the base takes
  std::string base_folder;
  TrainerBase base;
  BaseFacts base_facts;
  Precision precision = Precision::float32;  // of the products
  TrainingPlan plan;
  // What decides the weights, in the order in which a difference is named (manifest.h).
  JobIdentity identity;
};

// Finds and opens the base, and plans. Errors: those of the recipe's check, of the base and of plan_training().
Result<TrainSetup> set_up_training(const TrainRequest& request, const TrainTools& tools);

// bfloat16 where the device multiplies it faster than float32, else float32.
Precision fastest_precision(Device device);

// The model that the recipe describes, before calibration: its heads with names and schemes, its licence, its data.
TrainedModel described_model(const TrainSetup& setup);

}  // namespace openaffect
