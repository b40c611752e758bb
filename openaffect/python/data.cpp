#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>

#include "openaffect/data/memory_table.h"
#include "openaffect/python/errors.h"
#include "openaffect/python/modules.h"
#include "openaffect/python/tables.h"

namespace openaffect::python {
namespace {

// The name that the Arrow PyCapsule interface gives to capsules of streams.
constexpr const char* kStreamCapsule = "arrow_array_stream";

Table take_table(const nb::object& source, std::string name) {
  const nb::object capsule = source.attr("__arrow_c_stream__")();
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), kStreamCapsule));
  if (!stream) throw nb::python_error();
  return {value_of(MemoryTable::take(*stream, std::move(name)))};
}

void release_capsule(PyObject* capsule) noexcept {
  TableStream(static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, kStreamCapsule)));
}

nb::object give_table(const Table& table, const nb::object& /*requested_schema*/) {
  TableStream stream = stream_of(*table.content);
  const nb::object capsule = nb::steal(PyCapsule_New(stream.get(), kStreamCapsule, release_capsule));
  if (!capsule.is_valid()) throw nb::python_error();
  static_cast<void>(stream.release());  // the capsule has it now
  return capsule;
}

}  // namespace

void add_data(nb::module_& module) {
  nb::class_<Table>(module, "Table")
      .def("__arrow_c_stream__", &give_table, nb::arg("requested_schema").none() = nb::none());
  module.def("take_table", &take_table, nb::arg("source"), nb::arg("name"));
}

}  // namespace openaffect::python
