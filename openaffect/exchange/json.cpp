#include "openaffect/exchange/json.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace openaffect {
namespace {

struct Excess {
  std::size_t byte;
  const char* what;
};

// Before anything is built: brackets and commas are counted (no more values than these, and one), and the colons of
// each object. What is between quotes is passed over.
std::optional<Excess> find_excess(std::string_view text) {
  std::vector<std::size_t> members;
  std::size_t values = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '"':
        for (++at; at < text.size() && text[at] != '"'; ++at)
          if (text[at] == '\\') ++at;
        break;
      case '{':
      case '[':
        if (members.size() == kMostJsonLevels) return Excess{at, "more than 200 levels deep"};
        members.push_back(0);
        ++values;
        break;
      case ',':
        ++values;
        break;
      case '}':
      case ']':
        if (!members.empty()) members.pop_back();
        break;
      case ':':
        if (!members.empty() && ++members.back() > kMostJsonMembers)
          return Excess{at, "an object of more than 20,000 members"};
        break;
      default:
        break;
    }
    if (values > kMostJsonValues) return Excess{at, "more than 32,000,000 values"};
  }
  return std::nullopt;
}

}  // namespace

Result<Fields> parse_document(std::string_view text, const std::string& file) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const std::size_t shift = text.starts_with(kMark) ? kMark.size() : 0;
  text.remove_prefix(shift);
  if (const auto excess = find_excess(text))
    return Error{ErrorKind::unsupported, excess->what, {file, {}, "", shift + excess->byte}};
  try {
    return Fields::parse(text);
  } catch (const Fields::parse_error& failure) {
    return Error{
        ErrorKind::format, "this is no JSON", {file, {}, "", shift + (failure.byte > 0 ? failure.byte - 1 : 0)}};
  } catch (const Fields::exception&) {
    return Error{ErrorKind::format, "holds a number that no double can say", {file, {}, "", {}}};
  }
}

std::string json_line(const Fields& fields) {
  return fields.dump(-1, ' ', false, Fields::error_handler_t::replace);
}

const Fields& member_of(const Fields& object, std::string_view key) {
  static const Fields kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::string text_of(const Fields& object, std::string_view key) {
  const Fields& member = member_of(object, key);
  if (member.is_string()) return member.get<std::string>();
  return member.is_number() || member.is_boolean() ? json_line(member) : "";
}

void append_member(Fields& object, const std::string& key, Fields value) {
  if (!object.is_object()) object = Fields::object();
  // ordered_map is such a vector; its own ways to add look through all members first.
  using Members = std::vector<std::pair<const std::string, Fields>>;
  static_cast<Members&>(object.get_ref<Fields::object_t&>()).emplace_back(key, std::move(value));
}

Fields without(const Fields& object, std::initializer_list<std::string_view> keys) {
  Fields rest;
  if (!object.is_object()) return rest;
  for (const auto& [key, value] : object.items())
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) append_member(rest, key, value);
  return rest;
}

void add_fields(Fields& object, const Fields& more) {
  if (!more.is_object()) return;
  std::unordered_set<std::string> there;
  for (const auto& [key, value] : object.items()) there.insert(key);
  for (const auto& [key, value] : more.items())
    if (there.insert(key).second) append_member(object, key, value);
}

}  // namespace openaffect
