#include "openaffect/label/store.h"

#include <fmt/format.h>

namespace openaffect {
namespace {

constexpr std::uint64_t kMostManifest = std::uint64_t{4} << 30;

Error refused(const std::string& output, std::string what) {
  return Error{ErrorKind::refused, std::move(what), {output, {}, "", {}}};
}

Result<File> take_lock(const std::string& output) {
  const std::string path = Store::partial_folder(output) + "/lock";
  OA_TRY(lock, File::open(path, File::Mode::lock));
  OA_TRY(ours, lock.try_lock());
  if (!ours) return refused(output, "another run is writing this output at the moment");
  // Whoever held the lock may have finished and removed the folder between our two steps.
  OA_TRY(current, lock.is_at(path));
  if (!current) return refused(output, "another run has just finished this output");
  return lock;
}

// What an earlier run left, or no header: then there is nothing to continue.
Result<std::optional<Manifest>> read_manifest(const std::string& path) {
  if (!file_exists(path)) return std::optional<Manifest>();
  OA_TRY(text, read_file(path, kMostManifest));
  if (text.find('\n') == std::string::npos) return std::optional<Manifest>();
  OA_TRY(manifest, parse_manifest(text));
  return std::optional<Manifest>(std::move(manifest));
}

}  // namespace

Store::Store(std::string output, const StoreOptions& options, File lock)
    : output_(std::move(output)),
      options_(options),
      lock_(std::move(lock)),
      last_commit_(std::chrono::steady_clock::now()) {}

Result<std::unique_ptr<Store>> Store::open(const std::string& output, const JobIdentity& identity,
                                           std::int64_t input_modified_ns, const StoreOptions& options) {
  if (is_folder(output)) return refused(output, "the output is a folder");
  if (!options.force && file_exists(output) && !is_folder(partial_folder(output)))
    return refused(output, "is there already; --force discards it");
  OA_CHECK(make_folder(partial_folder(output)));
  OA_TRY(lock, take_lock(output));
  auto store = std::unique_ptr<Store>(new Store(output, options, std::move(lock)));
  if (options.force) OA_CHECK(store->discard());
  OA_CHECK(store->take_up(identity, input_modified_ns));
  return store;
}

Result<Done> Store::discard() {
  for (const std::string& path : {output_, summary_path(output_), in_partial("manifest.jsonl"), in_partial("data")})
    OA_CHECK(remove_all(path));
  return Done{};
}

Result<Done> Store::take_up(const JobIdentity& identity, std::int64_t input_modified_ns) {
  const std::string path = in_partial("manifest.jsonl");
  Result<std::optional<Manifest>> earlier = read_manifest(path);
  if (!earlier)
    return refused(output_,
                   fmt::format("the earlier run cannot be continued ({}); --force starts anew", earlier.error().what));
  if (!*earlier) return begin(identity, input_modified_ns);
  if (const auto difference = identity_difference((*earlier)->identity, identity))
    return refused(output_, fmt::format("an unfinished job is there, and {}; --force starts anew", *difference));

  manifest_ = std::move(**earlier);
  const bool has_data = file_exists(in_partial("data"));
  renamed_ = manifest_.finished && !has_data && file_exists(output_);
  if (renamed_) return Done{};
  if (file_exists(output_))
    return refused(output_, "is there already, with an unfinished job beside it; --force discards both");
  OA_TRY(manifest_file, File::open(path, File::Mode::append));
  OA_CHECK(manifest_file.truncate(manifest_.bytes));
  manifest_file_ = std::move(manifest_file);
  OA_TRY(data, File::open(in_partial("data"), File::Mode::write));
  position_ = manifest_.parts.empty() ? 0 : manifest_.parts.back().end;
  OA_TRY(size, data.size());
  if (size < position_)
    return refused(output_, "the earlier run's data is shorter than its manifest says; --force starts anew");
  OA_CHECK(data.truncate(position_));
  OA_CHECK(data.seek(position_));
  data_ = std::move(data);
  return Done{};
}

Result<Done> Store::begin(const JobIdentity& identity, std::int64_t input_modified_ns) {
  if (file_exists(output_)) return refused(output_, "is there already; --force discards it");
  OA_TRY(data, File::open(in_partial("data"), File::Mode::write));
  OA_CHECK(data.truncate(0));
  OA_CHECK(replace_file(in_partial("manifest.jsonl"), manifest_header_line(identity, input_modified_ns)));
  OA_TRY(manifest_file, File::open(in_partial("manifest.jsonl"), File::Mode::append));
  manifest_.identity = identity;
  manifest_.input_modified_ns = input_modified_ns;
  data_ = std::move(data);
  manifest_file_ = std::move(manifest_file);
  return Done{};
}

Result<Done> Store::write(std::string_view bytes) {
  OA_CHECK(data_->write_all(bytes));
  position_ += bytes.size();
  return Done{};
}

Result<Done> Store::add_part(PartRecord part) {
  part.end = position_;
  uncommitted_ += manifest_part_line(part);
  const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - last_commit_;
  return waited.count() >= options_.commit_seconds ? commit() : Result<Done>(Done{});
}

Result<Done> Store::commit() {
  if (!uncommitted_.empty()) {
    OA_CHECK(data_->sync());
    OA_CHECK(manifest_file_->write_all(uncommitted_));
    OA_CHECK(manifest_file_->sync());
    uncommitted_.clear();
  }
  last_commit_ = std::chrono::steady_clock::now();
  return Done{};
}

Result<Done> Store::put_in_place() {
  OA_CHECK(data_->sync());
  uncommitted_ += manifest_finished_line();
  OA_CHECK(commit());
  return rename_file(in_partial("data"), output_);
}

Result<Done> Store::finish(std::string_view summary_json) {
  if (!renamed_) OA_CHECK(put_in_place());
  OA_CHECK(replace_file(summary_path(output_), summary_json));
  return remove_all(partial_folder(output_));
}

}  // namespace openaffect
