#include "openaffect/catalog/entry.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme.h"
#include "openaffect/core/scheme_json.h"
#include "openaffect/core/use.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

constexpr std::string_view kSchema = "openaffect/catalog/1";
constexpr double kMostBytes = 1e12;

bool is_entry_name(std::string_view name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= 64 && name[0] >= 'a' && name[0] <= 'z' &&
         std::all_of(name.begin(), name.end(), allowed);
}

bool is_sha256(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex);
}

// Relative, and never out of its folder.
bool is_inner_path(std::string_view path) {
  if (path.empty() || path[0] == '/' || path.find('\\') != std::string_view::npos) return false;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, slash - at);
    if (part.empty() || part == "." || part == "..") return false;
    at = slash + 1;
  }
  return true;
}

bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

Result<std::uint64_t> read_count(const Object& object, std::string_view key) {
  OA_TRY(number, object.number(key));
  if (number < 0 || number > kMostBytes || number != std::floor(number)) return object.error(key, "not a count");
  return static_cast<std::uint64_t>(number);
}

Result<std::vector<CatalogCount>> read_counts(const Object& object, std::string_view key) {
  std::vector<CatalogCount> counts;
  const Value* value = object.find(key);
  if (!value) return counts;
  OA_TRY(members, Object::open(*value, object.path_of(key)));
  for (const auto& member : members.members()) {
    OA_TRY(count, read_count(members, member.key));
    counts.push_back({member.key, count});
  }
  return counts;
}

// Where a file stands: by itself, inside a package or archive, or made of the members of all files.
enum class FilePlace { alone, inside, archive };

Result<std::vector<CatalogFile>> read_files(const Object& object, std::string_view key, FilePlace place);

Result<CatalogFile> read_file_entry(const Object& object, FilePlace place) {
  OA_CHECK(object.check_keys({"path", "url", "package", "bytes", "sha256", "members"}));
  CatalogFile file;
  OA_TRY(path, object.text("path"));
  OA_TRY(url, object.text_or("url", ""));
  OA_TRY(package, object.text_or("package", ""));
  OA_TRY(bytes, read_count(object, "bytes"));
  OA_TRY(sha256, object.text("sha256"));
  if (!is_inner_path(path)) return object.error("path", "has to be a path inside its folder");
  if (!url.empty() && !is_web_address(url)) return object.error("url", "has to begin with http:// or https://");
  if (!package.empty() && (package.find("==") == std::string::npos || package[0] == '-'))
    return object.error("package", "has to be name==version");
  if (!is_sha256(sha256)) return object.error("sha256", "has to be 64 lower-case hex digits");
  file = {path, url, package, bytes, sha256, {}};
  if (!object.find("members")) return file;
  if (place == FilePlace::inside || (place == FilePlace::alone && package.empty()))
    return object.error("members", "only a package has members");
  OA_TRY(members, read_files(object, "members", FilePlace::inside));
  file.members = std::move(members);
  return file;
}

Result<std::vector<CatalogFile>> read_files(const Object& object, std::string_view key, FilePlace place) {
  OA_TRY(list, object.list(key));
  std::vector<CatalogFile> files;
  for (std::size_t i = 0; i < list->size(); ++i) {
    OA_TRY(item, Object::open((*list)[i], fmt::format("{}[{}]", object.path_of(key), i)));
    OA_TRY(file, read_file_entry(item, place));
    files.push_back(std::move(file));
  }
  if (files.empty()) return object.error(key, "has no file");
  return files;
}

Result<LicenceClass> read_licence_class(const Object& object) {
  OA_TRY(name, object.text("licence_class"));
  const auto found = parse_licence_class(name);
  if (!found) return object.error("licence_class", found.error().what);
  return *found;
}

Result<Done> read_words(const Object& object, CatalogEntry& entry) {
  OA_TRY(name, object.text("name"));
  if (!is_entry_name(name)) return object.error("name", "has to be lower case letters, digits, _ and -");
  OA_TRY(loader, object.text_or("loader", name));
  OA_TRY(title, object.text("title"));
  OA_TRY(modality, object.text("modality"));
  OA_TRY(home, object.text("home"));
  OA_TRY(paper, object.text_or("paper", ""));
  OA_TRY(licence, object.text("licence"));
  OA_TRY(licence_class, read_licence_class(object));
  OA_TRY(unit, object.text_or("unit", "items"));
  OA_TRY(languages, object.texts("languages"));
  OA_TRY(schemes, object.texts("schemes"));
  OA_TRY(notes, object.texts("notes"));
  for (const std::string& scheme : schemes)
    if (const auto found = find_scheme(scheme); !found) return object.error("schemes", found.error().what);
  entry.name = name, entry.loader = loader, entry.title = title, entry.modality = modality, entry.home = home;
  entry.paper = paper, entry.licence = licence, entry.licence_class = licence_class, entry.unit = unit;
  entry.languages = languages, entry.schemes = schemes, entry.notes = notes;
  return Done{};
}

Result<std::uint64_t> read_count_or_none(const Object& object, std::string_view key) {
  return object.find(key) ? read_count(object, key) : Result<std::uint64_t>(std::uint64_t{0});
}

}  // namespace

Result<LicenceClass> parse_licence_class(std::string_view name) {
  std::vector<std::string> known;
  for (const LicenceClass each : {LicenceClass::open, LicenceClass::terms, LicenceClass::nc}) {
    if (licence_class_name(each) == name) return each;
    known.emplace_back(licence_class_name(each));
  }
  return Error{ErrorKind::unknown, unknown_name_message("licence class", name, known)};
}

std::uint64_t CatalogEntry::bytes() const {
  std::uint64_t sum = 0;
  for (const CatalogFile& file : files) sum += file.bytes;
  return sum;
}

Result<CatalogEntry> parse_catalog_entry(std::string_view json) {
  OA_TRY(document, scheme_json::parse(json));
  OA_TRY(object, Object::open(document, ""));
  OA_CHECK(object.check_schema(kSchema));
  OA_CHECK(object.check_keys({"schema", "name", "loader", "title", "modality", "home", "paper", "licence",
                              "licence_class", "languages", "unit", "items", "rows", "splits", "tasks", "schemes",
                              "notes", "files", "archive"}));
  CatalogEntry entry;
  OA_CHECK(read_words(object, entry));
  OA_TRY(items, read_count_or_none(object, "items"));
  OA_TRY(rows, read_count_or_none(object, "rows"));
  OA_TRY(splits, read_counts(object, "splits"));
  OA_TRY(tasks, read_counts(object, "tasks"));
  OA_TRY(files, read_files(object, "files", FilePlace::alone));
  entry.items = items, entry.rows = rows;
  entry.splits = std::move(splits), entry.tasks = std::move(tasks), entry.files = std::move(files);
  if (const Value* value = object.find("archive")) {
    OA_TRY(item, Object::open(*value, "archive"));
    OA_TRY(archive, read_file_entry(item, FilePlace::archive));
    if (archive.members.empty()) return item.error("members", "an archive has members");
    entry.archive = std::move(archive);
  }
  return entry;
}

Result<Done> check_use(const CatalogEntry& entry, std::string_view use) {
  return check_use(entry.name, entry.licence, entry.licence_class, use);
}

}  // namespace openaffect
