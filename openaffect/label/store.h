// The folder X.partial on disk: lock, manifest, and the output's bytes as far as they are safe. What survives:
//   kill -9      everything up to the last commit (at most commit_seconds old)
//   power cut    the same: bytes are synced before the manifest speaks of them
//   full disk    the same; the error says so
// finish() renames the bytes to X, so X is whole whenever it exists.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/data/table.h"
#include "openaffect/label/manifest.h"
#include "openaffect/system/file.h"

namespace openaffect {

struct StoreOptions {
  bool force = false;           // discard X and X.partial
  double commit_seconds = 0.5;  // how much finished work may be unrecorded
};

class Store final : public ByteSink {
 public:
  // Takes the lock on X.partial (made when it is not there) and reads what an earlier run left. Errors `refused`: X is
  // there without `force`; another run holds the lock; the partial job differs from `identity` (the difference is
  // named).
  static Result<std::unique_ptr<Store>> open(const std::string& output, const JobIdentity& identity,
                                             std::int64_t input_modified_ns, const StoreOptions& options);

  const Manifest& manifest() const { return manifest_; }  // of the earlier run; no parts in a new job

  // An earlier run was killed after it had renamed the whole output: only finish() is left to do.
  bool renamed() const { return renamed_; }

  Result<Done> write(std::string_view bytes) override;
  std::uint64_t position() const override { return position_; }

  // Says that all bytes so far belong to whole parts, the last of which is `part`.
  Result<Done> add_part(PartRecord part);
  Result<Done> commit();  // brings all added parts to the disk now

  // (add_part* finish) The file's last bytes are written; renames to X, writes X.summary.json, removes X.partial.
  Result<Done> finish(std::string_view summary_json);

  static std::string partial_folder(const std::string& output) { return output + ".partial"; }
  static std::string summary_path(const std::string& output) { return output + ".summary.json"; }

 private:
  Store(std::string output, const StoreOptions& options, File lock);
  Result<Done> discard();
  Result<Done> take_up(const JobIdentity& identity, std::int64_t input_modified_ns);
  Result<Done> begin(const JobIdentity& identity, std::int64_t input_modified_ns);
  Result<Done> put_in_place();
  std::string in_partial(std::string_view name) const { return partial_folder(output_) + "/" + std::string(name); }

  std::string output_;
  StoreOptions options_;
  File lock_;
  std::optional<File> data_, manifest_file_;
  Manifest manifest_;
  bool renamed_ = false;
  std::uint64_t position_ = 0;
  std::string uncommitted_;  // manifest lines
  std::chrono::steady_clock::time_point last_commit_;
};

}  // namespace openaffect
