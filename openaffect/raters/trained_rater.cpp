#include "openaffect/raters/trained_rater.h"

#include <fmt/format.h>

#include "openaffect/core/describe.h"
#include "openaffect/nn/folder_files.h"
#include "openaffect/raters/network_info.h"
#include "openaffect/raters/network_rater.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

constexpr double kThreshold = .5;  // of a head without its own

Precision precision_of(const NetworkRequest& request, const TrainedModel& model) {
  if (request.settings.precision) return *request.settings.precision;
  const bool elsewhere = request.device != Device::cpu;
  const bool runs = elsewhere ? model.precision != Precision::int8 : runs_here(model.precision);
  return runs ? model.precision : Precision::float32;
}

NetworkHead head_of(const NetworkRequest& request, const TrainedModel& model, std::size_t index) {
  const TrainedHead& trained = model.heads[index];
  NetworkHead head{.column = head_column(model, index),
                   .kind = trained.kind,
                   .scheme = head_scheme(model, index),
                   .choice_of_output = {},
                   .temperature = trained.temperature,
                   .thresholds = trained.thresholds};
  for (std::size_t i = 0; i < trained.outputs(); ++i) {
    const NumberField* field =
        trained.kind == HeadKind::regression ? head.scheme->find_field(trained.names[i]) : nullptr;
    head.choice_of_output.push_back(
        static_cast<LabelId>(field ? field - head.scheme->fields().data() : static_cast<std::ptrdiff_t>(i)));
  }
  if (head.thresholds.empty() || request.settings.threshold)
    head.thresholds.assign(trained.outputs(), request.settings.threshold.value_or(kThreshold));
  head.one_label = trained.kind == HeadKind::multi_label && head.scheme->kind() == SchemeKind::categories;
  head.cut = trained.kind == HeadKind::regression;
  return head;
}

std::vector<NetworkHead> heads_of(const NetworkRequest& request, const TrainedModel& model) {
  std::vector<NetworkHead> heads;
  for (std::size_t i = 0; i < model.heads.size(); ++i) heads.push_back(head_of(request, model, i));
  return heads;
}

ordered_json details_of(const NetworkRequest& request, const ModelFolder& folder, Precision precision) {
  const TrainedModel& model = *folder.trained;
  ordered_json json = network_details(folder, precision, request.device);
  json["longest_text"] = model.longest_text;
  if (!request.settings.precision && precision != model.precision)
    json["precision_note"] =
        fmt::format("the model is made for {}, which does not run here", precision_name(model.precision));
  json["answers"] = ordered_json::array();
  for (std::size_t i = 0; i < model.heads.size(); ++i)
    json["answers"].push_back(fmt::format("{} ({})", head_column(model, i), head_kind_name(model.heads[i].kind)));
  json["prepares"] = ordered_json::array();
  visit_options(model.preparation, [&](std::string_view name, const bool& option, std::string_view) {
    if (option) json["prepares"].push_back(name);
  });
  json["trained_on"] = ordered_json::array();
  for (const auto& [name, sha256] : model.trained)
    json["trained_on"].push_back(fmt::format("{} (sha256 {}…)", name, sha256.substr(0, 12)));
  return json;
}

RaterInfo info_of(const NetworkRequest& request, const ModelFolder& folder, const WindowRule& windows) {
  const TrainedModel& model = *folder.trained;
  const Precision precision = precision_of(request, model);
  RaterInfo info;
  info.name = request.name.empty() ? model.name : request.name;
  info.version = model.version;
  info.kind = RaterKind::model;
  info.licence = model.licence;
  info.licence_text = model.licence_text.empty() ? "not stated" : model.licence_text;
  info.languages = model.languages;
  info.fields = network_fields(request, folder, heads_of(request, model));
  info.content_sha256 = content_sha256(folder);
  info.summary = model.summary;
  info.settings = network_settings_used(precision, folder, windows);
  if (request.settings.threshold)
    info.settings.emplace_back("threshold", fmt::format("{}", *request.settings.threshold));
  if (request.settings.embed) info.settings.emplace_back("embed", "yes");
  info.slow = true;
  info.details = details_of(request, folder, precision).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  return info;
}

}  // namespace

Result<std::shared_ptr<const Rater>> make_trained_rater(const NetworkRequest& request,
                                                        std::shared_ptr<const ModelFolder> folder,
                                                        std::shared_ptr<const TextModel> model) {
  const TrainedModel& trained = *folder->trained;
  OA_TRY(windows, network_windows(request, *folder, trained.longest_text));
  std::vector<NetworkHead> heads = heads_of(request, trained);
  const ScorerOptions options{.heads = scored_heads(heads),
                              .windows = windows,
                              .normalise = folder->pooling.normalise,
                              .preparation = trained.preparation};
  TextScorer scorer(std::move(model), folder->tokenizer, options);
  return make_network_rater(info_of(request, *folder, windows), std::move(heads), std::move(scorer));
}

Result<std::shared_ptr<const Rater>> make_trained_rater(const NetworkRequest& request) {
  OA_TRY(opened, open_trained_folder(request.folder));
  const auto folder = std::make_shared<const ModelFolder>(std::move(opened));
  OA_CHECK(network_windows(request, *folder, folder->trained->longest_text));  // before the weights are packed
  OA_TRY(model, make_text_model(folder, {precision_of(request, *folder->trained), request.device}));
  return make_trained_rater(request, folder, std::move(model));
}

}  // namespace openaffect
