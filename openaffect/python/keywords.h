// Keywords of a call become fields of an option struct. A keyword that is None leaves the field as it is: defaults
// stand in the structs alone.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "openaffect/python/errors.h"

namespace openaffect::python {

// (take*, end)
class Keywords {
 public:
  explicit Keywords(nb::dict given) : given_(std::move(given)) {}

  // None and an absent keyword are the same.
  bool has(const char* name) {
    known_.insert(name);
    return given_.contains(name) && !given_[name].is_none();
  }

  // Throws TypeError that names the keyword when it is of another type.
  template <class T>
  void take(const char* name, T& field) {
    if (!has(name)) return;
    const nb::object value = nb::borrow(given_[name]);
    if (!nb::try_cast(value, field)) refuse_type(name, value);
  }

  // One text or several.
  void take_list(const char* name, std::vector<std::string>& field);

  template <class T>
  T get(const char* name, T otherwise = {}) {
    take(name, otherwise);
    return otherwise;
  }

  // The position of the keyword's word among those that it takes; the first is the default. Error `unknown`.
  std::size_t choice(const char* name, const std::vector<std::string>& words);

  // Throws TypeError for a keyword that nobody took, unless it is None.
  void end() const;

 private:
  [[noreturn]] static void refuse_type(const char* name, const nb::object& value);

  nb::dict given_;
  std::set<std::string> known_;
};

}  // namespace openaffect::python
