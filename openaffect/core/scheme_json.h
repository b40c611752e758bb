// Strict JSON for scheme files from strangers: small, bounded, no key twice. Not for bulk data.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect::scheme_json {

struct Member;

struct Value {
  using List = std::vector<Value>;
  using Members = std::vector<Member>;
  std::variant<std::nullptr_t, bool, double, std::string, List, Members> data;  // null by default
};

struct Member {
  std::string key;
  Value value;
};

inline constexpr std::size_t kMaxBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxLevels = 16;
inline constexpr std::size_t kMaxValues = 100'000;
inline constexpr std::size_t kMaxKeyBytes = 256;
inline constexpr std::size_t kMaxTextBytes = 4096;  // so that no message grows without bound

// The document `text` holds. Fails with the byte when it is no JSON (or no UTF-8, or a number beyond a double), and
// with the path when a key stands twice, a string holds control characters, or a bound is passed. Numbers come out
// finite.
Result<Value> parse(std::string_view text);

// An object of a document, with its path for messages. A view: the document must outlive it.
class Object {
 public:
  static Result<Object> open(const Value& value, std::string path);

  // Fails when "schema" is not `wanted`: as unsupported when it is another text.
  Result<Done> check_schema(std::string_view wanted) const;
  // Fails at the first key that is not in `known`, with the nearest one.
  Result<Done> check_keys(std::initializer_list<std::string_view> known) const;

  const Value* find(std::string_view key) const;
  const Value::Members& members() const { return *members_; }
  std::string path_of(std::string_view key) const;
  Error error(std::string_view key, std::string_view what) const;  // "PATH.KEY: WHAT"

  Result<std::string> text(std::string_view key) const;  // there, and not empty
  Result<std::string> text_or(std::string_view key, std::string_view otherwise) const;
  Result<std::string> name(std::string_view key) const;  // there, and snake_case
  Result<double> number(std::string_view key) const;
  Result<std::optional<double>> optional_number(std::string_view key) const;
  Result<const Value::List*> list(std::string_view key) const;
  Result<std::vector<std::string>> texts(std::string_view key) const;  // none when absent; none of them empty
  Result<std::vector<double>> numbers(std::string_view key) const;

 private:
  Object(const Value::Members& members, std::string path) : members_(&members), path_(std::move(path)) {}
  Result<const Value*> required(std::string_view key) const;

  const Value::Members* members_;
  std::string path_;
};

}  // namespace openaffect::scheme_json
