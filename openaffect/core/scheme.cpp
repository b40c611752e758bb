#include "openaffect/core/scheme.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace openaffect {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equal_without_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

// Of a Label or a NumberField.
bool is_called(const auto& choice, std::string_view text) {
  return equal_without_case(choice.id, text) || equal_without_case(choice.name, text) ||
         std::any_of(choice.aliases.begin(), choice.aliases.end(),
                     [&](const std::string& alias) { return equal_without_case(alias, text); });
}

}  // namespace

std::string_view scheme_kind_name(SchemeKind kind) {
  static constexpr std::array<std::string_view, 7> kNames = {"categories", "multi_categories", "grades", "numbers",
                                                             "open_words", "free_text",        "track"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::optional<LabelId> Scheme::find_label(std::string_view text) const {
  for (std::size_t i = 0; i < labels_.size(); ++i)
    if (is_called(labels_[i], text)) return static_cast<LabelId>(i);
  return std::nullopt;
}

const Label& Scheme::label(LabelId id) const {
  if (id < 0 || static_cast<std::size_t>(id) >= labels_.size())
    throw ContractError(fmt::format("scheme {}: label {} of {}", id_, id, labels_.size()));
  return labels_[static_cast<std::size_t>(id)];
}

const NumberField* Scheme::find_field(std::string_view text) const {
  for (const NumberField& field : fields_)
    if (is_called(field, text)) return &field;
  return nullptr;
}

}  // namespace openaffect
