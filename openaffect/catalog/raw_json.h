// Values of published JSON files, with errors that say where.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "openaffect/catalog/raw_files.h"

namespace openaffect {

// Keys keep the file's order. The error has the byte.
Result<nlohmann::ordered_json> parse_raw_json(std::string_view text, const RawLine& line);

// A member of an object, with the type that is asked for.
Result<std::string> json_text(const nlohmann::ordered_json& object, const char* key, const RawLine& line);
Result<const nlohmann::ordered_json*> json_list(const nlohmann::ordered_json& object, const char* key,
                                                const RawLine& line);
Result<const nlohmann::ordered_json*> json_object(const nlohmann::ordered_json& object, const char* key,
                                                  const RawLine& line);

}  // namespace openaffect
