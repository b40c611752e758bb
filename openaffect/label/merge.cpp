#include "openaffect/label/merge.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/data/merge.h"
#include "openaffect/data/table.h"
#include "openaffect/label/plan.h"
#include "openaffect/label/provenance.h"
#include "openaffect/label/sinks.h"
#include "openaffect/label/store.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMostSummary = std::uint64_t{1} << 30;

// One shard's file and what it says of itself.
struct ShardFile {
  std::string path;
  Shard shard = {};
  std::string job = {};                   // equal for all shards of one job
  std::uint64_t header_bytes = 0;         // csv: at the start of every shard
  std::vector<std::uint64_t> parts = {};  // bytes of each, the header not counted
  FileMetadata metadata = {};             // csv, jsonl: as the summary has it
};

Error refused(const std::string& path, std::string what) {
  return Error{ErrorKind::refused, std::move(what), {path, {}, "", {}}};
}

Result<ShardFile> describe_parquet(const std::string& path) {
  OA_TRY(metadata, read_parquet_metadata(path));
  ShardFile file{.path = path};
  bool is_shard = false;
  for (const auto& [key, value] : metadata) {
    if (key == kShardKey) {
      OA_TRY(shard, parse_shard(value));
      file.shard = shard;
      is_shard = true;
    } else if (key.starts_with("openaffect.")) {
      file.job += key + "=" + value + "\n";
    }
  }
  if (!is_shard) return refused(path, "is not one shard of a labelled table");
  return file;
}

Result<ShardFile> describe_text(const std::string& path) {
  OA_TRY(text, read_file(Store::summary_path(path), kMostSummary));
  ShardFile file{.path = path};
  try {
    const json summary = json::parse(text);
    OA_TRY(shard, parse_shard(summary.at("shard").get<std::string>()));
    file.shard = shard;
    summary.at("header_bytes").get_to(file.header_bytes);
    file.job = summary.at("job").get<std::string>();
    const json metadata = summary.value("metadata", json::object());
    for (const auto& [key, value] : metadata.items()) file.metadata.emplace_back(key, value.get<std::string>());
    for (const json& part : summary.value("parts", json::array()))
      file.parts.push_back(part.at("bytes").get<std::uint64_t>());
  } catch (const json::exception& failure) {
    return Error{ErrorKind::format,
                 fmt::format("is no summary of a shard: {}", failure.what()),
                 {Store::summary_path(path), {}, "", {}}};
  }
  if (!file.parts.empty()) file.parts.front() -= std::min(file.parts.front(), file.header_bytes);
  return file;
}

// All shards of one job, sorted, each once; or what is wrong.
Result<Done> check_shards(std::vector<ShardFile>& files) {
  if (files.empty()) return Error{ErrorKind::unknown, "no shards: name the outputs of all of them"};
  std::sort(files.begin(), files.end(),
            [](const ShardFile& a, const ShardFile& b) { return a.shard.index < b.shard.index; });
  const std::uint64_t count = files[0].shard.count;
  for (const ShardFile& file : files) {
    if (file.job != files[0].job || file.shard.count != count)
      return refused(file.path, fmt::format("is a shard of another job than {}", files[0].path));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i > 0 && files[i].shard.index == files[i - 1].shard.index)
      return refused(files[i].path, fmt::format("shard {} of {} is given twice, also as {}", files[i].shard.index,
                                                count, files[i - 1].path));
    if (files[i].shard.index != i + 1)
      return refused(files[i].path, fmt::format("shard {} of {} is missing", i + 1, count));
  }
  if (files.size() != count)
    return refused(files.back().path, fmt::format("shard {} of {} is missing", files.size() + 1, count));
  return Done{};
}

Result<Done> copy_bytes(File& from, std::uint64_t bytes, File& to) {
  std::string chunk;
  for (constexpr std::uint64_t kChunk = std::uint64_t{4} << 20; bytes > 0; bytes -= chunk.size()) {
    OA_TRY(read, from.read_some(static_cast<std::size_t>(std::min(bytes, kChunk))));
    if (read.empty()) return refused(from.path(), "is shorter than its summary says");
    chunk = std::move(read);
    OA_CHECK(to.write_all(chunk));
  }
  return Done{};
}

// Part k of the whole is part k / n of shard k mod n.
Result<Done> merge_text(const std::vector<ShardFile>& files, File& output) {
  std::vector<File> open;
  for (const ShardFile& file : files) {
    OA_TRY(opened, File::open(file.path, File::Mode::read));
    open.push_back(std::move(opened));
  }
  OA_CHECK(copy_bytes(open[0], files[0].header_bytes, output));
  for (std::size_t i = 1; i < files.size(); ++i) OA_CHECK(open[i].seek(files[i].header_bytes));
  for (std::size_t k = 0;; ++k) {
    const std::size_t shard = k % files.size(), part = k / files.size();
    if (part >= files[shard].parts.size()) return Done{};
    OA_CHECK(copy_bytes(open[shard], files[shard].parts[part], output));
  }
}

Result<Done> merge_tables(const std::vector<ShardFile>& files, File& output) {
  std::vector<std::string> paths;
  for (const ShardFile& file : files) paths.push_back(file.path);
  OA_TRY(metadata, read_parquet_metadata(paths[0]));
  std::erase_if(metadata, [](const auto& entry) { return entry.first == kShardKey; });
  FileSink sink(output);
  return merge_parquet(paths, metadata, sink);
}

Result<Done> merge_into(const std::vector<ShardFile>& files, bool parquet, const std::string& path) {
  OA_TRY(file, File::open(path, File::Mode::write));
  OA_CHECK(file.truncate(0));
  OA_CHECK(parquet ? merge_tables(files, file) : merge_text(files, file));
  return file.sync();
}

// What the whole says of itself, so that a report can be made of it.
Result<Done> write_summary(const std::vector<ShardFile>& files, bool parquet, const std::string& output) {
  nlohmann::ordered_json summary = {{"schema_version", kSchemaVersion}, {"output", output}, {"shard", "1/1"}};
  for (const ShardFile& file : files) summary["merged"].push_back(file.path);
  FileMetadata metadata;
  if (parquet) {
    OA_TRY(of_whole, read_parquet_metadata(output));
    metadata = std::move(of_whole);
  } else {
    metadata = files.front().metadata;
  }
  for (const auto& [key, value] : metadata)
    if (key != kShardKey && key.starts_with("openaffect.")) summary["metadata"][key] = value;
  return replace_file(Store::summary_path(output),
                      summary.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

Result<Done> merge_shards(std::span<const std::string> shards, const std::string& output, MergeOutput existing) {
  if (existing == MergeOutput::refuse && file_exists(output))
    return refused(output, "is there already; --force replaces it");
  std::vector<ShardFile> files;
  bool parquet = false;
  for (const std::string& path : shards) {
    OA_TRY(head, File::open(path, File::Mode::read));
    OA_TRY(magic, head.read_some(4));
    const bool is_parquet = magic == "PAR1";
    if (!files.empty() && is_parquet != parquet)
      return refused(path, fmt::format("has another format than {}", files[0].path));
    parquet = is_parquet;
    OA_TRY(file, is_parquet ? describe_parquet(path) : describe_text(path));
    files.push_back(std::move(file));
  }
  OA_CHECK(check_shards(files));
  const std::string beside = output + ".new";
  if (const auto merged = merge_into(files, parquet, beside); !merged) {
    (void)remove_all(beside);
    return merged.error();
  }
  OA_CHECK(rename_file(beside, output));
  return write_summary(files, parquet, output);
}

}  // namespace openaffect
