// The one place where the engine's errors become Python's exceptions (python/openaffect/errors.py has the classes).
#pragma once

#include <utility>

#include <nanobind/nanobind.h>

#include "openaffect/core/error.h"

namespace openaffect::python {

namespace nb = nanobind;

// Throws the exception of the error's kind. With the GIL.
[[noreturn]] void raise(const Error& error);

// Broken promises (ContractError) become exceptions of the package, too.
void add_errors();

// What a Result holds, or its error as an exception.
template <class T>
T value_of(Result<T> result) {
  if (!result) raise(result.error());
  return *std::move(result);
}

}  // namespace openaffect::python
