#include "openaffect/raters/huggingface_info.h"

#include <fmt/format.h>

#include "openaffect/nn/model_licence.h"
#include "openaffect/raters/network_info.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

// Changes whenever the same folder may give other values or other evidence.
constexpr std::string_view kVersion = "1";

constexpr std::string_view kProblemNames[] = {"single_label", "multi_label", "regression"};  // of ProblemType
constexpr HeadKind kHeadKinds[] = {HeadKind::single_label, HeadKind::multi_label, HeadKind::regression};

constexpr double kThreshold = .5;  // of several labels, as transformers' pipeline has it

ProblemType problem_of(const ModelConfig& config) {
  const bool one = config.labels.size() == 1;
  if (!config.problem) return one ? ProblemType::regression : ProblemType::single_label;
  return one && config.problem == ProblemType::single_label ? ProblemType::multi_label : *config.problem;
}

std::vector<std::pair<std::string, std::string>> settings_of(const NetworkRequest& request, const ModelFolder& folder,
                                                             const HuggingFaceReading& reading) {
  const NetworkSettings& given = request.settings;
  auto settings = network_settings_used(given.precision.value_or(Precision::float32), folder, reading.windows);
  if (reading.labels && reading.problem == ProblemType::multi_label)
    settings.emplace_back("threshold", fmt::format("{}", given.threshold.value_or(kThreshold)));
  if (reading.labels && reading.problem == ProblemType::regression)
    settings.emplace_back("range", fmt::format("{},{}", given.range.minimum, given.range.maximum));
  if (given.embed) settings.emplace_back("embed", "yes");
  return settings;
}

ordered_json details_of(const NetworkRequest& request, const ModelFolder& folder, const HuggingFaceReading& reading) {
  ordered_json json = network_details(folder, request.settings.precision.value_or(Precision::float32), request.device);
  if (!reading.labels) {
    json["head"] = "none: embeddings only";
    return json;
  }
  json["problem"] = kProblemNames[static_cast<std::size_t>(reading.problem)];
  json["labels"] = folder.config.labels;
  json["scheme"] = reading.labels->scheme->id();
  json["scheme_built_in"] = reading.labels->built_in;
  if (!reading.labels->note.empty()) json["scheme_note"] = reading.labels->note;
  return json;
}

}  // namespace

Result<HuggingFaceReading> read_hugging_face(const NetworkRequest& request, const ModelFolder& folder) {
  const bool classifies = folder.weights->head_output.has_value();
  if (!classifies && !request.settings.embed)
    return Error{ErrorKind::unsupported,
                 fmt::format("{} has no classification head, so it decides nothing; it gives vectors of sentences with "
                             "--embed (or --set {}.embed=yes)",
                             folder.path, request.name)};
  HuggingFaceReading reading;
  reading.problem = problem_of(folder.config);
  if (classifies)
    reading.labels = match_labels(request.name, folder.config.labels, reading.problem, request.settings.range);
  const auto tuned = static_cast<std::size_t>(folder.pooling.longest_text.value_or(folder.config.longest_text));
  OA_TRY(windows, network_windows(request, folder, tuned));
  reading.windows = windows;
  return reading;
}

std::vector<NetworkHead> hugging_face_heads(const NetworkRequest& request, const HuggingFaceReading& reading) {
  if (!reading.labels) return {};
  const LabelScheme& labels = *reading.labels;
  NetworkHead head{.column = labels.scheme->id(),
                   .kind = kHeadKinds[static_cast<std::size_t>(reading.problem)],
                   .scheme = labels.scheme,
                   .choice_of_output = labels.label_of_output};
  head.thresholds.assign(labels.label_of_output.size(), request.settings.threshold.value_or(kThreshold));
  return {head};
}

RaterInfo hugging_face_info(const NetworkRequest& request, const ModelFolder& folder,
                            const HuggingFaceReading& reading) {
  RaterInfo info;
  info.name = request.name;
  info.version = std::string(kVersion);
  info.kind = RaterKind::model;
  info.licence = licence_class_of(folder.licence);
  info.licence_text = folder.licence.empty() ? "unknown: the folder's card (README.md) names none" : folder.licence;
  info.fields = network_fields(request, folder, hugging_face_heads(request, reading));
  info.content_sha256 = content_sha256(folder);
  info.summary = fmt::format("a {} of {} layers from {}", architecture_name(folder.config.architecture),
                             folder.config.layers, folder.path);
  info.settings = settings_of(request, folder, reading);
  info.slow = true;
  info.details = details_of(request, folder, reading).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  return info;
}

}  // namespace openaffect
