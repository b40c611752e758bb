// Scheme::parse: a scheme file, checked field by field.
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme.h"
#include "openaffect/core/scheme_json.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

constexpr std::string_view kSchema = "openaffect/scheme/1";
constexpr std::size_t kMaxChoices = 4096;  // labels or fields

struct KindRule {
  SchemeKind kind;
  std::size_t labels;  // at least; 0: may have none
  std::size_t fields;
};
constexpr KindRule kKinds[] = {
    {SchemeKind::categories, 2, 0}, {SchemeKind::multi_categories, 1, 0}, {SchemeKind::grades, 2, 0},
    {SchemeKind::numbers, 0, 1},    {SchemeKind::open_words, 0, 0},       {SchemeKind::free_text, 0, 0},
    {SchemeKind::track, 0, 1},
};

Result<KindRule> read_kind(const Object& file) {
  OA_TRY(name, file.text("kind"));
  std::vector<std::string> known;
  for (const KindRule& rule : kKinds) {
    if (scheme_kind_name(rule.kind) == name) return rule;
    known.emplace_back(scheme_kind_name(rule.kind));
  }
  return file.error("kind", unknown_name_message("kind", name, known));
}

// "sexual_lust" -> "Sexual lust"
std::string readable(std::string id) {
  for (char& c : id)
    if (c == '_') c = ' ';
  id[0] = static_cast<char>(id[0] - ('a' - 'A'));
  return id;
}

// Every id, name and alias of a list, so that none of them can mean two entries.
class Spellings {
 public:
  Result<Done> add(const auto& choice, const Object& object) {
    const std::size_t position = ids_.size();
    ids_.push_back(choice.id);
    OA_CHECK(add_spelling(choice.id, position, object, "id"));
    OA_CHECK(add_spelling(choice.name, position, object, "name"));
    for (std::size_t i = 0; i < choice.aliases.size(); ++i)
      OA_CHECK(add_spelling(choice.aliases[i], position, object, fmt::format("aliases[{}]", i)));
    return Done{};
  }

  std::optional<LabelId> find_id(const std::string& id) const {
    const auto found = positions_.find(id);
    if (found == positions_.end() || ids_[found->second] != id) return std::nullopt;
    return static_cast<LabelId>(found->second);
  }

  const std::vector<std::string>& ids() const { return ids_; }

 private:
  Result<Done> add_spelling(std::string text, std::size_t position, const Object& object, std::string_view key) {
    const std::string written = text;
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    const auto [entry, added] = positions_.emplace(std::move(text), position);
    if (added || entry->second == position) return Done{};
    return object.error(key, fmt::format("'{}' already means '{}'", written, ids_[entry->second]));
  }

  std::unordered_map<std::string, std::size_t> positions_;  // by spelling in lower case
  std::vector<std::string> ids_;
};

// What a Label and a NumberField share.
Result<Done> read_words(const Object& object, auto& choice) {
  OA_TRY(id, object.name("id"));
  OA_TRY(name, object.text_or("name", readable(id)));
  OA_TRY(aliases, object.texts("aliases"));
  OA_TRY(definition, object.text("definition"));
  OA_TRY(definition_source, object.text_or("definition_source", "ours"));
  choice.id = std::move(id);
  choice.name = std::move(name);
  choice.aliases = std::move(aliases);
  choice.definition = std::move(definition);
  choice.definition_source = std::move(definition_source);
  return Done{};
}

Result<Label> read_label(const Object& object, SchemeKind kind) {
  OA_CHECK(object.check_keys({"id", "name", "aliases", "definition", "definition_source", "value"}));
  Label label;
  OA_CHECK(read_words(object, label));
  OA_TRY(value, object.optional_number("value"));
  if (value && kind != SchemeKind::grades) return object.error("value", "only grades have one");
  label.value = value;
  return label;
}

Result<NumberField> read_field(const Object& object) {
  OA_CHECK(object.check_keys({"id", "name", "aliases", "definition", "definition_source", "minimum", "maximum", "step",
                              "unit", "native_scale"}));
  NumberField field;
  OA_CHECK(read_words(object, field));
  OA_TRY(minimum, object.number("minimum"));
  OA_TRY(maximum, object.number("maximum"));
  OA_TRY(step, object.optional_number("step"));
  OA_TRY(unit, object.text_or("unit", "1"));
  OA_TRY(native_scale, object.text_or("native_scale", ""));
  const double width = maximum - minimum;
  if (!(width > 0)) return object.error("maximum", fmt::format("{} is not above the minimum, {}", maximum, minimum));
  if (!std::isfinite(width)) return object.error("maximum", "the range is wider than a double");
  if (step && !(*step > 0 && *step <= width))
    return object.error("step", fmt::format("{} is not above 0 and at most {}, the width of the range", *step, width));
  field.minimum = minimum;
  field.maximum = maximum;
  field.step = step;
  field.unit = std::move(unit);
  field.native_scale = std::move(native_scale);
  return field;
}

Result<Done> check_values(const Object& file, std::span<const Label> labels) {
  for (std::size_t i = 1; i < labels.size(); ++i) {
    const Label& label = labels[i];
    const Label& before = labels[i - 1];
    const std::string key = fmt::format("labels[{}].value", i);
    if (label.value.has_value() != before.value.has_value())
      return file.error(key, "either all labels have a value, or none");
    if (label.value && !(*label.value > *before.value))
      return file.error(key,
                        fmt::format("{} is not above {}, the value of '{}'", *label.value, *before.value, before.id));
  }
  return Done{};
}

}  // namespace

class SchemeReader {
 public:
  static Result<Scheme> read(const Value& document) {
    OA_TRY(file, Object::open(document, ""));
    OA_CHECK(file.check_schema(kSchema));
    OA_CHECK(file.check_keys({"schema", "id", "version", "title", "description", "source", "licence", "kind", "labels",
                              "fields", "groupings", "cuts"}));
    SchemeReader reader(file);
    OA_CHECK(reader.read_head());
    OA_CHECK(reader.read_choices());
    OA_CHECK(reader.read_groupings());
    OA_CHECK(reader.read_cuts());
    return std::move(reader.scheme_);
  }

 private:
  explicit SchemeReader(const Object& file) : file_(file) {}

  Result<Done> read_head() {
    OA_TRY(id, file_.name("id"));
    OA_TRY(version, file_.text("version"));
    OA_TRY(title, file_.text("title"));
    OA_TRY(description, file_.text_or("description", ""));
    OA_TRY(source, file_.text("source"));
    OA_TRY(licence, file_.text("licence"));
    OA_TRY(rule, read_kind(file_));
    scheme_.id_ = std::move(id);
    scheme_.version_ = std::move(version);
    scheme_.title_ = std::move(title);
    scheme_.description_ = std::move(description);
    scheme_.source_ = std::move(source);
    scheme_.licence_ = std::move(licence);
    scheme_.kind_ = rule.kind;
    rule_ = rule;
    return Done{};
  }

  Result<Done> read_choices() {
    const auto label = [this](const Object& object) { return read_label(object, rule_.kind); };
    OA_CHECK(read_list("labels", rule_.labels, scheme_.labels_, label));
    OA_CHECK(read_list("fields", rule_.fields, scheme_.fields_, read_field));
    return check_values(file_, scheme_.labels_);
  }

  // The list `key` with at least `minimum` entries, or none at all when that is 0.
  template <class Choice>
  Result<Done> read_list(std::string_view key, std::size_t minimum, std::vector<Choice>& choices, auto&& read_one) {
    const std::string_view kind = scheme_kind_name(rule_.kind);
    if (minimum == 0 && file_.find(key) == nullptr) return Done{};
    if (minimum == 0) return file_.error(key, fmt::format("a scheme of kind {} has none", kind));
    OA_TRY(entries, file_.list(key));
    if (entries->size() < minimum)
      return file_.error(key, fmt::format("{} given; kind {} needs at least {}", entries->size(), kind, minimum));
    if (entries->size() > kMaxChoices)
      return file_.error(key, fmt::format("{} given; at most {}", entries->size(), kMaxChoices));
    for (const Value& entry : *entries) {
      OA_TRY(object, Object::open(entry, fmt::format("{}[{}]", key, choices.size())));
      OA_TRY(choice, read_one(object));
      OA_CHECK(spellings_.add(choice, object));
      choices.push_back(std::move(choice));
    }
    return Done{};
  }

  Result<Done> read_groupings() {
    if (file_.find("groupings") == nullptr) return Done{};
    OA_TRY(entries, file_.list("groupings"));
    for (const Value& entry : *entries) {
      OA_TRY(object, Object::open(entry, fmt::format("groupings[{}]", scheme_.groupings_.size())));
      OA_TRY(grouping, read_grouping(object));
      for (const SchemeGrouping& other : scheme_.groupings_)
        if (other.id == grouping.id) return object.error("id", fmt::format("'{}' stands twice", grouping.id));
      scheme_.groupings_.push_back(std::move(grouping));
    }
    return Done{};
  }

  Result<SchemeGrouping> read_grouping(const Object& object) const {
    OA_CHECK(object.check_keys({"id", "source", "groups"}));
    SchemeGrouping grouping;
    OA_TRY(id, object.name("id"));
    OA_TRY(source, object.text("source"));
    OA_TRY(entries, object.list("groups"));
    grouping.id = std::move(id);
    grouping.source = std::move(source);
    for (const Value& entry : *entries) {
      OA_TRY(part, Object::open(entry, fmt::format("{}[{}]", object.path_of("groups"), grouping.groups.size())));
      OA_TRY(group, read_group(part));
      for (const LabelGroup& other : grouping.groups)
        if (other.id == group.id) return part.error("id", fmt::format("'{}' stands twice", group.id));
      grouping.groups.push_back(std::move(group));
    }
    if (grouping.groups.empty()) return object.error("groups", "empty");
    return grouping;
  }

  Result<LabelGroup> read_group(const Object& object) const {
    OA_CHECK(object.check_keys({"id", "labels"}));
    LabelGroup group;
    OA_TRY(id, object.name("id"));
    OA_TRY(names, object.texts("labels"));
    group.id = std::move(id);
    if (names.empty()) return object.error("labels", "none given");
    std::vector<bool> seen(spellings_.ids().size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string key = fmt::format("labels[{}]", i);
      const std::optional<LabelId> label = spellings_.find_id(names[i]);
      if (!label) return object.error(key, unknown_name_message("label", names[i], spellings_.ids()));
      if (seen[static_cast<std::size_t>(*label)]) return object.error(key, fmt::format("'{}' stands twice", names[i]));
      seen[static_cast<std::size_t>(*label)] = true;
      group.labels.push_back(*label);
    }
    return group;
  }

  Result<Done> read_cuts() {
    const Value* value = file_.find("cuts");
    if (value == nullptr) return Done{};
    if (rule_.kind != SchemeKind::grades) return file_.error("cuts", "only grades have them");
    OA_TRY(object, Object::open(*value, "cuts"));
    OA_CHECK(object.check_keys({"scheme", "field", "cuts", "note"}));
    OA_TRY(scheme, object.name("scheme"));
    OA_TRY(field, object.name("field"));
    OA_TRY(cuts, object.numbers("cuts"));
    OA_TRY(note, object.text_or("note", ""));
    if (cuts.size() + 1 != scheme_.labels_.size())
      return object.error("cuts", fmt::format("{} given; {} labels need {}", cuts.size(), scheme_.labels_.size(),
                                              scheme_.labels_.size() - 1));
    for (std::size_t i = 1; i < cuts.size(); ++i)
      if (!(cuts[i] > cuts[i - 1]))
        return object.error(fmt::format("cuts[{}]", i), fmt::format("{} is not above {}", cuts[i], cuts[i - 1]));
    scheme_.cuts_ = SchemeCuts{std::move(scheme), std::move(field), std::move(cuts), std::move(note)};
    return Done{};
  }

  Object file_;
  KindRule rule_ = kKinds[0];
  Spellings spellings_;
  Scheme scheme_;
};

Result<Scheme> Scheme::parse(std::string_view json) {
  OA_TRY(document, scheme_json::parse(json));
  return SchemeReader::read(document);
}

}  // namespace openaffect
