#include "openaffect/learn/trainer_library.h"

#include "openaffect/raters/neural_library.h"

namespace openaffect {
namespace {

Result<const TrainerDoor*> open() {
  OA_TRY(symbol, neural_symbol("openaffect_trainer_door"));
  return reinterpret_cast<decltype(&openaffect_trainer_door)>(symbol)();
}

}  // namespace

Result<const TrainerDoor*> open_trainer_door() {
  static const Result<const TrainerDoor*> door = open();
  return door;
}

}  // namespace openaffect
