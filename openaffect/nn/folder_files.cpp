#include "openaffect/nn/folder_files.h"

#include <fmt/format.h>

#include "openaffect/core/scheme_json.h"
#include "openaffect/nn/model_file.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;

// The beginning of the names of transformers' classes.
std::string class_of(Architecture architecture) {
  constexpr std::array kClasses = {"Bert", "Roberta", "DistilBert", "MPNet"};  // of Architecture
  return kClasses[static_cast<std::size_t>(architecture)];
}

}  // namespace

Result<Done> copy_folder_files(const std::string& folder, std::span<const char* const> names, FolderWriter& to) {
  for (const char* name : names) {
    OA_TRY(content, find_model_file(path_in(folder, name), kMostBytes));
    if (content) OA_CHECK(to.write(name, *content));
  }
  return Done{};
}

Result<nlohmann::ordered_json> read_config_json(const std::string& folder) {
  OA_TRY(text, read_model_file(path_in(folder, "config.json"), scheme_json::kMaxBytes));
  auto config = nlohmann::ordered_json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (config.is_object()) return config;
  return Error{ErrorKind::format, "is no JSON object", {path_in(folder, "config.json"), {}, "", {}}};
}

std::string encoder_class(Architecture architecture) {
  return class_of(architecture) + "Model";
}

std::string classifier_class(Architecture architecture) {
  return class_of(architecture) + "ForSequenceClassification";
}

Result<Done> check_is_other(const std::string& from, const std::string& to) {
  if (!is_same_file(from, to)) return Done{};
  return Error{ErrorKind::refused, "is the model itself, which would be lost", {to, {}, "", {}}};
}

Result<ModelFolder> open_trained_folder(const std::string& path) {
  if (!is_folder(path) || file_exists(path_in(path, kTrainedModelName))) return open_model_folder(path);
  return Error{ErrorKind::unsupported,
               fmt::format("has no {}, so it is no model of openaffect's trainer; hf:{} reads a Hugging Face folder",
                           kTrainedModelName, path),
               {path, {}, "", {}}};
}

}  // namespace openaffect
