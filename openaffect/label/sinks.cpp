#include "openaffect/label/sinks.h"

#include <unistd.h>

#include <cerrno>

namespace openaffect {

Result<Done> StandardOutput::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EPIPE) return Error{ErrorKind::interrupted, std::string(kReaderWentAway)};
    if (written < 0) return system_error("standard output", errno, "cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    position_ += static_cast<std::uint64_t>(written);
  }
  return Done{};
}

Result<Done> FileSink::write(std::string_view bytes) {
  OA_CHECK(file_.write_all(bytes));
  position_ += bytes.size();
  return Done{};
}

}  // namespace openaffect
