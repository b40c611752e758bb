// The labelling configuration of a Label Studio project (XML): what may be said, and how.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "openaffect/exchange/json.h"
#include "openaffect/exchange/label_studio.h"
#include "openaffect/exchange/label_studio_results.h"
#include "openaffect/exchange/ratings.h"

namespace openaffect {
namespace {

// Visits every control without recursion: documents from strangers may be deep.
class Controls final : public pugi::xml_tree_walker {
 public:
  std::vector<DatasetScheme> schemes;

  bool for_each(pugi::xml_node& node) override {
    const std::string tag = node.name();
    if (find_control(tag) && *node.attribute("name").value()) {
      DatasetScheme scheme;
      scheme.id = node.attribute("name").value();
      scheme.more["control"] = tag;
      scheme.several = std::string_view(node.attribute("choice").value()) == "multiple";
      read_numbers(node, tag, scheme);
      schemes.push_back(std::move(scheme));
    } else if (tag == "Choice" || tag == "Label") {
      add_label(node);
    }
    return true;
  }

 private:
  static void read_numbers(const pugi::xml_node& node, std::string_view tag, DatasetScheme& scheme) {
    if (tag != "Rating" && tag != "Number") return;
    constexpr int kStars = 5;  // what Label Studio shows when nothing is said
    scheme.type = ValueType::number;
    if (tag == "Rating") {
      scheme.minimum = 1;
      scheme.maximum = node.attribute("maxRating").as_int(kStars);
      return;
    }
    if (node.attribute("min")) scheme.minimum = node.attribute("min").as_double();
    if (node.attribute("max")) scheme.maximum = node.attribute("max").as_double();
  }

  // Of the control that it lies in: the last one opened above it. An alias is what results say.
  void add_label(const pugi::xml_node& node) {
    const char* text = node.attribute("alias") ? node.attribute("alias").value() : node.attribute("value").value();
    constexpr int kMostLevels = 64;
    int level = 0;
    for (pugi::xml_node above = node.parent(); above && level < kMostLevels; above = above.parent(), ++level) {
      const auto found = std::find_if(schemes.rbegin(), schemes.rend(),
                                      [&](const auto& each) { return each.id == above.attribute("name").value(); });
      if (!find_control(above.name()) || found == schemes.rend()) continue;
      if (*text) found->labels.emplace_back(text);
      return;
    }
  }
};

void add_control(pugi::xml_node& view, const Dataset& dataset, const DatasetScheme& scheme, const std::string& object) {
  const std::vector<std::string> labels = labels_of(dataset, scheme);
  std::string tag = text_of(scheme.more, "control");
  if (!find_control(tag)) {
    const bool number = scheme.type == ValueType::number || scheme.type == ValueType::integer;
    tag = !labels.empty() ? "Choices" : number ? "Number" : "TextArea";
  }
  pugi::xml_node control = view.append_child(tag.c_str());
  control.append_attribute("name").set_value(scheme.id.c_str());
  control.append_attribute("toName").set_value(object.c_str());
  if (tag == "Choices") control.append_attribute("choice").set_value(scheme.several ? "multiple" : "single");
  constexpr double kMostStars = 1000;
  const double most = scheme.maximum.is_number() ? scheme.maximum.get<double>() : 0;
  if (tag == "Rating" && scheme.maximum.is_number())
    control.append_attribute("maxRating").set_value(static_cast<int>(most >= 1 ? std::min(most, kMostStars) : 1.0));
  if (tag == "Number" && scheme.minimum.is_number())
    control.append_attribute("min").set_value(scheme.minimum.get<double>());
  if (tag == "Number" && scheme.maximum.is_number())
    control.append_attribute("max").set_value(scheme.maximum.get<double>());
  for (const std::string& label : labels)
    control.append_child(tag == "Choices" ? "Choice" : "Label").append_attribute("value").set_value(label.c_str());
}

}  // namespace

Result<std::vector<DatasetScheme>> parse_labelling(std::string_view xml, const std::string& file) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size());
  if (!parsed)
    return Error{ErrorKind::format,
                 fmt::format("this is no XML: {}", parsed.description()),
                 {file, {}, "", static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(parsed.offset, 0))}};
  Controls controls;
  document.traverse(controls);
  return std::move(controls.schemes);
}

std::string labelling_text(const Dataset& given) {
  Dataset dataset = given;
  if (const auto ratings = ratings_of(dataset)) declare_parts(*ratings, dataset);
  const ShownObject object = shown_object(dataset);
  pugi::xml_document document;
  pugi::xml_node view = document.append_child("View");
  pugi::xml_node shown = view.append_child(object.tag.c_str());
  shown.append_attribute("name").set_value(object.name.c_str());
  shown.append_attribute("value").set_value(("$" + object.member).c_str());
  for (const DatasetScheme& scheme : dataset.schemes) add_control(view, dataset, scheme, object.name);
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent | pugi::format_no_declaration);
  return out.str();
}

}  // namespace openaffect
