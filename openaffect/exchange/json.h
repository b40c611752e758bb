// JSON documents from strangers, bounded.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

inline constexpr std::size_t kMostJsonLevels = 200;
inline constexpr std::size_t kMostJsonValues = 32'000'000;
inline constexpr std::size_t kMostJsonMembers = 20'000;  // of one object: looking one up takes time in their number

// Keys keep the document's order. Fails with the byte when it is no JSON, no UTF-8, or passes a bound.
Result<Fields> parse_document(std::string_view text, const std::string& file);

// One line; ill-formed text becomes U+FFFD.
std::string json_line(const Fields& fields);

// A member as text: "" when it is absent, null, or nothing but an object or list; numbers as they are written.
std::string text_of(const Fields& object, std::string_view key);

// A member, or null. `object` may be anything.
const Fields& member_of(const Fields& object, std::string_view key);

// Adds a member that the object does not have yet, in no more time than that takes.
void append_member(Fields& object, const std::string& key, Fields value);

// `object` without these keys; null when nothing is left.
Fields without(const Fields& object, std::initializer_list<std::string_view> keys);

// Adds what `more` has, if anything, to `object`.
void add_fields(Fields& object, const Fields& more);

}  // namespace openaffect
