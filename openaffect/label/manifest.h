// The record of a label job in X.partial/manifest.jsonl: what the job is, and which parts of the output are safe on
// disk. One JSON object a line, each with a checksum: a torn last line (power cut) is recognised and dropped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/label/counts.h"

namespace openaffect {

// Everything that decides the output's bytes, in the order in which a difference is to be named:
// {"input bytes", "1234"}, {"rater vader", "3.3.2-1 sha256:…"}, …
using JobIdentity = std::vector<std::pair<std::string, std::string>>;

struct PartRecord {
  std::uint64_t rows = 0;     // of this part
  std::uint64_t blocks = 0;   // of the whole input that the reader has passed
  std::uint64_t end = 0;      // the output's length after it, bytes
  std::string checkpoint;     // the reader's, after the part's last row
  std::string writer_record;  // TableWriter::end_part's
  JobCounts counts;

  bool operator==(const PartRecord&) const = default;
};

struct Manifest {
  JobIdentity identity;
  std::int64_t input_modified_ns = 0;  // not part of the identity: a touched file is hashed, not refused
  std::vector<PartRecord> parts;
  bool finished = false;    // the output is whole and only has to be renamed
  std::uint64_t bytes = 0;  // of the text, up to the end of its last whole line
};

std::string manifest_header_line(const JobIdentity& identity, std::int64_t input_modified_ns);
std::string manifest_part_line(const PartRecord& part);
std::string manifest_finished_line();

// Reads as many whole, unbroken lines as there are. Fails when the first line is no header, or when a line that is not
// the last is broken.
Result<Manifest> parse_manifest(std::string_view text);

// "rater vader was '…' when the job began and is '…' now"; nullopt when equal.
std::optional<std::string> identity_difference(const JobIdentity& before, const JobIdentity& now);

}  // namespace openaffect
