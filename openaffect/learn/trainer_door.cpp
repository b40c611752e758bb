#include <string>

#include "openaffect/learn/fit.h"
#include "openaffect/learn/fit_files.h"
#include "openaffect/learn/trainer_library.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/model_licence.h"
#include "openaffect/nn/tensor.h"

namespace openaffect {
namespace {

Result<TrainerBase> open_base(const std::string& folder) {
  OA_TRY(opened, open_model_folder(folder));
  TrainerBase base;
  base.tokenizer = opened.tokenizer;
  base.architecture = std::string(architecture_name(opened.config.architecture)) + ", " +
                      std::to_string(opened.config.layers) + " layers of " + std::to_string(opened.config.hidden);
  base.licence = opened.licence;
  base.licence_class = licence_class_of(opened.licence);
  base.sha256 = content_sha256(opened);
  base.longest_text = static_cast<std::size_t>(opened.config.longest_text);
  return base;
}

Result<Done> open_device(Device device) {
  return device == Device::cuda ? nn::open_cuda() : Done{};
}

constexpr TrainerDoor kDoor = {open_device, fit, write_fit_files, open_base, write_trained_folder};

}  // namespace
}  // namespace openaffect

extern "C" const openaffect::TrainerDoor* openaffect_trainer_door() {
  return &openaffect::kDoor;
}
