// What a labelled file says of itself, and what a job must have in common with the one it continues.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "openaffect/label/job.h"
#include "openaffect/label/manifest.h"

namespace openaffect {

inline constexpr int kSchemaVersion = 1;  // of the rating table's columns (conventions.md)

// All that decides the output's bytes, input content aside (its length is in it).
JobIdentity job_identity(const LabelOptions& options, const Raters& raters, const OutputLayout& layout,
                         const InputIdentity& input);

// The identity but for the shard, with the input's hash, as a sha256: equal for all shards of one job.
std::string job_hash(const JobIdentity& identity, const InputIdentity& input);

// The key-value metadata of the output: schema version, input hash, columns, raters with versions and hashes, schemes
// with definitions and units, licences; for one shard of several also which.
using FileMetadata = std::vector<std::pair<std::string, std::string>>;
FileMetadata file_metadata(const LabelOptions& options, const Raters& raters, const InputIdentity& input);

inline constexpr std::string_view kShardKey = "openaffect.shard";

}  // namespace openaffect
