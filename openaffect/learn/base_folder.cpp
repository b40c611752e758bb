#include "openaffect/learn/base_folder.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/catalog/store.h"
#include "openaffect/core/names.h"
#include "openaffect/system/file.h"
#include "openaffect/system/folders.h"

namespace openaffect {
namespace {

// What the makers say of the texts that an encoder has seen (its card, "Training data").
std::string note_of(std::string_view base) {
  const std::string_view first = base == "minilm"  ? "all-MiniLM-L6-v2: distilled from a BERT of Microsoft's"
                                 : base == "mpnet" ? "all-mpnet-base-v2: Microsoft's MPNet"
                                                   : "";
  if (first.empty()) return "";
  return std::string(first) +
         ", fine-tuned on about 1.17 billion pairs of sentences from public sets of mixed licences (Reddit comments, "
         "S2ORC, WikiAnswers, Stack Exchange and others); its weights are published under Apache-2.0.";
}

std::vector<std::string> text_models() {
  std::vector<std::string> names;
  for (const CatalogEntry& entry : catalog_entries(CatalogKind::model))
    if (entry.modality == "text") names.push_back(entry.name);
  return names;
}

}  // namespace

Result<std::string> find_base_folder(const std::string& base) {
  if (is_folder(base)) return base;
  const std::vector<std::string> known = text_models();
  if (std::ranges::find(known, base) == known.end()) {
    if (base.find('/') != std::string::npos) return Error{ErrorKind::not_found, "no such folder", {base, {}, "", {}}};
    return Error{ErrorKind::unknown, unknown_name_message("base", base, known) + "; or the folder of an encoder"};
  }
  const auto stored = store_folder(CatalogKind::model, base);
  if (stored && file_exists(*stored + "/config.json")) return *stored;
  // A checkout keeps share files in .cache/share/openaffect, and the encoder beside share.
  for (const std::string& place : {"models/" + base, "../../" + base})
    if (const auto found = find_share_file(place + "/config.json"))
      return found->substr(0, found->size() - std::string_view("/config.json").size());
  return Error{ErrorKind::not_found,
               fmt::format("the base {} is not here; openaffect models fetch {} brings it", base, base)};
}

std::optional<BaseFacts> base_facts(const std::string& base) {
  if (is_folder(base)) return std::nullopt;
  for (const CatalogEntry& entry : catalog_entries(CatalogKind::model))
    if (entry.name == base)
      return BaseFacts{entry.title, entry.home, entry.licence, entry.licence_class, note_of(base)};
  return std::nullopt;
}

}  // namespace openaffect
