#include "openaffect/python/keywords.h"

#include <algorithm>

#include "openaffect/core/names.h"

namespace openaffect::python {

std::size_t Keywords::choice(const char* name, const std::vector<std::string>& words) {
  const auto given = get<std::string>(name, words.front());
  const auto found = std::ranges::find(words, given);
  if (found == words.end())
    raise({ErrorKind::unknown, std::string(name) + ": " + unknown_name_message("word", given, words)});
  return static_cast<std::size_t>(found - words.begin());
}

void Keywords::take_list(const char* name, std::vector<std::string>& field) {
  if (!has(name)) return;
  const nb::object value = nb::borrow(given_[name]);
  std::string one;
  if (nb::try_cast(value, one))
    field = {one};
  else if (!nb::try_cast(value, field))
    refuse_type(name, value);
}

void Keywords::end() const {
  for (const auto& [key, value] : given_)
    if (!value.is_none() && !known_.contains(nb::cast<std::string>(key)))
      throw nb::type_error(("unexpected keyword " + nb::cast<std::string>(key)).c_str());
}

void Keywords::refuse_type(const char* name, const nb::object& value) {
  const auto type = nb::cast<std::string>(value.type().attr("__name__"));
  throw nb::type_error((std::string(name) + " does not take a " + type).c_str());
}

}  // namespace openaffect::python
