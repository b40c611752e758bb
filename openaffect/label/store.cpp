#include "openaffect/label/store.h"

#include <fmt/format.h>

namespace openaffect {
namespace {

constexpr std::string_view kReplaces = "replaces";  // an object is there, and --force was said
constexpr std::uint64_t kMostManifest = std::uint64_t{4} << 30;

Error refused(const std::string& output, std::string what) {
  return Error{ErrorKind::refused, std::move(what), {output, {}, "", {}}};
}

Result<bool> output_is_there(const std::string& output) {
  const auto info = is_object(output) ? object_info(output) : ObjectInfo{};
  if (!info) return info.error();
  if (is_folder(output) || info->kind == ObjectInfo::Kind::folder || without_query(output).ends_with('/'))
    return refused(output, "the output is a folder");
  return is_object(output) ? info->kind == ObjectInfo::Kind::object : file_exists(output);
}

Result<File> take_lock(const std::string& output, const std::string& partial) {
  const std::string path = partial + "/lock";
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

std::string Store::partial_folder(const std::string& output, const std::string& work_dir) {
  if (!is_object(output)) return output + ".partial";
  const std::string name(without_query(output));
  return (work_dir.empty() ? "" : work_dir + "/") + name.substr(name.find_last_of('/') + 1) + ".partial";
}

Store::Store(std::string output, const StoreOptions& options, File lock)
    : output_(std::move(output)),
      partial_(partial_folder(output_, options.work_dir)),
      options_(options),
      lock_(std::move(lock)),
      last_commit_(std::chrono::steady_clock::now()) {}

Result<std::unique_ptr<Store>> Store::open(const std::string& output, const JobIdentity& identity,
                                           std::int64_t input_modified_ns, const StoreOptions& options) {
  OA_TRY(is_there, output_is_there(output));
  const std::string partial = partial_folder(output, options.work_dir);
  if (!options.force && is_there && !is_folder(partial))
    return refused(output, "is there already; --force discards it");
  if (is_object(output) && !options.work_dir.empty()) OA_CHECK(make_folder(options.work_dir));
  OA_CHECK(make_folder(partial));
  OA_TRY(lock, take_lock(output, partial));
  auto store = std::unique_ptr<Store>(new Store(output, options, std::move(lock)));
  if (options.force) OA_CHECK(store->discard());
  OA_CHECK(store->take_up(identity, input_modified_ns));
  return store;
}

Result<Done> Store::discard() {
  for (const std::string& path : {in_partial("manifest.jsonl"), in_partial("data")}) OA_CHECK(remove_all(path));
  if (is_object(output_)) return replace_file(in_partial(kReplaces), "");
  for (const std::string& path : {output_, summary_path(output_)}) OA_CHECK(remove_all(path));
  return Done{};
}

// Whether nothing is there that this job may not replace. An object of the finished job's length is the job's own: an
// upload whose end this machine did not live to hear of.
Result<bool> Store::is_free() const {
  if (!is_object(output_)) return !file_exists(output_);
  if (file_exists(in_partial(kReplaces))) return true;
  OA_TRY(info, object_info(output_));
  return info.kind == ObjectInfo::Kind::none ||
         (manifest_.finished && info.stamp.bytes == file_stamp(in_partial("data")).bytes);
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
  if (manifest_.finished && !file_exists(in_partial("data"))) {
    OA_TRY(is_there, output_is_there(output_));
    renamed_ = is_there;
  }
  if (renamed_) return Done{};
  OA_TRY(free, is_free());
  if (!free) return refused(output_, "is there already, with an unfinished job beside it; --force discards both");
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
  OA_TRY(free, is_free());
  if (!free) return refused(output_, "is there already; --force discards it");
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
  return is_object(output_) ? upload() : rename_file(in_partial("data"), output_);
}

Result<Done> Store::upload() {
  OA_TRY(object, ObjectWriter::create(output_));
  OA_CHECK(data_->seek(0));
  for (constexpr std::size_t kAtOnce = std::size_t{10} << 20;;) {
    OA_TRY(bytes, data_->read_some(kAtOnce));
    if (bytes.empty()) return object->commit();
    OA_CHECK(object->write(bytes));
  }
}

Result<Done> Store::finish(std::string_view summary_json) {
  Result<Done> placed = renamed_ ? Result<Done>(Done{}) : put_in_place();
  if (placed) placed = replace_bytes(summary_path(output_), summary_json);
  if (placed) return remove_all(partial_);
  Error error = placed.error();
  if (is_object(output_))
    error.what += fmt::format("; the finished table is safe in {}, and the same command uploads it", partial_);
  return error;
}

}  // namespace openaffect
