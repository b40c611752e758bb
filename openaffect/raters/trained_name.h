// What a model of our own trainer calls itself, known before its library is opened.
#pragma once

#include <optional>
#include <string>

namespace openaffect {

// The "name" in FOLDER/openaffect.json; nullopt where there is none that a rater can have. Everything else in the file
// is looked at when the rater is made (nn/trained_model.h).
std::optional<std::string> trained_name(const std::string& folder);

}  // namespace openaffect
