// One scalar of YAML 1.1, by PyYAML's rules. For the files of this folder only.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

// What a plain scalar says: null, boolean, whole number, number, or text.
Fields yaml_scalar(std::string_view text);

// The scalar that is read back as this text: plain where that is so, else in double quotes.
std::string yaml_text_scalar(std::string_view text);

// The scalar that is read back as this number: with a point, .inf or .nan.
std::string yaml_number(double value);

}  // namespace openaffect
