// A folder that appears whole or not at all: written beside its place and renamed.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

enum class Overwrite { refuse, replace };

// create, then files, then commit; without commit nothing remains.
class FolderWriter {
 public:
  // Makes PATH.new, emptied where an earlier run left one. Errors: `refused` when `path` is there, unless `overwrite`
  // replaces it; then also when it is a file, or the folder that the program stands in or one above it.
  static Result<FolderWriter> create(const std::string& path, Overwrite overwrite);
  FolderWriter(FolderWriter&& other) noexcept;
  FolderWriter& operator=(FolderWriter&&) = delete;
  FolderWriter(const FolderWriter&) = delete;
  ~FolderWriter();  // removes what was not committed

  const std::string& beside() const { return beside_; }  // the folder to write into: PATH.new

  // A file; folders in front of it ("1_Pooling/config.json") are made.
  Result<Done> write(std::string_view name, std::string_view bytes);

  // What stood at PATH is removed only now.
  Result<Done> commit();

 private:
  FolderWriter(std::string path, std::string beside) : path_(std::move(path)), beside_(std::move(beside)) {}
  std::string path_, beside_;  // beside_: "" when there is nothing to remove
};

}  // namespace openaffect
