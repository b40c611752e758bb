#include "openaffect/core/error.h"

#include <fmt/format.h>

namespace openaffect {

std::string describe_error(const Error& error) {
  const Where& where = error.where;
  std::string place;
  const auto add = [&place](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
  if (where.row) add(fmt::format("row {}", *where.row));
  if (!where.column.empty()) add(fmt::format("column {}", where.column));
  if (where.byte) add(fmt::format("byte {}", *where.byte));
  std::string text = where.file;
  if (!place.empty()) text += (text.empty() ? "" : ": ") + place;
  return text.empty() ? error.what : text + ": " + error.what;
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::unknown:
      return 2;
    case ErrorKind::interrupted:
      return 130;
    default:
      return 1;
  }
}

}  // namespace openaffect
