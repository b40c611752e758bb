// Names of objects in a store that speaks S3: "s3://BUCKET/KEY", where files have a path. The key is taken as it is
// (nothing in it is escaped), up to a "?": what follows is Arrow's way of saying where the store is,
// "s3://b/k.csv?endpoint_override=127.0.0.1:9000&scheme=http". Pure; asks nobody.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

bool is_object(std::string_view path);  // whether it begins with s3://

struct ObjectPath {
  std::string bucket;
  std::string key;         // "": the bucket itself
  std::string query;       // without "?"
  bool anonymous = false;  // "s3://anonymous@b/k": public data is read without keys

  std::string place() const { return key.empty() ? bucket : bucket + "/" + key; }  // as Arrow's file system has it
  std::string name() const { return "s3://" + place(); }                           // for messages

  bool operator==(const ObjectPath&) const = default;
};

// Error `unsupported` without a bucket, with an empty part ("a//b"), and with a password in it: that is for the
// environment or a file, not for a command line.
Result<ObjectPath> parse_object_path(std::string_view path);

// What tells the format: an object's path without its query, and any other path.
std::string_view without_query(std::string_view path);

// `ending` behind the name of a file or an object: "s3://b/k.csv?scheme=http" → "s3://b/k.csv.new?scheme=http".
std::string with_ending(std::string_view path, std::string_view ending);

}  // namespace openaffect
