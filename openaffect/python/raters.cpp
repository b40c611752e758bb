#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "openaffect/core/network_process.h"
#include "openaffect/python/keywords.h"
#include "openaffect/python/long_call.h"
#include "openaffect/python/modules.h"
#include "openaffect/python/rater_handle.h"
#include "openaffect/raters/table.h"

namespace openaffect::python {
namespace {

// Opening a network takes a while, and opens libtorch.
std::vector<RaterHandle> make_handles(const std::vector<std::string>& specs, const RaterSettings& settings,
                                      const nb::dict& options) {
  Keywords keywords(options);
  const NeuralOptions neural = neural_options(keywords);
  keywords.end();
  LongCall call{nb::none()};
  const auto raters = call.run([&] { return make_raters(specs, settings, neural); });
  std::vector<RaterHandle> handles;
  for (const auto& rater : raters) handles.push_back({rater});
  return handles;
}

constexpr const char* kFieldKinds[] = {"number", "label", "labels", "vector"};  // of RaterField::Kind

nb::dict info_of(const RaterHandle& handle) {
  const RaterInfo& info = handle.rater->info();
  nb::dict dict;
  dict["name"] = info.name;
  dict["version"] = info.version;
  dict["kind"] = std::string(rater_kind_name(info.kind));
  dict["licence_class"] = std::string(licence_class_name(info.licence));
  dict["licence"] = info.licence_text;
  dict["languages"] = info.languages;
  dict["sha256"] = info.content_sha256;
  dict["summary"] = info.summary;
  nb::list fields;
  for (const RaterField& field : info.fields) {
    nb::dict entry;
    entry["name"] = field.name;
    entry["kind"] = kFieldKinds[static_cast<std::size_t>(field.kind)];
    entry["scheme"] = field.scheme ? nb::cast(field.scheme->id()) : nb::none();
    entry["size"] = field.size;
    fields.append(entry);
  }
  dict["fields"] = fields;
  return dict;
}

nb::object number_object(double number) {
  return number == number ? nb::cast(number) : nb::none();
}

nb::object label_object(const RaterField& field, LabelId label) {
  return label == kNoLabel ? nb::none() : nb::cast(field.scheme->label(label).id);
}

nb::object value_object(const RaterField& field, const Rating& rating, std::size_t index) {
  const RatingValue& value = rating.values[index];
  if (const auto* number = std::get_if<double>(&value)) return number_object(*number);
  if (const auto* label = std::get_if<LabelId>(&value)) return label_object(field, *label);
  if (const auto* vector = std::get_if<std::vector<float>>(&value))
    return vector->empty() ? nb::none() : nb::cast(*vector);
  if (!has_values(rating.status)) return nb::none();
  nb::list labels;
  for (const LabelId label : std::get<std::vector<LabelId>>(value)) labels.append(label_object(field, label));
  return labels;
}

nb::dict evidence_object(const Evidence& evidence) {
  nb::dict dict;
  dict["start"] = evidence.start;
  dict["end"] = evidence.end;
  dict["text"] = evidence.text;
  dict["field"] = evidence.field;
  dict["weight"] = evidence.weight;
  return dict;
}

// {"status": …, the rater's fields, "evidence": […]}: one reading of `openaffect read --json`.
nb::dict read_text(const RaterHandle& handle, const std::string& text) {
  if (handle.rater->info().kind == RaterKind::model) value_of(check_network_process());
  Rating rating;
  {
    const nb::gil_scoped_release without_gil;
    const Item item{.text = text};
    rating = rating_at(handle.rater->rate({&item, 1}, {.evidence = true}), 0);
  }
  const std::vector<RaterField>& fields = handle.rater->info().fields;
  nb::dict dict;
  dict["status"] = std::string(status_name(rating.status));
  for (std::size_t i = 0; i < fields.size(); ++i) dict[fields[i].name.c_str()] = value_object(fields[i], rating, i);
  nb::list evidence;
  for (const Evidence& word : rating.evidence) evidence.append(evidence_object(word));
  dict["evidence"] = evidence;
  return dict;
}

nb::list rater_list() {
  nb::list list;
  for (const RaterEntry& entry : rater_entries()) {
    nb::dict dict;
    dict["name"] = entry.name;
    dict["argument"] = entry.argument;
    dict["summary"] = entry.summary;
    dict["here"] = is_here(entry);
    list.append(dict);
  }
  return list;
}

}  // namespace

NeuralOptions neural_options(Keywords& keywords) {
  NeuralOptions neural;
  if (keywords.has("precision")) neural.precision = value_of(parse_precision(keywords.get<std::string>("precision")));
  if (keywords.has("device")) neural.device = value_of(parse_device(keywords.get<std::string>("device")));
  keywords.take("embed", neural.embed);
  return neural;
}

void add_raters(nb::module_& module) {
  nb::class_<RaterHandle>(module, "Rater").def_prop_ro("info", &info_of).def("read", &read_text, nb::arg("text"));
  module.def(
      "check_use",
      [](const std::vector<RaterHandle>& handles, const std::string& use) {
        value_of(check_use(raters_of(handles), use));
      },
      nb::arg("raters"), nb::arg("use"));
  module.def("make_raters", &make_handles, nb::arg("specs"), nb::arg("settings"), nb::arg("options"));
  module.def("rater_entries", &rater_list);
  module.def("default_readers", &default_readers);
}

}  // namespace openaffect::python
