#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme.h"
#include "openaffect/core/scheme_json.h"

namespace openaffect {

using scheme_json::Member;
using scheme_json::Object;

namespace {

constexpr std::string_view kSchema = "openaffect/scheme_mapping/1";

// What can be mapped: the labels, or the fields of a scheme of numbers.
std::vector<std::string> choice_ids(const Scheme& scheme) {
  std::vector<std::string> ids;
  for (const Label& label : scheme.labels()) ids.push_back(label.id);
  for (const NumberField& field : scheme.fields()) ids.push_back(field.id);
  return ids;
}

LabelId position_of(const std::string& id, std::span<const std::string> ids) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (ids[i] == id) return static_cast<LabelId>(i);
  return kNoLabel;
}

Result<Done> check_ends(const Object& file, const Scheme& from, const Scheme& to) {
  OA_TRY(from_id, file.name("from"));
  OA_TRY(to_id, file.name("to"));
  if (from_id != from.id()) return file.error("from", fmt::format("'{}' is not '{}'", from_id, from.id()));
  if (to_id != to.id()) return file.error("to", fmt::format("'{}' is not '{}'", to_id, to.id()));
  return Done{};
}

// The position of what `member` maps to; kNoLabel when it says null.
Result<LabelId> read_target(const Object& labels, const Member& member, const Scheme& to,
                            std::span<const std::string> ids) {
  if (std::holds_alternative<std::nullptr_t>(member.value.data)) return kNoLabel;
  OA_TRY(name, labels.text(member.key));
  const LabelId position = position_of(name, ids);
  if (position == kNoLabel) return labels.error(member.key, unknown_name_message("label of " + to.id(), name, ids));
  return position;
}

// One target per label of `from`, in its order.
Result<std::vector<LabelId>> read_targets(const Object& file, const Scheme& from, const Scheme& to) {
  const scheme_json::Value* value = file.find("labels");
  if (value == nullptr) return file.error("labels", "missing");
  OA_TRY(labels, Object::open(*value, "labels"));
  const std::vector<std::string> from_ids = choice_ids(from);
  const std::vector<std::string> to_ids = choice_ids(to);
  std::vector<LabelId> targets(from_ids.size(), kNoLabel);
  std::vector<bool> mapped(from_ids.size());
  for (const Member& member : labels.members()) {
    const LabelId position = position_of(member.key, from_ids);
    if (position == kNoLabel)
      return file.error("labels", unknown_name_message("label of " + from.id(), member.key, from_ids));
    OA_TRY(target, read_target(labels, member, to, to_ids));
    targets[static_cast<std::size_t>(position)] = target;
    mapped[static_cast<std::size_t>(position)] = true;
  }
  for (std::size_t i = 0; i < mapped.size(); ++i)
    if (!mapped[i])
      return file.error("labels",
                        fmt::format("'{}' of {} is not mapped (null: it has no counterpart)", from_ids[i], from.id()));
  return targets;
}

}  // namespace

Result<SchemeMapping> SchemeMapping::parse(std::string_view json, const Scheme& from, const Scheme& to) {
  OA_TRY(document, scheme_json::parse(json));
  OA_TRY(file, Object::open(document, ""));
  OA_CHECK(file.check_schema(kSchema));
  OA_CHECK(file.check_keys({"schema", "from", "to", "source", "loses", "labels"}));
  OA_CHECK(check_ends(file, from, to));
  OA_TRY(source, file.text("source"));
  OA_TRY(loses, file.text("loses"));
  OA_TRY(targets, read_targets(file, from, to));
  SchemeMapping mapping;
  mapping.from_ = from.id();
  mapping.to_ = to.id();
  mapping.source_ = std::move(source);
  mapping.loses_ = std::move(loses);
  mapping.target_ = std::move(targets);
  return mapping;
}

LabelId SchemeMapping::apply(LabelId from) const {
  if (from < 0 || static_cast<std::size_t>(from) >= target_.size())
    throw ContractError(fmt::format("mapping {} to {}: label {} of {}", from_, to_, from, target_.size()));
  return target_[static_cast<std::size_t>(from)];
}

}  // namespace openaffect
