#include "openaffect/core/rater.h"

#include <algorithm>

namespace openaffect {

std::string_view rater_kind_name(RaterKind kind) {
  constexpr std::string_view kNames[] = {"human", "lexicon", "model", "language_model"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view licence_class_name(LicenceClass licence) {
  constexpr std::string_view kNames[] = {"open", "terms", "nc"};
  return kNames[static_cast<std::size_t>(licence)];
}

std::optional<std::size_t> find_confidence(std::span<const RaterField> fields, std::size_t decision) {
  using Kind = RaterField::Kind;
  const RaterField& field = fields[decision];
  if (field.kind != Kind::label && field.kind != Kind::labels) return std::nullopt;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].kind == Kind::number && fields[i].name == field.name + ".confidence") return i;
  return std::nullopt;
}

std::vector<std::size_t> find_probabilities(std::span<const RaterField> fields, std::size_t decision) {
  using Kind = RaterField::Kind;
  const RaterField& field = fields[decision];
  if (field.kind != Kind::label && field.kind != Kind::labels) return {};
  std::vector<std::size_t> positions;
  for (const Label& label : field.scheme->labels()) {
    const auto found = std::ranges::find_if(fields, [&](const RaterField& each) {
      return each.kind == Kind::number && each.name == field.name + "." + label.id;
    });
    if (found == fields.end()) return {};
    positions.push_back(static_cast<std::size_t>(found - fields.begin()));
  }
  return positions;
}

}  // namespace openaffect
