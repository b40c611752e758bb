#include "openaffect/data/object_source.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <optional>

#include <arrow/buffer.h>
#include <arrow/io/interfaces.h>
#include <arrow/util/future.h>

namespace openaffect {
namespace {

class ObjectSource final : public ByteSource {
 public:
  ObjectSource(OpenedObject object, const std::string& name, std::function<Result<FileStamp>()> stamp_now)
      : file_(std::move(object.file)), stamp_now_(std::move(stamp_now)) {
    info_ = {.name = name, .bytes = object.stamp.bytes, .modified_ns = object.stamp.modified_ns};
  }

  ~ObjectSource() override { forget(); }

  const SourceInfo& info() const override { return info_; }

  Result<std::size_t> read(char* to, std::size_t most) override {
    if (used_ == piece_.size() && at_ < info_.bytes) OA_CHECK(next_piece());
    const std::size_t got = piece_.copy(to, most, used_);
    used_ += got;
    at_ += got;
    if (got == 0) OA_CHECK(check_unchanged());
    return got;
  }

  Result<Done> seek(std::uint64_t byte) override {
    if (byte > info_.bytes) return error(ErrorKind::refused, "is shorter than it was: it changed");
    forget();
    piece_ = {};
    used_ = 0;
    at_ = byte;
    return Done{};
  }

  double fraction() const override {
    return info_.bytes == 0 ? 1 : static_cast<double>(at_) / static_cast<double>(info_.bytes);
  }

 private:
  using Coming = arrow::Future<std::shared_ptr<arrow::Buffer>>;

  Error error(ErrorKind kind, std::string what) const { return {kind, std::move(what), {info_.name, {}, {}, {}}}; }

  Result<Done> next_piece() {
    if (!coming_) ask(at_);
    const auto& got = coming_->result();
    if (!got.ok()) return object_error(got.status(), info_.name);
    held_ = *got;
    piece_ = std::string_view(*held_);
    used_ = 0;
    if (piece_.empty()) return error(ErrorKind::io, "changed while it was read");
    coming_.reset();
    if (at_ + piece_.size() < info_.bytes) ask(at_ + piece_.size());
    return Done{};
  }

  void ask(std::uint64_t byte) {
    constexpr std::uint64_t kMost = std::uint64_t{4} << 20;
    const std::uint64_t bytes = std::min(next_bytes_, info_.bytes - byte);
    coming_ = file_->ReadAsync(static_cast<std::int64_t>(byte), static_cast<std::int64_t>(bytes));
    next_bytes_ = std::min(2 * next_bytes_, kMost);
  }

  // A read that goes on when the process ends would find Arrow gone.
  void forget() {
    if (coming_) coming_->Wait();
    coming_.reset();
  }

  Result<Done> check_unchanged() const {
    OA_TRY(stamp, stamp_now_());
    if (stamp == FileStamp{info_.bytes, info_.modified_ns}) return Done{};
    return error(ErrorKind::io, "changed while it was read");
  }

  SourceInfo info_;
  std::shared_ptr<arrow::io::RandomAccessFile> file_;
  std::function<Result<FileStamp>()> stamp_now_;
  std::optional<Coming> coming_;         // what follows on piece_
  std::shared_ptr<arrow::Buffer> held_;  // what piece_ is a view of
  std::string_view piece_;
  std::size_t used_ = 0;               // of piece_
  std::atomic<std::uint64_t> at_ = 0;  // of the object
  std::uint64_t next_bytes_ = std::uint64_t{256} << 10;
};

}  // namespace

std::unique_ptr<ByteSource> object_source(OpenedObject object, const std::string& name,
                                          std::function<Result<FileStamp>()> stamp_now) {
  return std::make_unique<ObjectSource>(std::move(object), name, std::move(stamp_now));
}

Result<std::unique_ptr<ByteSource>> open_object_source(const std::string& path) {
  OA_TRY(object, open_object(path));
  const auto stamp_now = [path]() -> Result<FileStamp> {
    OA_TRY(info, object_info(path));
    return info.stamp;
  };
  return object_source(std::move(object), std::string(without_query(path)), stamp_now);
}

}  // namespace openaffect
