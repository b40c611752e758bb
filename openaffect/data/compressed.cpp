#include "openaffect/data/compressed.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

namespace openaffect {
namespace {

constexpr std::string_view kGzipMagic("\x1F\x8B", 2);
constexpr std::string_view kZstdMagic("\x28\xB5\x2F\xFD", 4);

constexpr std::string_view kCutShort = "the compressed data ends too early: the file was cut short";

class Gunzipped final : public LayeredSource {
 public:
  explicit Gunzipped(std::unique_ptr<ByteSource> inner) : LayeredSource(std::move(inner), "unpacked") {
    constexpr int kGzipOnly = 16;
    if (::inflateInit2(&stream_, MAX_WBITS + kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~Gunzipped() override { ::inflateEnd(&stream_); }
  Gunzipped(const Gunzipped&) = delete;
  Gunzipped& operator=(const Gunzipped&) = delete;

  Result<std::size_t> read(char* to, std::size_t most) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    const auto room = static_cast<uInt>(std::min<std::size_t>(most, std::numeric_limits<uInt>::max()));
    stream_.avail_out = room;
    while (stream_.avail_out == room) {
      OA_TRY(there, fill());
      if (!there && !within_) break;
      if (!within_ && padding()) continue;
      OA_CHECK(inflate_some());  // without input: what it holds back
      if (!there && within_ && stream_.avail_out == room) return error(std::string(kCutShort));
    }
    return std::size_t{room - stream_.avail_out};
  }

 private:
  void restart() override {
    ::inflateReset(&stream_);
    within_ = true;
  }

  // Between members: zeros are passed over.
  bool padding() {
    const std::size_t zeros = std::min(input().find_first_not_of('\0'), input().size());
    use(zeros);
    return zeros > 0;
  }

  Result<Done> inflate_some() {
    within_ = true;
    const std::string_view from = input();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from.data()));
    stream_.avail_in = static_cast<uInt>(from.size());
    const int state = ::inflate(&stream_, Z_NO_FLUSH);
    use(from.size() - stream_.avail_in);
    if (state == Z_MEM_ERROR) throw std::bad_alloc();
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR)
      return error(std::string("the compressed data is damaged") +
                   (stream_.msg ? std::string(": ") + stream_.msg : ""));
    if (state == Z_STREAM_END) {
      ::inflateReset(&stream_);
      within_ = false;
    }
    return Done{};
  }

  z_stream stream_ = {};
  bool within_ = true;  // a member (or at the beginning, where one must come)
};

class Unzstded final : public LayeredSource {
 public:
  explicit Unzstded(std::unique_ptr<ByteSource> inner)
      : LayeredSource(std::move(inner), "unpacked"), stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
    if (!stream_) throw std::bad_alloc();
  }

  Result<std::size_t> read(char* to, std::size_t most) override {
    if (given_ == out_.pos) OA_CHECK(unpack_some());
    const std::size_t got = std::min(most, out_.pos - given_);
    std::memcpy(to, text_.data() + given_, got);
    given_ += got;
    return got;
  }

 private:
  void restart() override {
    ZSTD_DCtx_reset(stream_.get(), ZSTD_reset_session_only);
    within_ = true;
    given_ = out_.pos = 0;
  }

  // Into a buffer of its own: libzstd refuses or accepts some malformed frames by the room that it is given, and what a
  // file holds must not depend on who reads it.
  Result<Done> unpack_some() {
    given_ = 0;
    out_ = {text_.data(), text_.size(), 0};
    while (out_.pos == 0) {
      OA_TRY(there, fill());
      if (!there && !within_) break;
      ZSTD_inBuffer in{input().data(), input().size(), 0};
      const std::size_t state = ZSTD_decompressStream(stream_.get(), &out_, &in);
      use(in.pos);
      if (ZSTD_isError(state)) return error(std::string("the compressed data is damaged: ") + ZSTD_getErrorName(state));
      within_ = state != 0;
      if (!there && within_ && out_.pos == 0) return error(std::string(kCutShort));
    }
    return Done{};
  }

  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  std::vector<char> text_ = std::vector<char>(ZSTD_DStreamOutSize());
  ZSTD_outBuffer out_ = {text_.data(), text_.size(), 0};
  std::size_t given_ = 0;  // of out_
  bool within_ = true;
};

}  // namespace

bool is_gzip(std::string_view head) {
  return head.starts_with(kGzipMagic);
}

bool is_zstd(std::string_view head) {
  return head.starts_with(kZstdMagic);
}

std::unique_ptr<ByteSource> gunzipped(std::unique_ptr<ByteSource> inner) {
  return std::make_unique<Gunzipped>(std::move(inner));
}

std::unique_ptr<ByteSource> unzstded(std::unique_ptr<ByteSource> inner) {
  return std::make_unique<Unzstded>(std::move(inner));
}

Result<std::string> gunzip(std::string packed, std::size_t most) {
  const auto source = gunzipped(memory_source(std::move(packed)));
  std::string all, piece(std::size_t{64} << 10, '\0');
  for (;;) {
    OA_TRY(got, source->read(piece.data(), piece.size()));
    if (got == 0) return all;
    if (got > most - all.size()) return Error{ErrorKind::format, fmt::format("unpacks to more than {} bytes", most)};
    all.append(piece, 0, got);
  }
}

}  // namespace openaffect
