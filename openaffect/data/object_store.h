// Objects in stores that speak S3, read and written as files are; the only file that knows Arrow's S3. Endpoint, region
// and keys are what AWS's environment variables and files say, or the path's query (object_path.h). Arrow's S3 library
// is loaded, and the store asked, by the first call with such a path; it is shut down when the process ends. Safe from
// any thread.
//
// Errors: `not_found` for a bucket or an object that is not there; `io` for a store that cannot be reached or that
// denies access; `unsupported` for a path that names no object and for an Arrow without S3.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/data/object_path.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace arrow {
class Status;
namespace io {
class OutputStream;
class RandomAccessFile;
}  // namespace io
}  // namespace arrow

namespace openaffect {

struct ObjectInfo {
  enum class Kind { none, object, folder };  // a folder: objects have keys that begin with it
  Kind kind = Kind::none;
  FileStamp stamp = {};  // of an object
};

// Of what is not there Kind::none, when its bucket is there.
Result<ObjectInfo> object_info(const std::string& path);

// The paths of the objects in a folder (not in folders inside it), each with the query of `folder`.
Result<std::vector<std::string>> objects_in(const std::string& folder);

// To be read in any order; every read asks the store for these bytes.
struct OpenedObject {
  std::shared_ptr<arrow::io::RandomAccessFile> file;
  FileStamp stamp;
};
Result<OpenedObject> open_object(const std::string& path);

// An object on its way, uploaded in parts of 10 MB: (write* commit). It appears whole at commit(), in place of one that
// was there, or not at all.
class ObjectWriter final : public ByteSink {
 public:
  static Result<std::unique_ptr<ObjectWriter>> create(const std::string& path);
  ~ObjectWriter() override;  // gives up what was not committed

  Result<Done> write(std::string_view bytes) override;
  std::uint64_t position() const override { return position_; }
  Result<Done> commit();

 private:
  ObjectWriter(std::string name, std::shared_ptr<arrow::io::OutputStream> stream)
      : name_(std::move(name)), stream_(std::move(stream)) {}

  std::string name_;
  std::shared_ptr<arrow::io::OutputStream> stream_;  // null when committed
  std::uint64_t position_ = 0, flushed_ = 0;
};

// What Arrow says of an object, in one line.
Error object_error(const arrow::Status& status, const std::string& name);

// Of a file or an object; of what is neither, or cannot be asked, zeros.
FileStamp path_stamp(const std::string& path);

// Of a file or an object.
Result<bool> is_there(const std::string& path);
Result<Done> replace_bytes(const std::string& path, std::string_view bytes);  // as replace_file() does

}  // namespace openaffect
