// The way into libopenaffect_neural.so, which brings libtorch: a quarter of a second and 116 MB that only those pay who
// ask for a network.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"
#include "openaffect/nn/model_folder_writer.h"
#include "openaffect/raters/network_settings.h"

namespace openaffect {

// A folder with a network as a rater.
struct NetworkRequest {
  std::string name;    // of the rater, lower_snake_case; "": as a trained model calls itself
  std::string folder;  // "./emotion-english-distilroberta-base"
  NetworkSettings settings = {};
  Device device = Device::cpu;
};

// What the library offers. A new kind of neural rater is a new function here. What handles weights without libtorch
// lies in it, too.
struct NeuralDoor {
  Result<std::shared_ptr<const Rater>> (*make_hugging_face)(const NetworkRequest& request);
  Result<std::shared_ptr<const Rater>> (*make_trained)(const NetworkRequest& request);
  // model_folder_writer.h
  Result<Done> (*write_trained_folder)(const std::string& path, const TrainedFolderParts& parts, Overwrite overwrite);
  Result<Done> (*quantise_folder)(const std::string& from, const std::string& to, Overwrite overwrite);
  Result<Done> (*export_head)(const ExportRequest& request);
  // {"libtorch", "2.15.0"}: as loaded.
  std::vector<std::pair<std::string, std::string>> (*library_versions)();
};

// What the library exports under a name; opens it. Safe from any thread. Error `not_found` when it, or one that it
// needs, is not there, with what to install. For doors like the one below, of modules above this one.
Result<void*> neural_symbol(const char* name);

// Opens the library, once; safe from any thread. Errors as neural_symbol().
Result<const NeuralDoor*> open_neural_door();

}  // namespace openaffect

extern "C" const openaffect::NeuralDoor* openaffect_neural_door();
