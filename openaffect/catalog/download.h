// One file from an http or https address to disk, known beforehand by length and sha256. Goes on where an earlier call
// stopped: the bytes so far lie in PATH.part, and what the server said about them (ETag or Last-Modified) in
// PATH.part.tag. The only place that sees libcurl, which is loaded when the first download begins: no other verb pays
// for it, and without it only this fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "openaffect/core/error.h"

namespace openaffect {

struct Download {
  std::string url;
  std::string path;  // its folder is there
  std::uint64_t bytes = 0;
  std::string sha256;
};

// On success the file is at `path`. Memory does not grow with it. At most five redirects, none from https to http, and
// none to anything but the two. A connection that is cut is taken up again, three times at most; then the Error says
// how far it came, and the next call goes on there. A file that is longer than `bytes`, or has another sha256, is an
// Error `format`, and nothing of it is kept.
Result<Done> download(const Download& wanted);

// Whether the file at `path` has this length and sha256: nullopt when it has, else what is wrong.
Result<std::optional<std::string>> compare_file(const std::string& path, std::uint64_t bytes,
                                                const std::string& sha256);

}  // namespace openaffect
