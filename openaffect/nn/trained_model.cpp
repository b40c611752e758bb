#include "openaffect/nn/trained_model.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/describe.h"
#include "openaffect/core/names.h"
#include "openaffect/core/scheme_json.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

constexpr std::string_view kSchema = "openaffect/model/1";
constexpr double kLongestText = 1 << 20;  // as many positions as a config.json may have
constexpr double kMaxTemperature = 1e6;
constexpr std::array<std::string_view, 3> kLicenceNames = {"open", "terms", "nc"};  // of LicenceClass

std::string path_at(std::string_view key, std::size_t index) {
  return fmt::format("{}[{}]", key, index);
}

// One of the names, as its position.
template <class Choice, std::size_t count>
Result<Choice> read_choice(const Object& object, std::string_view key, std::string_view what,
                           const std::array<std::string_view, count>& names) {
  OA_TRY(name, object.text(key));
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<Choice>(found - names.begin());
  return object.error(key, unknown_name_message(what, name, std::vector<std::string>(names.begin(), names.end())));
}

// Scheme::parse takes a text. The document is bounded already (scheme_json).
nlohmann::ordered_json json_of(const Value& value) {
  nlohmann::ordered_json json;
  if (const auto* flag = std::get_if<bool>(&value.data)) json = *flag;
  if (const auto* number = std::get_if<double>(&value.data)) json = *number;
  if (const auto* text = std::get_if<std::string>(&value.data)) json = *text;
  if (const auto* list = std::get_if<Value::List>(&value.data)) {
    json = nlohmann::ordered_json::array();
    for (const Value& each : *list) json.push_back(json_of(each));
  }
  if (const auto* members = std::get_if<Value::Members>(&value.data)) {
    json = nlohmann::ordered_json::object();
    for (const auto& member : *members) json[member.key] = json_of(member.value);
  }
  return json;
}

bool is_built_in(std::string_view id) {
  const auto ids = built_in_scheme_ids();
  return std::ranges::find(ids, id) != ids.end();
}

using Schemes = std::vector<std::shared_ptr<const Scheme>>;

Result<Schemes> read_schemes(const Object& file) {
  Schemes schemes;
  if (file.find("schemes") == nullptr) return schemes;
  OA_TRY(entries, file.list("schemes"));
  if (entries->size() > kMaxHeads)
    return file.error("schemes", fmt::format("{} given; at most {}", entries->size(), kMaxHeads));
  for (const Value& entry : *entries) {
    const std::string path = path_at("schemes", schemes.size());
    auto scheme = Scheme::parse(json_of(entry).dump());
    if (!scheme) return file.error(path, scheme.error().what);
    if (is_built_in(scheme->id())) return file.error(path, fmt::format("'{}' is built in", scheme->id()));
    for (const auto& other : schemes)
      if (other->id() == scheme->id()) return file.error(path, fmt::format("'{}' stands twice", scheme->id()));
    schemes.push_back(std::make_shared<const Scheme>(*std::move(scheme)));
  }
  return schemes;
}

Result<std::shared_ptr<const Scheme>> find_head_scheme(const Object& head, const Schemes& own) {
  OA_TRY(id, head.name("scheme"));
  std::vector<std::string> known;
  for (const auto& scheme : own) {
    if (scheme->id() == id) return scheme;
    known.push_back(scheme->id());
  }
  if (is_built_in(id)) return built_in_scheme(id);
  for (const std::string_view built_in : built_in_scheme_ids()) known.emplace_back(built_in);
  return head.error("scheme", unknown_name_message("scheme", id, known));
}

bool goes_with(HeadKind head, SchemeKind scheme) {
  switch (head) {
    case HeadKind::multi_label:
      return scheme == SchemeKind::categories || scheme == SchemeKind::multi_categories;
    case HeadKind::ordinal:
      return scheme == SchemeKind::grades;
    case HeadKind::regression:
      return scheme == SchemeKind::numbers;
    default:
      return scheme == SchemeKind::categories || scheme == SchemeKind::grades;
  }
}

// Labels: all of them, in the scheme's order. Fields: some, none twice.
Result<Done> check_names(const Object& object, const TrainedHead& head, const Scheme& scheme) {
  const auto wrong = [&](std::size_t i, const std::string& what) { return object.error(path_at("names", i), what); };
  if (head.kind == HeadKind::regression) {
    std::vector<std::string> known;
    for (const NumberField& field : scheme.fields()) known.push_back(field.id);
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < head.names.size(); ++i) {
      if (std::ranges::find(known, head.names[i]) == known.end())
        return wrong(i, unknown_name_message(fmt::format("field of {}", scheme.id()), head.names[i], known));
      if (!seen.insert(head.names[i]).second) return wrong(i, fmt::format("'{}' stands twice", head.names[i]));
    }
    return head.names.empty() ? Result<Done>(object.error("names", "empty")) : Done{};
  }
  if (head.names.size() != scheme.labels().size())
    return object.error(
        "names", fmt::format("{} given; {} has {} labels", head.names.size(), scheme.id(), scheme.labels().size()));
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const std::string& label = scheme.labels()[i].id;
    if (head.names[i] != label)
      return wrong(i, fmt::format("'{}' stands where {} has '{}'", head.names[i], scheme.id(), label));
    if (label == "confidence") return wrong(i, "'confidence' is the name of another column");
  }
  return Done{};
}

Result<Done> read_numbers(const Object& object, TrainedHead& head) {
  OA_TRY(temperature, object.optional_number("temperature"));
  head.temperature = temperature.value_or(1);
  if (!(head.temperature > 0 && head.temperature <= kMaxTemperature))
    return object.error("temperature", fmt::format("{} is not above 0 and at most 1e6", head.temperature));
  if (head.kind == HeadKind::regression && head.temperature != 1)
    return object.error("temperature", "a regression has none");
  if (object.find("thresholds") == nullptr) return Done{};
  if (head.kind != HeadKind::multi_label) return object.error("thresholds", "only a multi_label head has them");
  OA_TRY(thresholds, object.numbers("thresholds"));
  if (thresholds.size() != head.names.size())
    return object.error("thresholds", fmt::format("{} given, and {} labels", thresholds.size(), head.names.size()));
  for (std::size_t i = 0; i < thresholds.size(); ++i)
    if (!(thresholds[i] > 0 && thresholds[i] < 1))
      return object.error(path_at("thresholds", i), fmt::format("{} is not between 0 and 1", thresholds[i]));
  head.thresholds = std::move(thresholds);
  return Done{};
}

Result<TrainedHead> read_head(const Object& object, const Scheme& scheme) {
  OA_CHECK(object.check_keys({"id", "kind", "scheme", "names", "temperature", "thresholds"}));
  OA_TRY(id, object.name("id"));
  OA_TRY(kind, (read_choice<HeadKind>(object, "kind", "kind", kHeadKindNames)));
  OA_TRY(names, object.texts("names"));
  TrainedHead head{.id = std::move(id), .kind = kind, .scheme = scheme.id(), .names = std::move(names)};
  if (!goes_with(kind, scheme.kind()))
    return object.error("kind", fmt::format("{} does not go with {}, a scheme of {}", head_kind_name(kind), scheme.id(),
                                            scheme_kind_name(scheme.kind())));
  OA_CHECK(check_names(object, head, scheme));
  OA_CHECK(read_numbers(object, head));
  return head;
}

// Heads whose ids or columns are the same would overwrite each other.
Result<Done> check_heads(const Object& file, const TrainedModel& model) {
  std::set<std::string_view> ids, columns = {"embedding", "status", "evidence"};
  for (std::size_t i = 0; i < model.heads.size(); ++i) {
    const std::string path = path_at("heads", i);
    if (!ids.insert(model.heads[i].id).second)
      return file.error(path + ".id", fmt::format("'{}' stands twice", model.heads[i].id));
    if (const std::string& column = head_column(model, i); !columns.insert(column).second)
      return file.error(path, fmt::format("'{}' is the name of another column", column));
  }
  return Done{};
}

Result<Done> read_heads(const Object& file, TrainedModel& model) {
  OA_TRY(own, read_schemes(file));
  OA_TRY(entries, file.list("heads"));
  if (entries->empty() || entries->size() > kMaxHeads)
    return file.error("heads", fmt::format("{} given; 1 to {} are taken", entries->size(), kMaxHeads));
  for (const Value& entry : *entries) {
    OA_TRY(object, Object::open(entry, path_at("heads", model.heads.size())));
    OA_TRY(scheme, find_head_scheme(object, own));
    OA_TRY(head, read_head(object, *scheme));
    model.heads.push_back(std::move(head));
    model.schemes.push_back(std::move(scheme));
  }
  for (std::size_t i = 0; i < own.size(); ++i)
    if (std::ranges::find(model.schemes, own[i]) == model.schemes.end())
      return file.error(path_at("schemes", i), fmt::format("no head has '{}'", own[i]->id()));
  return check_heads(file, model);
}

Result<TextPreparation> read_preparation(const Object& file) {
  const Value* value = file.find("preparation");
  if (value == nullptr) return file.error("preparation", "missing");
  OA_TRY(object, Object::open(*value, "preparation"));
  OA_CHECK(object.check_keys({"entities", "links", "users", "emoji"}));
  TextPreparation preparation;
  std::optional<Error> failure;
  visit_options(preparation, [&](std::string_view name, bool& option, std::string_view) {
    const Value* given = object.find(name);
    const bool* flag = given == nullptr ? nullptr : std::get_if<bool>(&given->data);
    if (flag != nullptr)
      option = *flag;
    else if (!failure)
      failure = object.error(name, given == nullptr ? "missing" : "is neither true nor false");
  });
  if (failure) return *failure;
  return preparation;
}

bool is_sha256(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<Done> read_trained(const Object& file, TrainedModel& model) {
  OA_TRY(entries, file.list("trained"));
  for (const Value& entry : *entries) {
    OA_TRY(object, Object::open(entry, path_at("trained", model.trained.size())));
    OA_CHECK(object.check_keys({"name", "sha256"}));
    OA_TRY(name, object.text("name"));
    OA_TRY(sha256, object.text("sha256"));
    if (!is_sha256(sha256)) return object.error("sha256", "is not 64 digits of 0-9, a-f");
    model.trained.emplace_back(std::move(name), std::move(sha256));
  }
  return Done{};
}

Result<Done> read_words(const Object& file, TrainedModel& model) {
  OA_TRY(name, file.name("name"));
  OA_TRY(version, file.text("version"));
  OA_TRY(summary, file.text_or("summary", ""));
  OA_TRY(licence, (read_choice<LicenceClass>(file, "licence_class", "licence class", kLicenceNames)));
  OA_TRY(licence_text, file.text_or("licence", ""));
  OA_TRY(languages, file.texts("languages"));
  OA_TRY(precision, (read_choice<Precision>(file, "precision", "precision", kPrecisionNames)));
  OA_TRY(longest, file.number("longest_text"));
  if (!(longest >= 1 && longest <= kLongestText) || longest != std::floor(longest))
    return file.error("longest_text", fmt::format("{} is no whole number from 1 to {}", longest, kLongestText));
  model.name = std::move(name);
  model.version = std::move(version);
  model.summary = std::move(summary);
  model.licence = licence;
  model.licence_text = std::move(licence_text);
  model.languages = std::move(languages);
  model.precision = precision;
  model.longest_text = static_cast<std::size_t>(longest);
  return Done{};
}

Result<HeadFeatures> read_features(const Object& file) {
  OA_TRY(name, file.text_or("features", std::string(kHeadFeaturesNames[0])));
  const auto found = std::ranges::find(kHeadFeaturesNames, name);
  if (found != kHeadFeaturesNames.end()) return static_cast<HeadFeatures>(found - kHeadFeaturesNames.begin());
  const std::vector<std::string> known(kHeadFeaturesNames.begin(), kHeadFeaturesNames.end());
  return file.error("features", unknown_name_message("features", name, known));
}

}  // namespace

const std::shared_ptr<const Scheme>& head_scheme(const TrainedModel& model, std::size_t head) {
  for (const auto& scheme : model.schemes)
    if (scheme->id() == model.heads.at(head).scheme) return scheme;
  throw ContractError(fmt::format("the model has no scheme '{}' of its head", model.heads[head].scheme));
}

Result<TrainedModel> parse_trained_model(std::string_view json) {
  OA_TRY(document, scheme_json::parse(json));
  OA_TRY(file, Object::open(document, ""));
  OA_CHECK(file.check_schema(kSchema));
  OA_CHECK(file.check_keys({"schema", "name", "version", "summary", "licence_class", "licence", "languages",
                            "precision", "longest_text", "preparation", "features", "heads", "schemes", "trained"}));
  TrainedModel model;
  OA_CHECK(read_words(file, model));
  OA_TRY(preparation, read_preparation(file));
  model.preparation = preparation;
  OA_TRY(features, read_features(file));
  model.features = features;
  OA_CHECK(read_heads(file, model));
  OA_CHECK(read_trained(file, model));
  return model;
}

}  // namespace openaffect
