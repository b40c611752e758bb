#include "openaffect/data/parquet_errors.h"

#include <arrow/util/io_util.h>

namespace openaffect {
namespace {

ErrorKind kind_of(const arrow::Status& status) {
  const int system_error = arrow::internal::ErrnoFromStatus(status);
  if (system_error == ENOENT || system_error == ENOTDIR) return ErrorKind::not_found;
  if (system_error != 0 || status.message().find("AWS Error") != std::string::npos) return ErrorKind::io;
  return status.IsNotImplemented() ? ErrorKind::unsupported : ErrorKind::format;
}

}  // namespace

Error parquet_error(const arrow::Status& status, const std::string& file) {
  const ErrorKind kind = kind_of(status);
  const std::string why = status.IsOutOfMemory()
                              ? "a page or a column asks for more memory than a file of this size justifies"
                              : status.message();
  return {kind, kind == ErrorKind::io || kind == ErrorKind::not_found ? why : "parquet: " + why, {file, {}, "", {}}};
}

}  // namespace openaffect
