// OUTPUT.partial of a training job on disk.
#pragma once

#include <string>

#include "openaffect/label/manifest.h"
#include "openaffect/system/file.h"

namespace openaffect {

class TrainFolder {
 public:
  // Errors `refused`: OUTPUT is there; `not_found`: the folder that it is to lie in is not.
  static Result<Done> check(const std::string& output, bool force);

  // Makes or takes up OUTPUT.partial and holds its lock. Errors `refused`: OUTPUT is there, or another run holds the
  // lock; without `force` also when the job that it holds is not `identity` (the difference is named). With `force`
  // what it held is discarded; OUTPUT itself only by finish().
  static Result<TrainFolder> open(const std::string& output, const JobIdentity& identity, bool force);

  std::string in(const std::string& name) const { return partial() + "/" + name; }
  bool continued() const { return continued_; }

  // Moves the folder `model` in it to OUTPUT and removes the rest.
  Result<Done> finish();

 private:
  TrainFolder(std::string output, File lock) : output_(std::move(output)), lock_(std::move(lock)) {}
  std::string partial() const { return output_ + ".partial"; }
  Result<Done> take_up(const JobIdentity& identity);

  std::string output_;
  File lock_;
  bool continued_ = false;
};

inline constexpr const char* kTrainedFolderName = "model";  // within OUTPUT.partial

}  // namespace openaffect
