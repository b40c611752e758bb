#include "openaffect/core/use.h"

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {

Result<Done> check_use(std::string_view name, std::string_view licence, LicenceClass licence_class,
                       std::string_view use) {
  const std::vector<std::string> known = {"commercial"};
  if (!use.empty() && use != known[0]) return Error{ErrorKind::unknown, unknown_name_message("use", use, known)};
  if (use.empty() || licence_class == LicenceClass::open) return Done{};
  return Error{ErrorKind::refused,
               fmt::format("{} is not for commercial use: its licence is {} (class {})", name,
                           licence.empty() ? "not known" : licence, licence_class_name(licence_class))};
}

}  // namespace openaffect
