// The folder X.partial on disk: lock, manifest, and the output's bytes as far as they are safe. What survives:
//   kill -9      everything up to the last commit (at most commit_seconds old)
//   power cut    the same: bytes are synced before the manifest speaks of them
//   full disk    the same; the error says so
// finish() renames the bytes to X, so X is whole whenever it exists.
//
// X may be an object ("s3://…"): the folder lies in a work folder of this machine then, and finish() uploads the bytes.
// What an upload that failed leaves is the whole folder, and the same job goes on with the upload. A store does not
// know renaming, so `force` does not touch the object before the new one is whole.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/data/object_store.h"
#include "openaffect/data/table.h"
#include "openaffect/label/manifest.h"
#include "openaffect/system/file.h"

namespace openaffect {

struct StoreOptions {
  bool force = false;           // discard X and X.partial
  double commit_seconds = 0.5;  // how much finished work may be unrecorded
  std::string work_dir = {};    // of an object's X.partial; made when it is not there; "": where the program runs
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

  // X.partial: beside a file; of an object the last part of its name, in the work folder.
  static std::string partial_folder(const std::string& output, const std::string& work_dir = {});
  static std::string summary_path(const std::string& output) { return with_ending(output, ".summary.json"); }

 private:
  Store(std::string output, const StoreOptions& options, File lock);
  Result<Done> discard();
  Result<Done> take_up(const JobIdentity& identity, std::int64_t input_modified_ns);
  Result<Done> begin(const JobIdentity& identity, std::int64_t input_modified_ns);
  Result<bool> is_free() const;
  Result<Done> put_in_place();
  Result<Done> upload();
  std::string in_partial(std::string_view name) const { return partial_ + "/" + std::string(name); }

  std::string output_, partial_;
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
