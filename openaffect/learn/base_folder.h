// Where the encoder that a training starts from lies.
#pragma once

#include <optional>
#include <string>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"

namespace openaffect {

// `base` is a folder, or the name of a model of the catalogue that is here: in the store, where `openaffect models
// fetch` puts it, or where a checkout's set-up does. Error `not_found` with the command to type.
Result<std::string> find_base_folder(const std::string& base);

// What is known of a base beside its files.
struct BaseFacts {
  std::string title, home, licence;
  LicenceClass licence_class = LicenceClass::terms;
  std::string note = {};  // what it was trained on
};
std::optional<BaseFacts> base_facts(const std::string& base);  // of the catalogue

}  // namespace openaffect
