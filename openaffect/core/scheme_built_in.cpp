// The schemes and mappings under schemes/, embedded by cmake/embed_schemes.cmake.
#include <array>
#include <mutex>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme.h"

namespace openaffect {
namespace {

struct EmbeddedScheme {
  std::string_view id;  // the file's name, and the id inside it
  std::string_view json;
};
struct EmbeddedMapping {
  std::string_view from;
  std::string_view to;
  std::string_view json;
};

// Defines kEmbeddedSchemes and kEmbeddedMappings, arrays of the above in alphabetical order.
#include "schemes.inc"

template <class T>
T value_of(Result<T> result, std::string_view what) {
  if (!result) throw ContractError(fmt::format("built-in {}: {}", what, describe_error(result.error())));
  return *std::move(result);
}

// Each scheme is parsed when it is first asked for: the command's start pays for those that it uses.
std::shared_ptr<const Scheme> parsed(std::size_t position) {
  struct Slot {
    std::once_flag once;
    std::shared_ptr<const Scheme> scheme;
  };
  static std::array<Slot, std::size(kEmbeddedSchemes)> slots;
  Slot& slot = slots[position];
  std::call_once(slot.once, [&] {
    const EmbeddedScheme& embedded = kEmbeddedSchemes[position];
    slot.scheme = std::make_shared<const Scheme>(value_of(Scheme::parse(embedded.json), embedded.id));
  });
  return slot.scheme;
}

}  // namespace

std::vector<std::string_view> built_in_scheme_ids() {
  std::vector<std::string_view> ids;
  for (const EmbeddedScheme& embedded : kEmbeddedSchemes) ids.push_back(embedded.id);
  return ids;
}

Result<std::shared_ptr<const Scheme>> find_scheme(std::string_view id) {
  for (std::size_t i = 0; i < std::size(kEmbeddedSchemes); ++i)
    if (kEmbeddedSchemes[i].id == id) return parsed(i);
  const std::vector<std::string_view> views = built_in_scheme_ids();
  const std::vector<std::string> ids(views.begin(), views.end());
  return Error{ErrorKind::unknown, unknown_name_message("scheme", id, ids)};
}

std::shared_ptr<const Scheme> built_in_scheme(std::string_view id) {
  return value_of(find_scheme(id), "schemes");
}

std::vector<SchemeMapping> built_in_mappings() {
  std::vector<SchemeMapping> mappings;
  for (const EmbeddedMapping& embedded : kEmbeddedMappings) {
    const auto from = built_in_scheme(embedded.from);
    const auto to = built_in_scheme(embedded.to);
    mappings.push_back(value_of(SchemeMapping::parse(embedded.json, *from, *to), "mapping"));
  }
  return mappings;
}

}  // namespace openaffect
