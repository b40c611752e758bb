#include "openaffect/cli/tables_library.h"

#include <dlfcn.h>

#include <cstdlib>

#include <fmt/format.h>

namespace openaffect {

Result<void*> tables_symbol(const char* name) {
  // As fast as Arrow's own allocators on a label job, and a fifth less memory; read when Arrow is first used.
  ::setenv("ARROW_DEFAULT_MEMORY_POOL", "system", 0);
  void* library = ::dlopen("libopenaffect_cli_tables.so", RTLD_NOW);
  void* symbol = library ? ::dlsym(library, name) : nullptr;
  if (!symbol) return Error{ErrorKind::not_found, fmt::format("the installation is not whole: {}", ::dlerror())};
  return symbol;
}

Result<const TablesDoor*> open_tables_door() {
  OA_TRY(symbol, tables_symbol("openaffect_tables_door"));
  return reinterpret_cast<decltype(&openaffect_tables_door)>(symbol)();
}

}  // namespace openaffect
