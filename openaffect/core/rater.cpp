#include "openaffect/core/rater.h"

namespace openaffect {

std::string_view rater_kind_name(RaterKind kind) {
  constexpr std::string_view kNames[] = {"human", "lexicon", "model", "language_model"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view licence_class_name(LicenceClass licence) {
  constexpr std::string_view kNames[] = {"open", "terms", "nc"};
  return kNames[static_cast<std::size_t>(licence)];
}

}  // namespace openaffect
