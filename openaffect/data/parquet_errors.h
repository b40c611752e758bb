// How Arrow's failures, thrown or returned, become Errors that name the file. For the files of this folder only.
#pragma once

#include <string>
#include <type_traits>

#include <arrow/result.h>
#include <arrow/status.h>
#include <parquet/exception.h>

#include "openaffect/core/error.h"

namespace openaffect {

// io when the system refused, unsupported when Arrow cannot do it, format otherwise.
Error parquet_error(const arrow::Status& status, const std::string& file);

// Thrown inside guarded_parquet() for what Arrow returned.
inline void require(const arrow::Status& status) {
  if (!status.ok()) throw parquet::ParquetStatusException(status);
}
template <class T>
T require(arrow::Result<T> result) {
  require(result.status());
  return std::move(result).MoveValueUnsafe();
}

// work(), which returns a Result, with every exception but ContractError as an Error.
template <class Work>
std::invoke_result_t<Work> guarded_parquet(const std::string& file, const Work& work) {
  try {
    return work();
  } catch (const ContractError&) {
    throw;
  } catch (const parquet::ParquetStatusException& failure) {
    return parquet_error(failure.status(), file);
  } catch (const std::bad_alloc&) {
    return Error{ErrorKind::format, "asks for more memory than there is", {file, {}, "", {}}};
  } catch (const std::exception& failure) {
    return parquet_error(arrow::Status::Invalid(failure.what()), file);
  }
}

}  // namespace openaffect
