#include "openaffect/raters/neural_library.h"

#include <dlfcn.h>

#include <fmt/format.h>

namespace openaffect {
namespace {

constexpr const char* kLibrary = "libopenaffect_neural.so";
constexpr std::string_view kHowToGet =
    "Networks need libtorch: pip install --no-deps torch==2.15.0 nvidia-cuda-runtime nvidia-cuda-cupti, and a build of "
    "openaffect that finds it (cmake -DOA_TORCH=FOLDER, its libraries also on LD_LIBRARY_PATH when they have moved); "
    "from a checkout: ./dev setup && ./dev build. Lexicon raters work without it.";

Result<const NeuralDoor*> open() {
  OA_TRY(symbol, neural_symbol("openaffect_neural_door"));
  return reinterpret_cast<decltype(&openaffect_neural_door)>(symbol)();
}

}  // namespace

Result<void*> neural_symbol(const char* name) {
  void* library = ::dlopen(kLibrary, RTLD_NOW);
  void* symbol = library ? ::dlsym(library, name) : nullptr;
  if (symbol) return symbol;
  return Error{ErrorKind::not_found, fmt::format("networks cannot be run here: {}\n{}", ::dlerror(), kHowToGet)};
}

Result<const NeuralDoor*> open_neural_door() {
  static const Result<const NeuralDoor*> door = open();
  return door;
}

}  // namespace openaffect
