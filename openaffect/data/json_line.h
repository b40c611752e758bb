// One line of a jsonl: an object, checked whole (RFC 8259), its members as the bytes stand. Ours rather than simdjson's
// because a row must keep what simdjson refuses or changes: integers of any length, ill-formed UTF-8 (it becomes U+FFFD
// later, as in a csv), the text of nested values as it stands, and the byte at which a line is broken.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace openaffect {

enum class JsonKind { null, boolean, integer, real, text, nested };

struct JsonValue {
  JsonKind kind = JsonKind::null;
  std::string_view bytes;  // as they stand; of a text what is between the quotes
  bool escaped = false;    // a text that unescape_json() changes
};

struct JsonMember {
  JsonValue key;  // a text
  JsonValue value;
  std::string_view bytes;  // from the key's quote to the value's end
};

struct JsonFault {
  std::size_t at = 0;  // in the line
  std::string_view what;
};

inline constexpr std::size_t kMostJsonDepth = 1024;  // the line's own object is 1

class JsonLine {
 public:
  // Absent when `line` is one object and nothing else but spaces; then members() are its members, views of `line`.
  std::optional<JsonFault> read(std::string_view line);

  const std::vector<JsonMember>& members() const { return members_; }

 private:
  std::vector<JsonMember> members_;
};

}  // namespace openaffect
