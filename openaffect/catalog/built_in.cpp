// The entries under catalog/, embedded by cmake/embed_catalog.cmake.
#include <algorithm>

#include <fmt/format.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/core/names.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

struct EmbeddedEntry {
  std::string_view name;  // the file's name, and the name inside it
  std::string_view json;
};

// Defines kEmbedded_sets and kEmbedded_models, arrays of the above in the order of the files.
#include "catalog.inc"

constexpr std::uint64_t kMostEntryBytes = std::uint64_t{4} << 20;

std::vector<CatalogEntry> parse_all(std::span<const EmbeddedEntry> embedded) {
  std::vector<CatalogEntry> entries;
  for (const EmbeddedEntry& each : embedded) {
    Result<CatalogEntry> entry = parse_catalog_entry(each.json);
    if (!entry) throw ContractError(fmt::format("built-in {}: {}", each.name, describe_error(entry.error())));
    if (entry->name != each.name)
      throw ContractError(fmt::format("built-in {} calls itself {}", each.name, entry->name));
    entries.push_back(*std::move(entry));
  }
  // "emobank-readers.json" stands before "emobank.json", the name behind it.
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

}  // namespace

std::span<const CatalogEntry> catalog_entries(CatalogKind kind) {
  static const std::vector<CatalogEntry> sets = parse_all(kEmbedded_sets);
  static const std::vector<CatalogEntry> models = parse_all(kEmbedded_models);
  return kind == CatalogKind::data_set ? sets : models;
}

Result<CatalogEntry> find_catalog_entry(CatalogKind kind, const std::string& name) {
  if (name.ends_with(".json")) {
    OA_TRY(json, read_file(name, kMostEntryBytes));
    Result<CatalogEntry> entry = parse_catalog_entry(json);
    if (entry) return entry;
    Error error = entry.error();
    error.where.file = name;
    return error;
  }
  std::vector<std::string> known;
  for (const CatalogEntry& entry : catalog_entries(kind)) {
    if (entry.name == name) return entry;
    known.push_back(entry.name);
  }
  return Error{ErrorKind::unknown,
               unknown_name_message(kind == CatalogKind::data_set ? "data set" : "model", name, known)};
}

}  // namespace openaffect
