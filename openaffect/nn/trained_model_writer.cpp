// trained_model_json: the way back of parse_trained_model.
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/describe.h"
#include "openaffect/nn/trained_model.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

ordered_json preparation_json(const TextPreparation& preparation) {
  ordered_json json = ordered_json::object();
  visit_options(preparation,
                [&](std::string_view name, const bool& option, std::string_view) { json[std::string(name)] = option; });
  return json;
}

ordered_json head_json(const TrainedHead& head) {
  ordered_json json = {
      {"id", head.id}, {"kind", head_kind_name(head.kind)}, {"scheme", head.scheme}, {"names", head.names}};
  if (head.temperature != 1) json["temperature"] = head.temperature;
  if (!head.thresholds.empty()) json["thresholds"] = head.thresholds;
  return json;
}

bool is_built_in(const Scheme& scheme) {
  for (const std::string_view id : built_in_scheme_ids()) {
    if (id != scheme.id()) continue;
    if (scheme_text(*built_in_scheme(id)) == scheme_text(scheme)) return true;
    throw ContractError(fmt::format("the scheme '{}' is another than the built-in one", id));
  }
  return false;
}

}  // namespace

std::string trained_model_json(const TrainedModel& model) {
  ordered_json json = {{"schema", "openaffect/model/1"}, {"name", model.name}, {"version", model.version}};
  if (!model.summary.empty()) json["summary"] = model.summary;
  json["licence_class"] = licence_class_name(model.licence);
  if (!model.licence_text.empty()) json["licence"] = model.licence_text;
  json["languages"] = model.languages;
  json["precision"] = precision_name(model.precision);
  json["longest_text"] = model.longest_text;
  if (model.features != HeadFeatures::first)
    json["features"] = kHeadFeaturesNames[static_cast<std::size_t>(model.features)];
  json["preparation"] = preparation_json(model.preparation);
  json["heads"] = ordered_json::array();
  std::set<std::string> written;
  for (std::size_t i = 0; i < model.heads.size(); ++i) {
    json["heads"].push_back(head_json(model.heads[i]));
    const Scheme& scheme = *head_scheme(model, i);
    if (!is_built_in(scheme) && written.insert(scheme.id()).second)
      json["schemes"].push_back(ordered_json::parse(scheme_text(scheme)));
  }
  json["trained"] = ordered_json::array();
  for (const auto& [name, sha256] : model.trained) json["trained"].push_back({{"name", name}, {"sha256", sha256}});
  return json.dump(2) + "\n";
}

}  // namespace openaffect
