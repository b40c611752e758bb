// The files of a data set as they were published, and what every loader does with them. All errors name the file and
// the row, counted from 1 over the lines of the file (csv: the header not counted).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/scheme.h"

namespace openaffect {

// The folder that OPENAFFECT_DATA has the shape of.
class RawFiles {
 public:
  explicit RawFiles(std::string folder) : folder_(std::move(folder)) {}

  std::string path_of(std::string_view path) const { return folder_ + "/" + std::string(path); }

  Result<std::string> bytes(std::string_view path) const;  // at most 1 GiB
  // As bytes, without a byte order mark. Fails at the first byte that is not UTF-8.
  Result<std::string> text(std::string_view path) const;
  // The cells of these columns of a csv, row by row; empty where null. Fails when a column is not there.
  Result<std::vector<std::vector<std::string>>> csv(std::string_view path,
                                                    std::initializer_list<std::string_view> columns) const;

 private:
  std::string folder_;
};

// A line of a file and where it stands. Views into the file's text.
struct RawLine {
  std::string_view file;
  std::uint64_t row = 0;
  std::string_view text;  // without \n or \r\n

  Error error(std::string what) const;
  // The fields between tabs; an error unless there are `count`.
  Result<std::vector<std::string_view>> fields(std::size_t count) const;
};

// Lines end at \n alone: texts hold other line separators. A last line without one counts when it is not empty.
std::vector<RawLine> lines_of(std::string_view text, std::string_view file);

// Of a whole field: "0.517".
Result<double> number_of(std::string_view field, const RawLine& line);
Result<std::int64_t> integer_of(std::string_view field, const RawLine& line);
// The label of a built-in scheme that a field names, by id, name or alias.
Result<LabelId> label_of(const Scheme& scheme, std::string_view field, const RawLine& line);

// "test", "development" or "train": sha256 of `key`, taken as a number, modulo 10 is 0, 1 or more.
std::string_view split_by_hash(std::string_view key);

}  // namespace openaffect
