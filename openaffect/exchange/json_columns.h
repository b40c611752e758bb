// Objects as columns: one for each key, of the narrowest type that holds all its values.
#pragma once

#include <vector>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

// Columns in the order in which keys appear; null where an object lacks one, or is none. Texts, whole numbers, numbers
// and booleans are such columns when all values are; anything else is JSON. Error `unsupported` when the columns would
// be many and mostly empty: more than 64 of them, with more than 32 million cells together.
Result<std::vector<TableColumn>> columns_of_json(const std::vector<const Fields*>& objects);
Result<std::vector<TableColumn>> columns_of_json(const std::vector<Fields>& objects);

}  // namespace openaffect
