#include "openaffect/raters/trained_name.h"

#include "openaffect/core/scheme_json.h"
#include "openaffect/system/file.h"

namespace openaffect {

std::optional<std::string> trained_name(const std::string& folder) {
  const std::string path = folder + "/openaffect.json";
  if (file_stamp(path).bytes == 0) return std::nullopt;
  const auto text = read_file(path, scheme_json::kMaxBytes);
  if (!text) return std::nullopt;
  const auto document = scheme_json::parse(*text);
  if (!document) return std::nullopt;
  const auto object = scheme_json::Object::open(*document, "");
  if (!object) return std::nullopt;
  auto name = object->name("name");
  return name ? std::optional<std::string>(*std::move(name)) : std::nullopt;
}

}  // namespace openaffect
