// What a run that demands a licence (--use) may work with.
#pragma once

#include <string_view>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"

namespace openaffect {

// Whether `name`, under `licence` ("" where it is not known), may be used so. `use` is "" (no demand) or "commercial":
// class open only. Errors: `refused`, with name and licence; `unknown` for another use.
Result<Done> check_use(std::string_view name, std::string_view licence, LicenceClass licence_class,
                       std::string_view use);

}  // namespace openaffect
