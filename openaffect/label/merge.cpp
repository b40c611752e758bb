#include "openaffect/label/merge.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/data/byte_source.h"
#include "openaffect/data/locations.h"
#include "openaffect/data/merge.h"
#include "openaffect/data/object_store.h"
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
  OA_TRY(text, read_source(Store::summary_path(path), kMostSummary));
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

Result<Done> copy_bytes(ByteSource& from, std::uint64_t bytes, ByteSink& to) {
  std::string chunk(std::size_t{4} << 20, '\0');
  while (bytes > 0) {
    OA_TRY(got, from.read(chunk.data(), static_cast<std::size_t>(std::min<std::uint64_t>(bytes, chunk.size()))));
    if (got == 0) return refused(from.info().name, "is shorter than its summary says");
    OA_CHECK(to.write(std::string_view(chunk).substr(0, got)));
    bytes -= got;
  }
  return Done{};
}

// Part k of the whole is part k / n of shard k mod n.
Result<Done> merge_text(const std::vector<ShardFile>& files, ByteSink& output) {
  std::vector<std::unique_ptr<ByteSource>> open;
  for (const ShardFile& file : files) {
    OA_TRY(opened, open_file_source(file.path));
    open.push_back(std::move(opened));
  }
  OA_CHECK(copy_bytes(*open[0], files[0].header_bytes, output));
  for (std::size_t i = 1; i < files.size(); ++i) OA_CHECK(open[i]->seek(files[i].header_bytes));
  for (std::size_t k = 0;; ++k) {
    const std::size_t shard = k % files.size(), part = k / files.size();
    if (part >= files[shard].parts.size()) return Done{};
    OA_CHECK(copy_bytes(*open[shard], files[shard].parts[part], output));
  }
}

Result<Done> merge_tables(const std::vector<ShardFile>& files, ByteSink& output) {
  std::vector<std::string> paths;
  for (const ShardFile& file : files) paths.push_back(file.path);
  OA_TRY(metadata, read_parquet_metadata(paths[0]));
  std::erase_if(metadata, [](const auto& entry) { return entry.first == kShardKey; });
  return merge_parquet(paths, metadata, output);
}

Result<Done> merge_into(const std::vector<ShardFile>& files, bool parquet, ByteSink& output) {
  return parquet ? merge_tables(files, output) : merge_text(files, output);
}

Result<Done> merge_into_file(const std::vector<ShardFile>& files, bool parquet, const std::string& path) {
  OA_TRY(file, File::open(path, File::Mode::write));
  OA_CHECK(file.truncate(0));
  FileSink sink(file);
  OA_CHECK(merge_into(files, parquet, sink));
  return file.sync();
}

// It appears whole or not at all.
Result<Done> write_output(const std::vector<ShardFile>& files, bool parquet, const std::string& output) {
  if (is_object(output)) {
    OA_TRY(object, ObjectWriter::create(output));
    OA_CHECK(merge_into(files, parquet, *object));
    return object->commit();
  }
  const std::string beside = output + ".new";
  if (const auto merged = merge_into_file(files, parquet, beside); !merged) {
    (void)remove_all(beside);
    return merged.error();
  }
  return rename_file(beside, output);
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
  return replace_bytes(Store::summary_path(output),
                       summary.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

Result<std::vector<std::string>> all_files(std::span<const std::string> given) {
  std::vector<std::string> paths;
  for (const std::string& path : given) {
    OA_TRY(files, find_files(path));
    paths.insert(paths.end(), files.begin(), files.end());
  }
  return paths;
}

}  // namespace

Result<std::size_t> merge_shards(std::span<const std::string> given, const std::string& output, MergeOutput existing) {
  OA_TRY(output_is_there, is_there(output));
  if (existing == MergeOutput::refuse && output_is_there)
    return refused(output, "is there already; --force replaces it");
  OA_TRY(shards, all_files(given));
  std::vector<ShardFile> files;
  bool parquet = false;
  for (const std::string& path : shards) {
    OA_TRY(is_parquet, begins_as_parquet(path));
    if (!files.empty() && is_parquet != parquet)
      return refused(path, fmt::format("has another format than {}", files[0].path));
    parquet = is_parquet;
    OA_TRY(file, is_parquet ? describe_parquet(path) : describe_text(path));
    files.push_back(std::move(file));
  }
  OA_CHECK(check_shards(files));
  OA_CHECK(write_output(files, parquet, output));
  OA_CHECK(write_summary(files, parquet, output));
  return files.size();
}

}  // namespace openaffect
