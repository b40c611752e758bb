#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme.h"
#include "openaffect/python/errors.h"
#include "openaffect/python/modules.h"
#include "openaffect/version.h"

namespace openaffect::python {

void add_core(nb::module_& module) {
  module.attr("version") = OPENAFFECT_VERSION;
  module.def("unknown_name_message",
             [](const std::string& what, const std::string& name, const std::vector<std::string>& known) {
               return unknown_name_message(what, name, known);
             });
  module.def("scheme_ids", &built_in_scheme_ids);
  module.def(
      "scheme_json", [](std::string_view id) { return scheme_text(*value_of(find_scheme(id))); }, nb::arg("id"));
}

}  // namespace openaffect::python
