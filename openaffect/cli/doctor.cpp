#include <unistd.h>

#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/command.h"
#include "openaffect/cli/tables_library.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/parallel.h"
#include "openaffect/core/scheme.h"
#include "openaffect/core/sha256.h"
#include "openaffect/core/versions.h"
#include "openaffect/raters/neural_library.h"
#include "openaffect/raters/table.h"
#include "openaffect/system/file.h"
#include "openaffect/system/folders.h"
#include "openaffect/text/unicode.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostLexiconBytes = std::uint64_t{100} << 20;
constexpr std::string_view kNoModels =
    "none of our own here; a Hugging Face folder is a rater (--raters NAME=hf:FOLDER), and so is a lexicon of your own "
    "(NAME=vader:FILE)";
constexpr std::string_view kHowToGetTables =
    "; install openaffect anew (cmake --install build/release --prefix FOLDER), or from a checkout: ./dev setup && "
    "./dev build";

struct Folder {
  std::string what, path;
  bool here = false;
  std::string note;  // shown behind the path
};

struct Lexicon {
  std::string rater, file, path, sha256;  // path and hash: "" when it is not there
};

struct Model {
  std::string rater, path;  // of the folder; "": it is not there
};

// A part of the program that works, or what is wrong with it and how to mend it.
struct Part {
  std::string name, trouble;
};

struct Findings {
  std::vector<std::pair<std::string, std::string>> libraries;
  std::size_t cores = 0, schemes = 0;
  double memory_bytes = 0;
  std::vector<Folder> folders;
  std::vector<Lexicon> lexicons;
  std::vector<Model> models;  // of our own
  std::vector<Part> parts;

  bool whole() const {
    return std::ranges::all_of(parts, [](const Part& part) { return part.trouble.empty(); });
  }
};

std::vector<Folder> find_folders() {
  std::vector<Folder> all;
  for (const std::string& path : share_folders()) all.push_back({"share folder", path, is_folder(path), ""});
  const std::string cache = cache_folder().value_or("");
  all.push_back({"cache folder", cache, is_folder(cache), cache.empty() ? "none: HOME is not set" : ""});
  const char* data = std::getenv("OPENAFFECT_DATA");
  const std::string path = data ? data : "";
  all.push_back({"data folder", path, is_folder(path), path.empty() ? "none: OPENAFFECT_DATA is not set" : ""});
  return all;
}

std::vector<Lexicon> find_lexicons() {
  std::vector<Lexicon> all;
  for (const RaterEntry& entry : rater_entries())
    for (const std::string& file : entry.files) {
      if (entry.is_model) continue;
      const std::string path = find_share_file(file).value_or("");
      const auto bytes = path.empty() ? Result<std::string>(Error{}) : read_file(path, kMostLexiconBytes);
      all.push_back({entry.name, file, path, bytes ? sha256_hex(*bytes) : ""});
    }
  return all;
}

std::vector<Model> find_models() {
  std::vector<Model> all;
  for (const RaterEntry& entry : rater_entries()) {
    if (!entry.is_model) continue;
    const auto path = find_share_file(entry.files[0]);
    all.push_back({entry.name, path && is_here(entry) ? path->substr(0, path->rfind('/')) : ""});
  }
  return all;
}

Findings examine() {
  Findings found;
  found.cores = usable_cores();
  found.schemes = built_in_scheme_ids().size();
  found.memory_bytes = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE));
  found.folders = find_folders();
  found.lexicons = find_lexicons();
  found.models = find_models();
  found.libraries = core_library_versions();
  found.libraries.emplace_back("ICU", icu_version());
  const auto door = open_tables_door();
  if (door)
    for (const auto& library : (*door)->library_versions()) found.libraries.push_back(library);
  found.parts.push_back({"tables", door ? "" : describe_error(door.error()) + std::string(kHowToGetTables)});
  const auto neural = open_neural_door();
  if (neural)
    for (const auto& library : (*neural)->library_versions()) found.libraries.push_back(library);
  found.parts.push_back({"networks", neural ? "" : describe_error(neural.error())});
  for (const RaterEntry& entry : rater_entries()) {
    if (!entry.argument.empty()) continue;  // made of something of the user's
    if (entry.is_model && !is_here(entry)) continue;
    const auto rater = make_rater(entry.name);
    found.parts.push_back({"rater " + entry.name, rater ? "" : describe_error(rater.error())});
  }
  return found;
}

// Names of 13 letters and fewer stand in a column; a longer one keeps a space of its own.
std::string line(std::string_view what, std::string_view value) {
  return fmt::format("{:<13} {}\n", what, value);
}

std::string as_text(const Findings& found, const Terminal& terminal) {
  std::string text = line("openaffect", OPENAFFECT_VERSION);
  for (const auto& [name, version] : found.libraries) text += line("  " + name, version);
  text += line("cores", std::to_string(found.cores));
  text += line("memory", fmt::format("{:.1f} GB", found.memory_bytes / 1e9));
  text += line("schemes", fmt::format("{} built in", found.schemes));
  for (const Folder& folder : found.folders)
    text += line(folder.what, folder.path + folder.note + (folder.here || folder.path.empty() ? "" : " (not there)"));
  for (const Lexicon& lexicon : found.lexicons)
    text += line("lexicon", lexicon.path.empty()
                                ? lexicon.file + " (not there)"
                                : fmt::format("{} (sha256 {}…)", lexicon.path, lexicon.sha256.substr(0, 12)));
  for (const Model& model : found.models)
    text += line("model", model.rater + (model.path.empty() ? " (not there)" : fmt::format(" ({})", model.path)));
  if (std::ranges::all_of(found.models, [](const Model& model) { return model.path.empty(); }))
    text += line("models", kNoModels);
  for (const Part& part : found.parts)
    text += line(part.name, part.trouble.empty() ? terminal.paint("ok", Style::green)
                                                 : terminal.paint("missing: ", Style::red) + part.trouble);
  return text;
}

std::string as_json(const Findings& found) {
  nlohmann::ordered_json json = {{"openaffect", OPENAFFECT_VERSION}, {"libraries", nlohmann::ordered_json::object()}};
  for (const auto& [name, version] : found.libraries) json["libraries"][name] = version;
  json["cores"] = found.cores;
  json["memory_bytes"] = static_cast<std::uint64_t>(found.memory_bytes);
  json["schemes"] = found.schemes;
  for (const Folder& folder : found.folders)
    json["folders"].push_back({{"what", folder.what}, {"path", folder.path}, {"here", folder.here}});
  for (const Lexicon& lexicon : found.lexicons)
    json["lexicons"].push_back(
        {{"rater", lexicon.rater}, {"file", lexicon.file}, {"path", lexicon.path}, {"sha256", lexicon.sha256}});
  json["models"] = nlohmann::ordered_json::array();
  for (const Model& model : found.models)
    json["models"].push_back({{"rater", model.rater}, {"folder", model.path}, {"here", !model.path.empty()}});
  for (const Part& part : found.parts)
    json["parts"].push_back({{"name", part.name}, {"ok", part.trouble.empty()}, {"trouble", part.trouble}});
  json["whole"] = found.whole();
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

int run_doctor(const std::vector<std::string>& arguments, Terminal& terminal) {
  bool json = false;
  Command command("doctor",
                  "Checks what is here, what is missing and how to get it. Exits with 1 when something is missing.",
                  {"openaffect doctor", "openaffect doctor --json"});
  command.options().add_flag("--json", json, "as JSON");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  const Findings found = examine();
  terminal.print(json ? as_json(found) : as_text(found, terminal));
  return found.whole() ? 0 : 1;
}

}  // namespace openaffect
