// How things fail. The world (files, rows, requests) fails by value: Result<T>. We (a broken promise between two pieces
// of our own code) fail by ContractError. Nothing here prints or exits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace openaffect {

enum class ErrorKind {
  io,           // the system would not read or write
  format,       // bytes that are not what they should be
  unsupported,  // well formed, and not for us
  not_found,    // a file or an entry that is not there
  unknown,      // a name (option, rater, column, scheme) that nobody declared
  refused,      // it could be done, and would lose or mix something: an existing output, another job's lock
  interrupted,  // asked to stop; what was done is kept
};

// The place an error speaks of. `row` counts from 1 without header; `byte` from 0.
struct Where {
  std::string file;
  std::optional<std::uint64_t> row;
  std::string column;
  std::optional<std::uint64_t> byte;
};

struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string what;
  Where where = {};
};

// "videos.csv: row 17, column title, byte 4096: the quote is never closed"
std::string describe_error(const Error& error);

// What the command returns for it (conventions.md): 2 for a name nobody declared, 130 when interrupted, else 1.
int exit_code(ErrorKind kind);

// A bug of ours or of the calling program, never of the data.
class ContractError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const& { return std::get<0>(state_); }
  T& operator*() & { return std::get<0>(state_); }
  T operator*() && { return std::get<0>(std::move(state_)); }
  const T* operator->() const { return &std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

// What a Result holds when there is nothing to say but "done".
struct Done {};

#define OA_TRY(name, expression)            \
  auto name##_or = (expression);            \
  if (!name##_or) return name##_or.error(); \
  auto name = *std::move(name##_or)

#define OA_CHECK(expression) \
  if (auto result_of_check = (expression); !result_of_check) return result_of_check.error()

}  // namespace openaffect
