#include "openaffect/learn/train_folder.h"

#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kJobName = "job.json";
constexpr std::string_view kWaysOut = "begin anew with --force, or name another output";

std::string identity_json(const JobIdentity& identity) {
  Json json = Json::object();
  for (const auto& [name, value] : identity) json[name] = value;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<JobIdentity> read_identity(const std::string& path) {
  constexpr std::uint64_t kMost = std::uint64_t{16} << 20;
  OA_TRY(text, read_file(path, kMost));
  const Json json = Json::parse(text, nullptr, false);
  JobIdentity identity;
  if (json.is_object())
    for (const auto& [name, value] : json.items())
      if (value.is_string()) identity.emplace_back(name, value.get<std::string>());
  if (identity.empty())
    return Error{ErrorKind::refused, fmt::format("is no job of ours; {}", kWaysOut), {path, {}, "", {}}};
  return identity;
}

}  // namespace

Result<Done> TrainFolder::check(const std::string& output, bool force) {
  if (!force && (file_exists(output) || is_folder(output)))
    return Error{ErrorKind::refused, "is there already; --force replaces it", {output, {}, "", {}}};
  if (const auto parent = std::filesystem::path(output).parent_path(); !parent.empty() && !is_folder(parent.string()))
    return Error{ErrorKind::not_found, "no such folder", {parent.string(), {}, "", {}}};
  return Done{};
}

Result<TrainFolder> TrainFolder::open(const std::string& output, const JobIdentity& identity, bool force) {
  OA_CHECK(check(output, force));
  OA_CHECK(make_folder(output + ".partial"));
  OA_TRY(lock, File::open(output + ".partial/lock", File::Mode::lock));
  OA_TRY(mine, lock.try_lock());
  if (!mine) return Error{ErrorKind::refused, "another run is at it", {output + ".partial", {}, "", {}}};
  TrainFolder folder(output, std::move(lock));
  if (force)
    for (const auto& entry : std::filesystem::directory_iterator(folder.partial()))
      if (entry.path().filename() != "lock") OA_CHECK(remove_all(entry.path().string()));
  OA_CHECK(folder.take_up(identity));
  return folder;
}

Result<Done> TrainFolder::take_up(const JobIdentity& identity) {
  if (!file_exists(in(kJobName))) return replace_file(in(kJobName), identity_json(identity));
  OA_TRY(before, read_identity(in(kJobName)));
  if (const auto difference = identity_difference(before, identity))
    return Error{ErrorKind::refused, fmt::format("{}: {}", *difference, kWaysOut), {partial(), {}, "", {}}};
  continued_ = true;
  return Done{};
}

Result<Done> TrainFolder::finish() {
  OA_CHECK(remove_all(output_));
  OA_CHECK(rename_file(in(kTrainedFolderName), output_));
  return remove_all(partial());
}

}  // namespace openaffect
