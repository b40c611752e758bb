#include "openaffect/catalog/raw_json.h"

#include <fmt/format.h>

namespace openaffect {
namespace {

using nlohmann::ordered_json;

Result<const ordered_json*> member(const ordered_json& object, const char* key, const RawLine& line) {
  if (object.is_object())
    if (const auto found = object.find(key); found != object.end()) return &*found;
  return line.error(fmt::format("{} is missing", key));
}

}  // namespace

Result<ordered_json> parse_raw_json(std::string_view text, const RawLine& line) {
  try {
    return ordered_json::parse(text);
  } catch (const ordered_json::parse_error& failure) {
    Error error = line.error("not JSON");
    error.where.byte = failure.byte == 0 ? 0 : failure.byte - 1;
    return error;
  } catch (const ordered_json::exception&) {
    return line.error("not JSON: a number beyond the range of a double");
  }
}

Result<std::string> json_text(const ordered_json& object, const char* key, const RawLine& line) {
  OA_TRY(value, member(object, key, line));
  if (!value->is_string()) return line.error(fmt::format("{} is no text", key));
  return value->get<std::string>();
}

Result<const ordered_json*> json_list(const ordered_json& object, const char* key, const RawLine& line) {
  OA_TRY(value, member(object, key, line));
  if (!value->is_array()) return line.error(fmt::format("{} is no list", key));
  return value;
}

Result<const ordered_json*> json_object(const ordered_json& object, const char* key, const RawLine& line) {
  OA_TRY(value, member(object, key, line));
  if (!value->is_object()) return line.error(fmt::format("{} is no object", key));
  return value;
}

}  // namespace openaffect
