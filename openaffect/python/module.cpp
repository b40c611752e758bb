// openaffect._core. Types are declared before the functions that take them.
#include "openaffect/python/errors.h"
#include "openaffect/python/modules.h"

NB_MODULE(_core, module) {
  using namespace openaffect::python;
  nanobind::set_leak_warnings(false);  // an interpreter that ends at once (os._exit, a fork's child) is no bug
  add_errors();
  add_core(module);
  add_data(module);
  add_metrics(module);
  add_raters(module);
  add_label(module);
  add_evaluate(module);
  add_exchange(module);
  add_learn(module);
}
