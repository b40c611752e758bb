#include "openaffect/data/object_path.h"

#include <algorithm>

namespace openaffect {
namespace {

constexpr std::string_view kScheme = "s3://", kAnonymous = "anonymous@";

}  // namespace

bool is_object(std::string_view path) {
  return path.starts_with(kScheme);
}

std::string_view without_query(std::string_view path) {
  return is_object(path) ? path.substr(0, path.find('?')) : path;
}

std::string with_ending(std::string_view path, std::string_view ending) {
  const std::string_view name = without_query(path);
  return std::string(name).append(ending).append(path.substr(name.size()));
}

Result<ObjectPath> parse_object_path(std::string_view path) {
  const std::string_view name = without_query(path);
  std::string_view place = name.substr(kScheme.size());
  const bool anonymous = place.starts_with(kAnonymous);
  if (anonymous) place.remove_prefix(kAnonymous.size());
  const std::size_t slash = std::min(place.find('/'), place.size());
  ObjectPath object{.bucket = std::string(place.substr(0, slash)),
                    .key = std::string(place.substr(std::min(slash + 1, place.size()))),
                    .query = std::string(path.substr(std::min(name.size() + 1, path.size()))),
                    .anonymous = anonymous};
  if (object.bucket.find_first_of("@:") != std::string::npos)
    return Error{ErrorKind::unsupported,
                 "keys do not belong on a command line: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile in "
                 "~/.aws, hold them, and AWS_ENDPOINT_URL the server",
                 {"s3://…" + object.bucket.substr(object.bucket.find_last_of("@:")), {}, {}, {}}};
  if (object.bucket.empty() || object.key.starts_with('/') || object.key.find("//") != std::string::npos)
    return Error{ErrorKind::unsupported, "names no object: s3://BUCKET/KEY does", {std::string(name), {}, {}, {}}};
  return object;
}

}  // namespace openaffect
