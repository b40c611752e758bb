#include "openaffect/learn/fit_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <nlohmann/json.hpp>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr const char* kRequestName = "fit.json";
constexpr const char* kBaseName = "base";

// config.json and the weights: all that open_fit_base() reads.
Result<Done> copy_base(const std::string& from, const std::string& to) {
  OA_CHECK(make_folder(to));
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(from, failed)) {
    const std::string name = entry.path().filename().string();
    if (name != "config.json" && !name.starts_with("model")) continue;
    if (!entry.is_regular_file()) continue;
    std::filesystem::copy_file(entry.path(), to + "/" + name, std::filesystem::copy_options::overwrite_existing,
                               failed);
    if (failed) break;
  }
  if (!failed) return Done{};
  return Error{ErrorKind::io, "cannot be copied: " + failed.message(), {from, {}, "", {}}};
}

}  // namespace

Result<Done> write_fit_files(const TrainingData& data, const FitRequest& request) {
  OA_CHECK(write_training_data(data, request.folder + "/" + kTrainingDataName));
  OA_CHECK(copy_base(request.base, request.folder + "/" + kBaseName));
  nlohmann::ordered_json json = {{"precision", precision_name(request.precision)}};
  FitOptions::describe([&](const char* name, auto member, const char*) { json[name] = request.options.*member; });
  return replace_file(request.folder + "/" + kRequestName, json.dump(2) + "\n");
}

Result<FitRequest> read_fit_request(const std::string& folder) {
  std::ifstream file(folder + "/" + kRequestName);
  const auto json = nlohmann::json::parse(std::istreambuf_iterator<char>(file), {}, nullptr, false);
  if (!json.is_object())
    return Error{
        ErrorKind::format, std::string("no ") + kRequestName + " with the options of a training", {folder, {}, "", {}}};
  FitRequest request;
  request.folder = folder;
  request.base = folder + "/" + kBaseName;
  try {
    if (json.value("precision", "float32") == "bfloat16") request.precision = Precision::bfloat16;
    FitOptions::describe([&](const char* name, auto member, const char*) {
      if (json.contains(name)) json.at(name).get_to(request.options.*member);
    });
  } catch (const nlohmann::json::exception& problem) {
    return Error{ErrorKind::format, problem.what(), {folder + "/" + kRequestName, {}, "", {}}};
  }
  return request;
}

}  // namespace openaffect
