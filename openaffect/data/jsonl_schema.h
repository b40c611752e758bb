// Columns of a jsonl, from the lines that come first.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "openaffect/data/json_line.h"
#include "openaffect/data/table.h"

namespace openaffect {

inline constexpr std::size_t kSampleRows = 10'000;
inline constexpr std::size_t kSampleBytes = std::size_t{64} << 20;  // no more than this is looked at, whole lines
inline constexpr std::size_t kMostKeys = 4096;                      // later keys have no column

// Keys in the order in which they are first seen. A column is bool, int64 or float64 when all its values are (whole
// numbers and others mixed are float64, unless that would change a whole number), else text; null fits all.
class JsonlSchema {
 public:
  void add(const JsonLine& line);

  // Declared types win; a declared column that no line had stands behind the others.
  std::vector<ColumnInfo> columns(const std::vector<ColumnInfo>& declared) const;

 private:
  struct Key {
    std::string name;
    unsigned seen = 0;  // bits of Seen
  };
  std::vector<Key> keys_;
  std::unordered_map<std::string, std::size_t> positions_;
};

// The name that a member's key gives: without escapes, well formed.
std::string key_name(const JsonValue& key);

// Whether a whole number, as it stands, is an int64; whether a double holds it too.
bool fits_int64(std::string_view integer);
bool fits_float64(std::string_view integer);

}  // namespace openaffect
