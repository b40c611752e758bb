#include "openaffect/python/errors.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

namespace openaffect::python {
namespace {

// As openaffect.errors names them.
const char* kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::io:
      return "io";
    case ErrorKind::format:
      return "format";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::unknown:
      return "unknown";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::interrupted:
      return "interrupted";
  }
  throw ContractError("an error of no kind");
}

}  // namespace

void raise(const Error& error) {
  const nb::object make = nb::module_::import_("openaffect.errors").attr("of_kind");
  const nb::object exception = make(kind_name(error.kind), describe_error(error), error.what, error.where.file,
                                    error.where.row, error.where.column, error.where.byte);
  PyErr_SetObject(exception.type().ptr(), exception.ptr());
  throw nb::python_error();
}

}  // namespace openaffect::python
