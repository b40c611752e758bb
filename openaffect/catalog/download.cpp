#include "openaffect/catalog/download.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "openaffect/catalog/curl_library.h"
#include "openaffect/core/sha256.h"
#include "openaffect/system/file.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

constexpr int kTries = 4;
constexpr long kMostRedirects = 5, kConnectSeconds = 30, kSilentSeconds = 60;
constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::uint64_t kMostTagBytes = 4096;
constexpr long kOk = 200, kPartial = 206, kRangeNotSatisfiable = 416;

// What the last response said; a redirect's headers are forgotten.
struct Response {
  std::string tag;  // a strong ETag, else Last-Modified: what If-Range takes
  std::optional<std::uint64_t> range_begin;
};

struct Transfer {
  const CurlLibrary& curl;
  CURL* handle = nullptr;
  const Download& wanted;
  File& part;
  std::uint64_t at = 0;  // bytes in the part
  Response response = {};
  std::optional<Error> trouble = {};
};

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : std::string(text.substr(begin, end + 1 - begin));
}

bool has_prefix_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char l, char c) { return l == (c >= 'A' && c <= 'Z' ? c + 32 : c); });
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user) {
  Response& response = static_cast<Transfer*>(user)->response;
  const std::string_view line(data, size * count);
  constexpr std::string_view kTag = "etag:", kTime = "last-modified:", kRange = "content-range: bytes ";
  if (line.starts_with("HTTP/")) response = {};
  if (has_prefix_ignoring_case(line, kTag) && line.find("W/") == std::string_view::npos)
    response.tag = trimmed(line.substr(kTag.size()));
  if (has_prefix_ignoring_case(line, kTime) && response.tag.empty()) response.tag = trimmed(line.substr(kTime.size()));
  if (has_prefix_ignoring_case(line, kRange)) {
    std::uint64_t begin = 0;
    for (std::size_t i = kRange.size(); i < line.size() && line[i] >= '0' && line[i] <= '9'; ++i)
      begin = begin * 10 + static_cast<std::uint64_t>(line[i] - '0');
    response.range_begin = begin;
  }
  return line.size();
}

long status_of(const Transfer& transfer) {
  long status = 0;
  transfer.curl.easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

// The first bytes of a body: from the beginning when the server sends all of it.
Result<Done> begin_body(Transfer& transfer) {
  const bool goes_on = status_of(transfer) == kPartial;
  if (goes_on && transfer.response.range_begin != transfer.at)
    return Error{
        ErrorKind::format, "the server sends another part than was asked for", {transfer.wanted.url, {}, "", {}}};
  if (!goes_on) transfer.at = 0;
  OA_CHECK(transfer.part.truncate(transfer.at));
  OA_CHECK(transfer.part.seek(transfer.at));
  return replace_file(transfer.wanted.path + ".part.tag", transfer.response.tag);
}

Result<Done> write_body(Transfer& transfer, std::string_view bytes, bool first) {
  if (first) OA_CHECK(begin_body(transfer));
  if (bytes.size() > transfer.wanted.bytes - transfer.at)
    return Error{ErrorKind::format,
                 fmt::format("longer than the {} bytes that the catalogue says", transfer.wanted.bytes),
                 {transfer.wanted.url, {}, "", {}}};
  OA_CHECK(transfer.part.write_all(bytes));
  transfer.at += bytes.size();
  return Done{};
}

struct Body {
  Transfer* transfer = nullptr;
  bool begun = false;
};

// Returning less than was given ends the transfer; the bodies of errors and redirects are not wanted.
std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  Body& body = *static_cast<Body*>(user);
  const long status = status_of(*body.transfer);
  if (status != kOk && status != kPartial) return 0;
  const auto written = write_body(*body.transfer, {data, size * count}, !std::exchange(body.begun, true));
  if (written) return size * count;
  body.transfer->trouble = written.error();
  return 0;
}

struct HeaderList {
  const CurlLibrary& curl;
  curl_slist* list = nullptr;
  ~HeaderList() { curl.slist_free_all(list); }
  void add(const std::string& line) { list = curl.slist_append(list, line.c_str()); }
};

void set_options(Transfer& transfer, Body& body) {
  const auto set = [&](CURLoption option, auto value) { transfer.curl.easy_setopt(transfer.handle, option, value); };
  const bool is_secure = transfer.wanted.url.starts_with("https://");
  set(CURLOPT_URL, transfer.wanted.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, kMostRedirects);
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "openaffect/" OPENAFFECT_VERSION);
  set(CURLOPT_HEADERFUNCTION, take_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&body));
}

enum class Outcome { whole, cut, start_again };

Error failure(const Transfer& transfer, std::string what, ErrorKind kind = ErrorKind::io) {
  return {kind, std::move(what), {transfer.wanted.url, {}, "", {}}};
}

Result<Outcome> judge(const Transfer& transfer, CURLcode code) {
  if (transfer.trouble) return *transfer.trouble;
  const long status = status_of(transfer);
  if (status == kRangeNotSatisfiable) return Outcome::start_again;
  if (status != 0 && status != kOk && status != kPartial)
    return code == CURLE_TOO_MANY_REDIRECTS
               ? failure(transfer, fmt::format("more than {} redirects", kMostRedirects))
               : failure(transfer,
                         status >= 300 && status < 400
                             ? fmt::format("redirected to where we do not go: {}", transfer.curl.easy_strerror(code))
                             : fmt::format("the server answers {}", status),
                         status == 404 ? ErrorKind::not_found : ErrorKind::io);
  if (code == CURLE_OK && transfer.at == transfer.wanted.bytes) return Outcome::whole;
  if (code == CURLE_OK)
    return failure(transfer, fmt::format("has {} bytes; the catalogue says {}", transfer.at, transfer.wanted.bytes),
                   ErrorKind::format);
  if (transfer.at == 0) return failure(transfer, transfer.curl.easy_strerror(code));
  return Outcome::cut;
}

Result<Outcome> transfer_once(const CurlLibrary& curl, const Download& wanted, File& part) {
  OA_TRY(begun, part.size());
  const std::unique_ptr<CURL, decltype(curl.easy_cleanup)> handle(curl.easy_init(), curl.easy_cleanup);
  if (!handle) return Error{ErrorKind::io, "libcurl does not start", {wanted.url, {}, "", {}}};
  Transfer transfer{curl, handle.get(), wanted, part, begun};
  Body body{&transfer};
  set_options(transfer, body);
  HeaderList headers{curl};
  if (begun > 0) {
    headers.add(fmt::format("Range: bytes={}-", begun));
    const auto tag = read_file(wanted.path + ".part.tag", kMostTagBytes);
    if (tag && !tag->empty()) headers.add("If-Range: " + *tag);
    curl.easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.list);
  }
  return judge(transfer, curl.easy_perform(handle.get()));
}

void forget(const std::string& path) {
  (void)remove_all(path + ".part");
  (void)remove_all(path + ".part.tag");
}

// Until the part is whole, or there is no hope.
Result<Done> transfer_all(const CurlLibrary& curl, const Download& wanted, File& part) {
  for (int tries = 0; tries < kTries; ++tries) {
    OA_TRY(size, part.size());
    if (size == wanted.bytes) return Done{};
    if (size > wanted.bytes) OA_CHECK(part.truncate(0));
    OA_TRY(outcome, transfer_once(curl, wanted, part));
    if (outcome == Outcome::whole) return Done{};
    if (outcome == Outcome::start_again) OA_CHECK(part.truncate(0));
  }
  OA_TRY(size, part.size());
  return Error{ErrorKind::io,
               fmt::format("the connection was cut {} times, after {} of {} bytes; the next try goes on there", kTries,
                           size, wanted.bytes),
               {wanted.url, {}, "", {}}};
}

}  // namespace

Result<std::optional<std::string>> compare_file(const std::string& path, std::uint64_t bytes,
                                                const std::string& sha256) {
  OA_TRY(file, File::open(path, File::Mode::read));
  OA_TRY(size, file.size());
  if (size != bytes) return std::optional(fmt::format("{} bytes instead of {}", size, bytes));
  Sha256 hash;
  while (true) {
    OA_TRY(piece, file.read_some(kPiece));
    if (piece.empty()) break;
    hash.add(piece);
  }
  if (hash.hex() == sha256) return std::optional<std::string>();
  return std::optional(fmt::format("its sha256 is {}, not {}", hash.hex(), sha256));
}

Result<Done> download(const Download& wanted) {
  OA_TRY(curl, curl_library());
  const std::string part_path = wanted.path + ".part";
  const bool resumed = file_exists(part_path);
  OA_TRY(part, File::open(part_path, File::Mode::write));
  if (const auto done = transfer_all(*curl, wanted, part); !done) {
    if (done.error().kind == ErrorKind::format) forget(wanted.path);
    return done.error();
  }
  OA_CHECK(part.sync());
  OA_TRY(difference, compare_file(part_path, wanted.bytes, wanted.sha256));
  if (difference) {
    forget(wanted.path);
    if (resumed) return download(wanted);  // perhaps the earlier part was another file's
    return Error{ErrorKind::format, "not the file that the catalogue knows: " + *difference, {wanted.url, {}, "", {}}};
  }
  OA_CHECK(rename_file(part_path, wanted.path));
  return remove_all(wanted.path + ".part.tag");
}

}  // namespace openaffect
