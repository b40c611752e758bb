// scheme_text: the way back of Scheme::parse.
#include <nlohmann/json.hpp>

#include "openaffect/core/scheme.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

// What a Label and a NumberField share.
ordered_json words_json(const auto& choice) {
  ordered_json json = {{"id", choice.id}, {"name", choice.name}};
  if (!choice.aliases.empty()) json["aliases"] = choice.aliases;
  json["definition"] = choice.definition;
  json["definition_source"] = choice.definition_source;
  return json;
}

ordered_json label_json(const Label& label) {
  ordered_json json = words_json(label);
  if (label.value) json["value"] = *label.value;
  return json;
}

ordered_json field_json(const NumberField& field) {
  ordered_json json = words_json(field);
  json["minimum"] = field.minimum;
  json["maximum"] = field.maximum;
  if (field.step) json["step"] = *field.step;
  json["unit"] = field.unit;
  if (!field.native_scale.empty()) json["native_scale"] = field.native_scale;
  return json;
}

ordered_json grouping_json(const Scheme& scheme, const SchemeGrouping& grouping) {
  ordered_json json = {{"id", grouping.id}, {"source", grouping.source}, {"groups", ordered_json::array()}};
  for (const LabelGroup& group : grouping.groups) {
    ordered_json ids = ordered_json::array();
    for (const LabelId label : group.labels) {
      const auto at = static_cast<std::size_t>(label);
      ids.push_back(scheme.labels().empty() ? scheme.fields()[at].id : scheme.labels()[at].id);
    }
    json["groups"].push_back({{"id", group.id}, {"labels", ids}});
  }
  return json;
}

}  // namespace

std::string scheme_text(const Scheme& scheme) {
  ordered_json json = {
      {"schema", "openaffect/scheme/1"}, {"id", scheme.id()}, {"version", scheme.version()}, {"title", scheme.title()}};
  if (!scheme.description().empty()) json["description"] = scheme.description();
  json["source"] = scheme.source();
  json["licence"] = scheme.licence();
  json["kind"] = scheme_kind_name(scheme.kind());
  for (const Label& label : scheme.labels()) json["labels"].push_back(label_json(label));
  for (const NumberField& field : scheme.fields()) json["fields"].push_back(field_json(field));
  for (const SchemeGrouping& grouping : scheme.groupings())
    json["groupings"].push_back(grouping_json(scheme, grouping));
  if (const auto& cuts = scheme.cuts()) {
    json["cuts"] = {{"scheme", cuts->scheme}, {"field", cuts->field}, {"cuts", cuts->cuts}};
    if (!cuts->note.empty()) json["cuts"]["note"] = cuts->note;
  }
  return json.dump();
}

}  // namespace openaffect
