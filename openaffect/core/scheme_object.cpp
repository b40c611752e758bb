// scheme_json::Object: typed access to the members of an object, with the path in every message.
#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme_json.h"

namespace openaffect::scheme_json {
namespace {

std::string_view type_name(const Value& value) {
  constexpr std::string_view kNames[] = {"null", "a truth value", "a number", "a text", "a list", "an object"};
  return kNames[value.data.index()];
}

std::string wanted(std::string_view type, const Value& value) {
  return fmt::format("{} is wanted, not {}", type, type_name(value));
}

Error error_at(std::string_view path, std::string_view what) {
  return Error{ErrorKind::format, path.empty() ? std::string(what) : fmt::format("{}: {}", path, what)};
}

}  // namespace

Result<Object> Object::open(const Value& value, std::string path) {
  const auto* members = std::get_if<Value::Members>(&value.data);
  if (members == nullptr) return error_at(path, wanted("an object", value));
  return Object(*members, std::move(path));
}

Result<Done> Object::check_schema(std::string_view wanted_schema) const {
  OA_TRY(schema, text("schema"));
  if (schema == wanted_schema) return Done{};
  Error wrong = error("schema", fmt::format("'{}' is not '{}'", schema, wanted_schema));
  wrong.kind = ErrorKind::unsupported;
  return wrong;
}

Result<Done> Object::check_keys(std::initializer_list<std::string_view> known) const {
  for (const Member& member : *members_) {
    bool found = false;
    for (const std::string_view key : known) found = found || key == member.key;
    if (found) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    return error_at(path_, unknown_name_message("field", member.key, names));
  }
  return Done{};
}

const Value* Object::find(std::string_view key) const {
  for (const Member& member : *members_)
    if (member.key == key) return &member.value;
  return nullptr;
}

std::string Object::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

Error Object::error(std::string_view key, std::string_view what) const {
  return error_at(path_of(key), what);
}

Result<const Value*> Object::required(std::string_view key) const {
  if (const Value* value = find(key)) return value;
  return error(key, "missing");
}

Result<std::string> Object::text(std::string_view key) const {
  OA_TRY(value, required(key));
  const auto* text = std::get_if<std::string>(&value->data);
  if (text == nullptr) return error(key, wanted("a text", *value));
  if (text->empty()) return error(key, "empty");
  return *text;
}

Result<std::string> Object::text_or(std::string_view key, std::string_view otherwise) const {
  if (find(key) == nullptr) return std::string(otherwise);
  return text(key);
}

Result<std::string> Object::name(std::string_view key) const {
  OA_TRY(text, this->text(key));
  if (is_snake_case(text)) return text;
  constexpr std::size_t kQuoted = 80;
  return error(key, fmt::format("'{}' is not lower_snake_case (a-z first, then a-z, 0-9 and _; at most 64 bytes)",
                                text.size() > kQuoted ? "…" : text));
}

Result<double> Object::number(std::string_view key) const {
  OA_TRY(value, required(key));
  const auto* number = std::get_if<double>(&value->data);
  if (number == nullptr) return error(key, wanted("a number", *value));
  return *number;
}

Result<std::optional<double>> Object::optional_number(std::string_view key) const {
  if (find(key) == nullptr) return std::optional<double>();
  OA_TRY(value, number(key));
  return std::optional<double>(value);
}

Result<const Value::List*> Object::list(std::string_view key) const {
  OA_TRY(value, required(key));
  const auto* list = std::get_if<Value::List>(&value->data);
  if (list == nullptr) return error(key, wanted("a list", *value));
  return list;
}

Result<std::vector<std::string>> Object::texts(std::string_view key) const {
  std::vector<std::string> texts;
  if (find(key) == nullptr) return texts;
  OA_TRY(entries, list(key));
  for (const Value& entry : *entries) {
    const std::string path = fmt::format("{}[{}]", path_of(key), texts.size());
    const auto* text = std::get_if<std::string>(&entry.data);
    if (text == nullptr) return error_at(path, wanted("a text", entry));
    if (text->empty()) return error_at(path, "empty");
    texts.push_back(*text);
  }
  return texts;
}

Result<std::vector<double>> Object::numbers(std::string_view key) const {
  std::vector<double> numbers;
  OA_TRY(entries, list(key));
  for (const Value& entry : *entries) {
    const auto* number = std::get_if<double>(&entry.data);
    if (number == nullptr)
      return error_at(fmt::format("{}[{}]", path_of(key), numbers.size()), wanted("a number", entry));
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace openaffect::scheme_json
