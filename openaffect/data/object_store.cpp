#include "openaffect/data/object_store.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <mutex>

#include <arrow/filesystem/filesystem.h>
#include <arrow/io/interfaces.h>
#include <arrow/util/config.h>
#include <arrow/util/io_util.h>
#include <fmt/format.h>

namespace openaffect {
namespace {

using FileSystem = std::shared_ptr<arrow::fs::FileSystem>;

std::string after(const ObjectPath& object) {
  return object.query.empty() ? "" : "?" + object.query;
}

// Arrow keeps S3 once for a process and wants it ended before the process is, hence a state of the process here too:
// one client for each bucket and query, since a client that has found region and keys is worth keeping.
class Clients {
 public:
  static Clients& of_process() {
    static Clients clients;
    return clients;
  }

  arrow::Result<FileSystem> get(const ObjectPath& object) {
    const std::lock_guard lock(mutex_);
    const std::string uri =
        std::string("s3://") + (object.anonymous ? "anonymous@" : "") + object.bucket + after(object);
    FileSystem& client = clients_[uri];
    if (client) return client;
    // Beside libarrow in pyarrow, and within it where it was built so: then this finds nothing.
    if (!started_) (void)arrow::fs::LoadFileSystemFactories("libarrow_s3.so." ARROW_SO_VERSION);
    auto made = arrow::fs::FileSystemFromUri(uri);
    if (!started_) std::atexit([] { of_process().end(); });  // after S3's own objects were made: runs before they go
    started_ = true;
    ARROW_ASSIGN_OR_RAISE(client, std::move(made));
    return client;
  }

 private:
  void end() {
    const std::lock_guard lock(mutex_);
    clients_.clear();
    arrow::fs::EnsureFinalized();
  }

  std::mutex mutex_;
  std::map<std::string, FileSystem> clients_;
  bool started_ = false;
};

// What the store's words mean, by a part of them.
struct Meaning {
  std::string_view part;
  ErrorKind kind;
  std::string_view what;
};
constexpr std::string_view kDenied =
    "access is denied: see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE";
constexpr std::string_view kUnreached =
    "the object store cannot be reached: AWS_ENDPOINT_URL names it, where it is not Amazon's";
constexpr std::array kMeanings = {
    Meaning{"Error NO_SUCH_BUCKET", ErrorKind::not_found, "there is no such bucket"},
    Meaning{"Bucket '", ErrorKind::not_found, "there is no such bucket"},  // not found, while its region is looked up
    Meaning{"Error NO_SUCH_KEY", ErrorKind::not_found, "there is no such object"},
    Meaning{"Error ACCESS_DENIED", ErrorKind::io, kDenied},
    Meaning{"Error INVALID_ACCESS_KEY_ID", ErrorKind::io, kDenied},
    Meaning{"Error SIGNATURE_DOES_NOT_MATCH", ErrorKind::io, kDenied},
    Meaning{"HTTP status 403", ErrorKind::io, kDenied},
    Meaning{"Error NETWORK_CONNECTION", ErrorKind::io, kUnreached},
    Meaning{"Unexpected query parameter", ErrorKind::unsupported,
            "what stands behind the ? is none of Arrow's options"},
    Meaning{"Unrecognized filesystem", ErrorKind::unsupported, "this Arrow was built without S3"}};

// "When reading … 'bucket': AWS Error NAME during …" without what the path says already.
std::string words_of(const arrow::Status& status) {
  const std::string message = status.message();
  const std::size_t from = message.find("AWS Error");
  std::string words = from == std::string::npos ? message : message.substr(from);
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

struct Object {
  ObjectPath path;
  FileSystem client;

  Error error(const arrow::Status& status) const { return object_error(status, path.name()); }
  Error error(ErrorKind kind, std::string what) const { return {kind, std::move(what), {path.name(), {}, {}, {}}}; }
};

Result<Object> find(const std::string& path) {
  OA_TRY(object, parse_object_path(path));
  auto client = Clients::of_process().get(object);
  if (!client.ok()) return object_error(client.status(), object.name());
  return Object{std::move(object), *std::move(client)};
}

Result<arrow::fs::FileInfo> info_of(const Object& object) {
  std::string place = object.path.place();
  if (place.ends_with('/')) place.pop_back();
  auto info = object.client->GetFileInfo(place);
  if (!info.ok()) return object.error(info.status());
  if (info->type() != arrow::fs::FileType::NotFound) return *std::move(info);
  const auto bucket = object.client->GetFileInfo(object.path.bucket);
  if (!bucket.ok()) return object.error(bucket.status());
  if (bucket->type() == arrow::fs::FileType::NotFound)
    return object.error(ErrorKind::not_found, "there is no such bucket");
  return *std::move(info);
}

FileStamp stamp_of(const arrow::fs::FileInfo& info) {
  return {static_cast<std::uint64_t>(info.size()), info.mtime().time_since_epoch().count()};
}

}  // namespace

Error object_error(const arrow::Status& status, const std::string& name) {
  const std::string words = words_of(status);
  if (arrow::internal::ErrnoFromStatus(status) == ENOENT)
    return {ErrorKind::not_found, "there is no such object", {name, {}, {}, {}}};
  for (const Meaning& meaning : kMeanings)
    if (words.find(meaning.part) != std::string::npos)
      return {meaning.kind, fmt::format("{} ({})", meaning.what, words), {name, {}, {}, {}}};
  return {ErrorKind::io, "the object store says: " + words, {name, {}, {}, {}}};
}

Result<ObjectInfo> object_info(const std::string& path) {
  OA_TRY(object, find(path));
  OA_TRY(info, info_of(object));
  if (info.type() == arrow::fs::FileType::NotFound) return ObjectInfo{};
  if (info.type() == arrow::fs::FileType::Directory) return ObjectInfo{.kind = ObjectInfo::Kind::folder};
  return ObjectInfo{ObjectInfo::Kind::object, stamp_of(info)};
}

Result<std::vector<std::string>> objects_in(const std::string& folder) {
  OA_TRY(object, find(folder));
  arrow::fs::FileSelector selector;
  selector.base_dir = object.path.place();
  if (selector.base_dir.ends_with('/')) selector.base_dir.pop_back();
  const auto found = object.client->GetFileInfo(selector);
  if (!found.ok()) return object.error(found.status());
  const std::string before = object.path.anonymous ? "s3://anonymous@" : "s3://";
  std::vector<std::string> paths;
  for (const arrow::fs::FileInfo& info : *found)
    if (info.type() == arrow::fs::FileType::File) paths.push_back(before + info.path() + after(object.path));
  return paths;
}

Result<OpenedObject> open_object(const std::string& path) {
  OA_TRY(object, find(path));
  OA_TRY(info, info_of(object));
  if (info.type() == arrow::fs::FileType::NotFound)
    return object.error(ErrorKind::not_found, "there is no such object");
  if (info.type() == arrow::fs::FileType::Directory)
    return object.error(ErrorKind::unsupported, "is a folder, not an object");
  auto file = object.client->OpenInputFile(info);
  if (!file.ok()) return object.error(file.status());
  return OpenedObject{*std::move(file), stamp_of(info)};
}

Result<std::unique_ptr<ObjectWriter>> ObjectWriter::create(const std::string& path) {
  OA_TRY(object, find(path));
  if (object.path.key.empty() || object.path.key.ends_with('/'))
    return object.error(ErrorKind::refused, "the output is a folder");
  auto stream = object.client->OpenOutputStream(object.path.place());
  if (!stream.ok()) return object.error(stream.status());
  return std::unique_ptr<ObjectWriter>(new ObjectWriter(object.path.name(), *std::move(stream)));
}

ObjectWriter::~ObjectWriter() {
  if (!stream_) return;
  (void)stream_->Flush();  // no part is on its way any more when the process ends
  (void)stream_->Abort();  // closing it would make an object of what is there
}

// Arrow sends parts in the background, as many as there are: now and then they are waited for, or a slow line would
// bring the whole object into memory.
Result<Done> ObjectWriter::write(std::string_view bytes) {
  constexpr std::uint64_t kMostOnTheWay = std::uint64_t{64} << 20;
  auto status = stream_->Write(bytes.data(), static_cast<std::int64_t>(bytes.size()));
  position_ += bytes.size();
  if (status.ok() && position_ - flushed_ >= kMostOnTheWay) {
    status = stream_->Flush();
    flushed_ = position_;
  }
  return status.ok() ? Result<Done>(Done{}) : object_error(status, name_);
}

Result<Done> ObjectWriter::commit() {
  if (const auto status = stream_->Close(); !status.ok()) return object_error(status, name_);
  stream_.reset();
  return Done{};
}

FileStamp path_stamp(const std::string& path) {
  if (!is_object(path)) return file_stamp(path);
  const auto info = object_info(path);
  return info ? info->stamp : FileStamp{};
}

Result<bool> is_there(const std::string& path) {
  if (!is_object(path)) return file_exists(path);
  OA_TRY(info, object_info(path));
  return info.kind != ObjectInfo::Kind::none;
}

Result<Done> replace_bytes(const std::string& path, std::string_view bytes) {
  if (!is_object(path)) return replace_file(path, bytes);
  OA_TRY(writer, ObjectWriter::create(path));
  OA_CHECK(writer->write(bytes));
  return writer->commit();
}

}  // namespace openaffect
