#include "openaffect/exchange/hugging_face_card.h"

#include <algorithm>
#include <utility>

#include "openaffect/exchange/json.h"
#include "openaffect/exchange/yaml.h"

namespace openaffect {
namespace {

std::vector<std::string> names_of(const Fields& names) {
  std::vector<std::string> labels;
  if (names.is_structured())
    for (const Fields& name : names) labels.push_back(name.is_string() ? name.get<std::string>() : json_line(name));
  return labels;
}

// One feature, in either spelling, without its name.
void fill(const Fields& value, Feature& feature) {
  const Fields& nested = [&]() -> const Fields& {
    for (const char* list : {"list", "sequence", "large_list", "feature"})
      if (const Fields& found = member_of(value, list); !found.is_null()) return found;
    return value.is_array() && value.size() == 1 ? value[0] : member_of(Fields(), "");
  }();
  if (!nested.is_null()) {
    fill(nested, feature);
    feature.several = true;
    if (feature.labels.empty()) feature.type.clear();
    return;
  }
  if (value.is_string()) feature.type = value.get<std::string>();
  const Fields& dtype = member_of(value, "dtype");
  const Fields& labels = member_of(dtype.is_object() ? dtype : value, "class_label");
  if (!labels.is_null())
    feature.labels = names_of(member_of(labels, "names"));
  else if (text_of(value, "_type") == "ClassLabel")
    feature.labels = names_of(member_of(value, "names"));
  else if (dtype.is_string())
    feature.type = dtype.get<std::string>();
  else if (dtype.is_object() && !dtype.empty())
    feature.type = dtype.begin().key();
  else if (const std::string type = text_of(value, "_type"); type == "Audio" || type == "Image" || type == "Video") {
    feature.type = type;
    feature.type[0] = static_cast<char>(feature.type[0] + ('a' - 'A'));
  }
}

}  // namespace

Result<DatasetCard> parse_card(std::string_view text, const std::string& file) {
  constexpr std::string_view kFence = "---";
  DatasetCard card;
  const auto line_at = [&](std::size_t at) {
    std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  };
  if (line_at(0) != kFence) {
    card.body = text;
    return card;
  }
  const std::size_t begin = std::min(text.find('\n'), text.size() - 1) + 1;
  for (std::size_t at = begin; at < text.size();) {
    const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (line_at(at) == kFence) {
      auto front = parse_yaml(text.substr(begin, at - begin), file);
      if (!front) {
        Error error = front.error();
        if (error.where.row) ++*error.where.row;
        if (error.where.byte) *error.where.byte += begin;
        return error;
      }
      if (front->is_object()) card.front = *std::move(front);
      card.body = text.substr(next);
      return card;
    }
    at = next;
  }
  card.body = text;
  return card;
}

std::vector<Feature> features_of(const Fields& features) {
  std::vector<Feature> found;
  const auto add = [&](const std::string& name, const Fields& value) {
    Feature feature{name};
    fill(value, feature);
    found.push_back(std::move(feature));
  };
  if (features.is_array()) {
    for (const Fields& each : features)
      if (const std::string name = text_of(each, "name"); !name.empty()) add(name, each);
  } else if (features.is_object()) {
    for (const auto& [name, value] : features.items()) add(name, value);
  }
  return found;
}

Fields card_features(const std::vector<Feature>& features) {
  Fields list = Fields::array();
  for (const Feature& feature : features) {
    Fields names = Fields::object();
    for (std::size_t i = 0; i < feature.labels.size(); ++i) append_member(names, std::to_string(i), feature.labels[i]);
    const Fields labels = {{"class_label", {{"names", std::move(names)}}}};
    Fields each = {{"name", feature.name}};
    const Fields what = feature.labels.empty() ? Fields(feature.type) : labels;
    each[feature.several ? "list" : "dtype"] = what;
    list.push_back(std::move(each));
  }
  return list;
}

std::string parquet_features(const std::vector<Feature>& features) {
  Fields all = Fields::object();
  for (const Feature& feature : features) {
    Fields what = feature.labels.empty() ? Fields{{"dtype", feature.type}, {"_type", "Value"}}
                                         : Fields{{"names", feature.labels}, {"_type", "ClassLabel"}};
    if (feature.several) what = Fields{{"feature", std::move(what)}, {"_type", "List"}};
    append_member(all, feature.name, std::move(what));
  }
  return json_line({{"info", {{"features", std::move(all)}}}});
}

}  // namespace openaffect
