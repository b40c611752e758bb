#include "openaffect/label/manifest.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/sha256.h"

namespace openaffect {
namespace {

using nlohmann::json;

constexpr std::size_t kChecksumDigits = 16;

// {"check":"0123456789abcdef","kind":…}: the checksum covers the rest of the line.
std::string seal(const json& record) {
  const std::string body = record.dump(-1, ' ', false, json::error_handler_t::replace);
  return sha256_hex(body).substr(0, kChecksumDigits) + " " + body + "\n";
}

// The record of one line (without its end), or a discarded json when it is broken.
json unseal(std::string_view line) {
  if (line.size() < kChecksumDigits + 1 || line[kChecksumDigits] != ' ') return json(json::value_t::discarded);
  const std::string_view body = line.substr(kChecksumDigits + 1);
  if (sha256_hex(body).substr(0, kChecksumDigits) != line.substr(0, kChecksumDigits))
    return json(json::value_t::discarded);
  return json::parse(body, nullptr, false);
}

Result<PartRecord> read_part(const json& record) {
  PartRecord part;
  record.at("rows").get_to(part.rows);
  record.at("blocks").get_to(part.blocks);
  record.at("end").get_to(part.end);
  record.at("checkpoint").get_to(part.checkpoint);
  record.at("writer").get_to(part.writer_record);
  OA_TRY(counts, counts_from_json(record.at("counts").get_ref<const std::string&>()));
  part.counts = std::move(counts);
  return part;
}

Result<Done> add_record(const json& record, Manifest& manifest, bool first) {
  const std::string& kind = record.at("kind").get_ref<const std::string&>();
  if ((kind == "job") != first) return Error{ErrorKind::format, "manifest: the header has to come first, and once"};
  if (kind == "job") {
    record.at("identity").get_to(manifest.identity);
    record.at("input_modified_ns").get_to(manifest.input_modified_ns);
  } else if (kind == "part") {
    OA_TRY(part, read_part(record));
    if (!manifest.parts.empty() && part.end < manifest.parts.back().end)
      return Error{ErrorKind::format, "manifest: a part ends before the one in front of it"};
    manifest.parts.push_back(std::move(part));
  } else if (kind == "finished") {
    manifest.finished = true;
  } else {
    return Error{ErrorKind::format, "manifest: unknown record"};
  }
  return Done{};
}

}  // namespace

std::string manifest_header_line(const JobIdentity& identity, std::int64_t input_modified_ns) {
  return seal({{"kind", "job"}, {"identity", identity}, {"input_modified_ns", input_modified_ns}});
}

std::string manifest_part_line(const PartRecord& part) {
  return seal({{"kind", "part"},
               {"rows", part.rows},
               {"blocks", part.blocks},
               {"end", part.end},
               {"checkpoint", part.checkpoint},
               {"writer", part.writer_record},
               {"counts", counts_to_json(part.counts)}});
}

std::string manifest_finished_line() {
  return seal({{"kind", "finished"}});
}

Result<Manifest> parse_manifest(std::string_view text) {
  Manifest manifest;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;  // torn
    const json record = unseal(text.substr(at, end - at));
    const bool last = end + 1 == text.size();
    at = end + 1;
    if (record.is_discarded() && last && !first) break;
    if (record.is_discarded()) return Error{ErrorKind::format, "manifest: a line is broken"};
    try {
      OA_CHECK(add_record(record, manifest, first));
    } catch (const json::exception& failure) {
      return Error{ErrorKind::format, fmt::format("manifest: {}", failure.what())};
    }
    first = false;
    manifest.bytes = at;
  }
  if (first) return Error{ErrorKind::format, "manifest: no header"};
  return manifest;
}

std::optional<std::string> identity_difference(const JobIdentity& before, const JobIdentity& now) {
  const auto find = [](const JobIdentity& identity, const std::string& key) {
    const auto found =
        std::find_if(identity.begin(), identity.end(), [&](const auto& entry) { return entry.first == key; });
    return found == identity.end() ? std::optional<std::string>() : found->second;
  };
  for (const auto& [key, value] : now) {
    const std::optional<std::string> was = find(before, key);
    if (!was) return fmt::format("{} is '{}' now and was not set when the job began", key, value);
    if (*was != value) return fmt::format("{} was '{}' when the job began and is '{}' now", key, *was, value);
  }
  for (const auto& [key, value] : before)
    if (!find(now, key)) return fmt::format("{} was '{}' when the job began and is not set now", key, value);
  return std::nullopt;
}

}  // namespace openaffect
