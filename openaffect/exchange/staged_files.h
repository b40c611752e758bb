// Files among a person's own that appear together: each is written beside its place, and commit() renames them all. For
// the files of this folder only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/system/folder_writer.h"

namespace openaffect {

// ((write copy)* commit); without commit nothing remains, also no folder that was made on the way.
class StagedFiles {
 public:
  explicit StagedFiles(Overwrite overwrite) : overwrite_(overwrite) {}
  StagedFiles(const StagedFiles&) = delete;
  StagedFiles& operator=(const StagedFiles&) = delete;
  ~StagedFiles();

  // Errors: `refused` when `to` is there, unless it may be replaced, is a folder, or was staged before.
  Result<Done> write(const std::string& to, std::string_view bytes);
  Result<Done> copy(const std::string& from, const std::string& to);  // of a file onto itself: nothing

  // In the order in which they came. When one fails, those before that replaced nothing are removed again.
  Result<Done> commit();

 private:
  struct Staged {
    std::string to;
    bool replaces = false;
    bool renamed = false;
  };
  Result<std::string> stage(const std::string& to);

  Overwrite overwrite_;
  std::vector<Staged> files_;
  std::vector<std::string> folders_;  // made here, outer ones first
  bool done_ = false;
};

}  // namespace openaffect
