#include "openaffect/data/part_stream.h"

#include <algorithm>

#include <arrow/status.h>

namespace openaffect {

PartStream::PartStream(ByteSink& sink)
    : sink_(sink),
      place_(static_cast<std::int64_t>(sink.position())),
      magic_to_swallow_(sink.position() == 0 ? 0 : kParquetMagic.size()) {
  place_ -= static_cast<std::int64_t>(magic_to_swallow_);
}

arrow::Status PartStream::Write(const void* data, std::int64_t bytes) {
  constexpr std::size_t kAtOnce = std::size_t{1} << 20;
  if (failure_) return arrow::Status::IOError("the sink failed before");
  std::string_view rest(static_cast<const char*>(data), static_cast<std::size_t>(bytes));
  begun_ = true;
  place_ += bytes;
  const std::size_t swallowed = std::min(magic_to_swallow_, rest.size());
  magic_to_swallow_ -= swallowed;
  rest.remove_prefix(swallowed);
  (holding_back_ ? held_back_ : pending_).append(rest);
  return pending_.size() < kAtOnce ? arrow::Status::OK() : flush_to_sink();
}

arrow::Status PartStream::flush_to_sink() {
  if (failure_) return arrow::Status::IOError("the sink failed before");
  if (const Result<Done> done = sink_.write(pending_); !done) {
    failure_ = done.error();
    return arrow::Status::IOError(failure_->what);
  }
  pending_.clear();
  return arrow::Status::OK();
}

}  // namespace openaffect
