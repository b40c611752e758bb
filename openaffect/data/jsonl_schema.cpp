#include "openaffect/data/jsonl_schema.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "openaffect/data/json_text.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

enum Seen : unsigned {
  kNothing = 0,
  kBoolean = 1,
  kInteger = 2,
  kLongInteger = 4,  // an int64 that a double does not hold
  kReal = 8,
  kOther = 16,  // texts, nested values, integers beyond int64
};

unsigned seen_of(const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::null:
      return kNothing;
    case JsonKind::boolean:
      return kBoolean;
    case JsonKind::real:
      return kReal;
    case JsonKind::integer:
      if (!fits_int64(value.bytes)) return kOther;
      return fits_float64(value.bytes) ? kInteger : kLongInteger;
    default:
      return kOther;
  }
}

ColumnType type_of(unsigned seen) {
  switch (seen) {
    case kBoolean:
      return ColumnType::boolean;
    case kInteger:
    case kLongInteger:
    case kInteger | kLongInteger:
      return ColumnType::int64;
    case kReal:
    case kReal | kInteger:
      return ColumnType::float64;
    default:
      return ColumnType::text;
  }
}

std::optional<std::int64_t> parse_int64(std::string_view integer) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(integer.data(), integer.data() + integer.size(), value);
  return failed == std::errc() ? std::optional(value) : std::nullopt;
}

}  // namespace

void JsonlSchema::add(const JsonLine& line) {
  for (const JsonMember& member : line.members()) {
    std::string name = key_name(member.key);
    auto found = positions_.find(name);
    if (found == positions_.end()) {
      if (keys_.size() == kMostKeys) continue;
      found = positions_.emplace(name, keys_.size()).first;
      keys_.push_back({std::move(name)});
    }
    keys_[found->second].seen |= seen_of(member.value);
  }
}

std::vector<ColumnInfo> JsonlSchema::columns(const std::vector<ColumnInfo>& declared) const {
  std::vector<ColumnInfo> columns;
  for (const Key& key : keys_) columns.push_back({key.name, type_of(key.seen)});
  for (const ColumnInfo& wanted : declared) {
    const auto same_name = [&](const ColumnInfo& column) { return column.name == wanted.name; };
    const auto found = std::find_if(columns.begin(), columns.end(), same_name);
    ColumnInfo& column = found == columns.end() ? columns.emplace_back(wanted) : *found;
    column.type = wanted.type == ColumnType::other ? ColumnType::text : wanted.type;
  }
  return columns;
}

std::string key_name(const JsonValue& key) {
  std::string name = key.escaped ? unescape_json(key.bytes) : std::string(key.bytes);
  return is_valid_utf8(name) ? name : to_valid_utf8(name);
}

bool fits_int64(std::string_view integer) {
  return parse_int64(integer).has_value();
}

bool fits_float64(std::string_view integer) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  const auto value = parse_int64(integer);
  return value && (std::abs(static_cast<double>(*value)) < static_cast<double>(kExact) ||
                   (*value < INT64_MAX - kExact && static_cast<std::int64_t>(static_cast<double>(*value)) == *value));
}

}  // namespace openaffect
