#include "openaffect/python/errors.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "openaffect/statistics/resample.h"
#include "openaffect/text/unicode.h"

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

// Cells and names that an error quotes need not be UTF-8.
void set_exception(const char* kind, const Error& error) {
  const nb::object make = nb::module_::import_("openaffect.errors").attr("of_kind");
  const Where& where = error.where;
  const nb::object exception = make(kind, to_valid_utf8(describe_error(error)), to_valid_utf8(error.what),
                                    to_valid_utf8(where.file), where.row, to_valid_utf8(where.column), where.byte);
  PyErr_SetObject(exception.type().ptr(), exception.ptr());
}

}  // namespace

void raise(const Error& error) {
  set_exception(kind_name(error.kind), error);
  throw nb::python_error();
}

void add_errors() {
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const ContractError& error) {
      set_exception("contract", {ErrorKind::unsupported, error.what()});
    } catch (const Stopped&) {
      set_exception(kind_name(ErrorKind::interrupted), {ErrorKind::interrupted, "stopped"});
    }
  });
}

}  // namespace openaffect::python
