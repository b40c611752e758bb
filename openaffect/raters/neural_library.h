// The way into libopenaffect_neural.so, which brings libtorch: a quarter of a second and 116 MB that only those pay who
// ask for a network.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"
#include "openaffect/raters/huggingface_settings.h"

namespace openaffect {

// A Hugging Face folder as a rater.
struct HuggingFaceRequest {
  std::string name;    // of the rater, lower_snake_case
  std::string folder;  // "./emotion-english-distilroberta-base"
  HuggingFaceSettings settings = {};
  Device device = Device::cpu;
};

// What the library offers. A new kind of neural rater is a new function here.
struct NeuralDoor {
  Result<std::shared_ptr<const Rater>> (*make_hugging_face)(const HuggingFaceRequest& request);
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
