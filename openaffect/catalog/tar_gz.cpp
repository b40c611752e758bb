#include "openaffect/catalog/tar_gz.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "openaffect/data/compressed.h"

namespace openaffect {
namespace {

constexpr std::size_t kBlock = 512;  // of a tar archive
constexpr std::size_t kNameBytes = 100, kSizeAt = 124, kSizeBytes = 12, kTypeAt = 156;

Error broken(std::string_view what) {
  return {ErrorKind::format, fmt::format("tar.gz: {}", what), {}};
}

std::string_view until_zero(std::string_view field) {
  return field.substr(0, std::min(field.find('\0'), field.size()));
}

std::optional<std::size_t> octal(std::string_view field) {
  std::size_t value = 0;
  for (const char c : until_zero(field)) {
    if (c == ' ') continue;
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<std::size_t>(c - '0');
  }
  return value;
}

}  // namespace

Result<std::map<std::string, std::string>> read_tar_gz(std::string_view archive, std::span<const std::string> wanted,
                                                       std::size_t most) {
  const auto tar_or = gunzip(std::string(archive), most);
  if (!tar_or) return broken(tar_or.error().what);
  const std::string& tar = *tar_or;
  std::map<std::string, std::string> files;
  for (std::size_t at = 0; at + kBlock <= tar.size() && tar[at] != '\0';) {
    const std::string_view header = std::string_view(tar).substr(at, kBlock);
    const auto size = octal(header.substr(kSizeAt, kSizeBytes));
    at += kBlock;
    if (!size || *size > tar.size() - at) return broken("ends in the middle of a file, or is none");
    const std::string name(until_zero(header.substr(0, kNameBytes)));
    const bool is_file = header[kTypeAt] == '0' || header[kTypeAt] == '\0';
    if (is_file && std::find(wanted.begin(), wanted.end(), name) != wanted.end()) files[name] = tar.substr(at, *size);
    at += (*size + kBlock - 1) / kBlock * kBlock;
  }
  for (const std::string& name : wanted)
    if (!files.contains(name)) return broken(fmt::format("has no {}", name));
  return files;
}

}  // namespace openaffect
