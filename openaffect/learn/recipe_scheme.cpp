#include "openaffect/learn/recipe_scheme.h"

#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/learn/recipe.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t kMostSchemeBytes = std::uint64_t{4} << 20;
constexpr std::size_t kMostLabels = 4096;

std::string ascii_lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

// As raters/label_scheme makes ids of a checkpoint's labels; leaves room for "_2" within the 64 bytes of a name.
std::string id_of(std::string_view label) {
  std::string id;
  for (const char c : label) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    const char next = kept ? c : capital ? static_cast<char>(c + 32) : '_';
    if (next != '_' || (!id.empty() && id.back() != '_')) id += next;
  }
  while (!id.empty() && id.back() == '_') id.pop_back();
  if (id.empty() || id[0] < 'a' || id[0] > 'z') id = id.empty() ? "label" : "label_" + id;
  return id.substr(0, 56);
}

// Labels that are ids already keep themselves, so that no id is another label's name.
std::vector<std::string> ids_of(std::span<const std::string> labels) {
  std::set<std::string> taken = {"confidence"};  // the name of another column
  for (const std::string& label : labels) taken.insert(ascii_lower(label));
  std::map<std::string, int> last;
  std::vector<std::string> ids;
  for (const std::string& label : labels) {
    std::string id = id_of(label);
    if (id != ascii_lower(label) || id == "confidence") {
      int& number = last.emplace(id, 1).first->second;
      while (!taken.insert(id).second) id = fmt::format("{}_{}", id_of(label), ++number);
    }
    ids.push_back(id);
  }
  return ids;
}

// Of labels that are the same without ASCII case, which schemes do not regard, the first.
std::vector<std::string> distinct(std::span<const std::string> labels) {
  std::set<std::string> seen;
  std::vector<std::string> kept;
  for (const std::string& label : labels)
    if (seen.insert(ascii_lower(label)).second) kept.push_back(label);
  return kept;
}

std::shared_ptr<const Scheme> built_in_of(std::span<const std::string> labels, SchemeKind kind) {
  for (const std::string_view id : built_in_scheme_ids()) {
    auto scheme = built_in_scheme(id);
    if (scheme->kind() != kind || scheme->labels().size() != labels.size()) continue;
    std::set<LabelId> found;
    for (const std::string& label : labels)
      if (const auto position = scheme->find_label(label)) found.insert(*position);
    if (found.size() == labels.size()) return scheme;
  }
  return nullptr;
}

std::string own_id(std::string_view name) {
  std::string id = id_of(name);
  const auto built_in = built_in_scheme_ids();
  std::set<std::string_view> taken(built_in.begin(), built_in.end());
  taken.insert({"embedding", "status", "evidence"});  // columns of every rater
  return taken.contains(id) ? id + "_labels" : id;
}

}  // namespace

std::string path_below(const std::string& folder, const std::string& path) {
  if (folder.empty() || path.empty() || path[0] == '/') return path;
  return (std::filesystem::path(folder) / path).lexically_normal().string();
}

Result<std::shared_ptr<const Scheme>> open_scheme(const std::string& name, const std::string& folder) {
  if (!name.ends_with(".json") && name.find('/') == std::string::npos) return find_scheme(name);
  const std::string path = path_below(folder, name);
  OA_TRY(text, read_file(path, kMostSchemeBytes));
  auto scheme = Scheme::parse(text);
  if (scheme) return std::shared_ptr<const Scheme>(std::make_shared<Scheme>(*std::move(scheme)));
  Error error = scheme.error();
  error.where.file = path;
  return error;
}

Result<HeadKind> head_kind_of(const Scheme& scheme) {
  switch (scheme.kind()) {
    case SchemeKind::categories:
      return HeadKind::single_label;
    case SchemeKind::multi_categories:
      return HeadKind::multi_label;
    case SchemeKind::grades:
      return HeadKind::ordinal;
    case SchemeKind::numbers:
      return HeadKind::regression;
    default:
      return Error{ErrorKind::unsupported, fmt::format("the scheme {} is of kind {}, which no head says", scheme.id(),
                                                       scheme_kind_name(scheme.kind()))};
  }
}

Result<std::shared_ptr<const Scheme>> scheme_of_labels(std::string_view name, std::span<const std::string> written,
                                                       SchemeKind kind) {
  const std::vector<std::string> labels = distinct(written);
  if (labels.size() < 2)
    return Error{ErrorKind::refused,
                 labels.empty() ? std::string("no label at all") : fmt::format("one label only, '{}'", labels[0])};
  if (labels.size() > kMostLabels)
    return Error{ErrorKind::unsupported, fmt::format("{} labels; at most {}", labels.size(), kMostLabels)};
  if (auto built_in = built_in_of(labels, kind)) return built_in;
  ordered_json json = {{"schema", "openaffect/scheme/1"},
                       {"id", own_id(name)},
                       {"version", "1.0"},
                       {"title", "The labels of the data"},
                       {"source", "the labels of the data"},
                       {"licence", "as the data"},
                       {"kind", scheme_kind_name(kind)}};
  const std::vector<std::string> ids = ids_of(labels);
  for (std::size_t i = 0; i < labels.size(); ++i)
    json["labels"].push_back({{"id", ids[i]},
                              {"name", labels[i]},
                              {"definition", "As the people who labelled the data understood it."},
                              {"definition_source", "ours"}});
  auto scheme = Scheme::parse(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  if (!scheme) return scheme.error();
  return std::shared_ptr<const Scheme>(std::make_shared<Scheme>(*std::move(scheme)));
}

}  // namespace openaffect
