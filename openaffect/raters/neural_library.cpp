#include "openaffect/raters/neural_library.h"

#include <dlfcn.h>

#include <fmt/format.h>

#include "openaffect/core/network_process.h"

namespace openaffect {
namespace {

constexpr const char* kLibrary = "libopenaffect_neural.so";
constexpr std::string_view kHowToGet =
    "Networks need libtorch. The Python package takes that of pip install 'openaffect[neural]' or, without the "
    "gigabytes "
    "of CUDA, of\n  pip install --no-deps torch==2.15.0 nvidia-cuda-runtime==13.2.86 nvidia-cuda-cupti==13.2.86\n"
    "and must be started anew then (in a notebook: restart the kernel). A checkout brings it (./dev setup && ./dev "
    "build); another build needs cmake -DOA_TORCH=FOLDER. Lexicon raters work without it.";

Result<const NeuralDoor*> open() {
  OA_TRY(symbol, neural_symbol("openaffect_neural_door"));
  return reinterpret_cast<decltype(&openaffect_neural_door)>(symbol)();
}

}  // namespace

Result<void*> neural_symbol(const char* name) {
  OA_CHECK(check_network_process());
  void* library = ::dlopen(kLibrary, RTLD_NOW);
  void* symbol = library ? ::dlsym(library, name) : nullptr;
  if (symbol) return symbol;
  return Error{ErrorKind::not_found, fmt::format("networks cannot be run here: {}\n{}", ::dlerror(), kHowToGet)};
}

Result<const NeuralDoor*> open_neural_door() {
  OA_CHECK(check_network_process());
  static const Result<const NeuralDoor*> door = open();
  return door;
}

}  // namespace openaffect
