#include "openaffect/nn/versions.h"
#include "openaffect/raters/huggingface.h"
#include "openaffect/raters/neural_library.h"
#include "openaffect/raters/trained_rater.h"

namespace openaffect {
namespace {

std::vector<std::pair<std::string, std::string>> library_versions() {
  return {{"libtorch", libtorch_version()}};
}

constexpr NeuralDoor kDoor = {make_hugging_face, make_trained_rater, write_trained_folder,
                              quantise_folder,   export_head,        library_versions};

}  // namespace
}  // namespace openaffect

extern "C" const openaffect::NeuralDoor* openaffect_neural_door() {
  return &openaffect::kDoor;
}
