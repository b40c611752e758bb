// What each binding file adds to openaffect._core.
#pragma once

#include <nanobind/nanobind.h>

namespace openaffect::python {

void add_core(nanobind::module_& module);
void add_data(nanobind::module_& module);
void add_metrics(nanobind::module_& module);
void add_raters(nanobind::module_& module);
void add_label(nanobind::module_& module);
void add_evaluate(nanobind::module_& module);
void add_exchange(nanobind::module_& module);
void add_learn(nanobind::module_& module);

}  // namespace openaffect::python
