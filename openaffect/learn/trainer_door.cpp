#include "openaffect/learn/fit.h"
#include "openaffect/learn/trainer_library.h"

namespace openaffect {
namespace {

constexpr TrainerDoor kDoor = {fit};

}  // namespace
}  // namespace openaffect

extern "C" const openaffect::TrainerDoor* openaffect_trainer_door() {
  return &openaffect::kDoor;
}
