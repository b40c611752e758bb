#include <cstdlib>

#include <fmt/format.h>

#include "openaffect/catalog/fetch.h"
#include "openaffect/catalog/store.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/entry_text.h"
#include "openaffect/cli/sub_verbs.h"

namespace openaffect {
namespace {

struct Request {
  std::vector<std::string> names;
  FetchOptions options;
};

void declare(CLI::App& app, Request& request, const std::string& what) {
  app.add_option("NAME", request.names, what)->required();
  app.add_option("--from", request.options.from, "take the files from this folder instead of their homes");
  app.add_option("--use", request.options.use, "commercial: refuse what is not of licence class open");
  app.add_flag("--force", request.options.force, "make it again although it is here");
}

std::string licence_line(const CatalogEntry& entry) {
  if (entry.licence_class == LicenceClass::open) return "";
  return fmt::format("{}: licence {} (class {}){}\n", entry.name, entry.licence,
                     licence_class_name(entry.licence_class),
                     entry.licence_class == LicenceClass::nc ? ": not for commercial use" : "");
}

// All names are looked up, and all licences, before anything is fetched.
Result<std::vector<CatalogEntry>> find_all(CatalogKind kind, const Request& request) {
  std::vector<CatalogEntry> entries;
  for (const std::string& name : request.names) {
    OA_TRY(entry, find_catalog_entry(kind, name));
    OA_CHECK(check_use(entry, request.options.use));
    entries.push_back(std::move(entry));
  }
  return entries;
}

int fetch_all(CatalogKind kind, Request& request, Terminal& terminal) {
  const char* folder = std::getenv("OPENAFFECT_DATA");
  request.options.folder = folder ? folder : "";
  request.options.tell = [&](const std::string& line) { terminal.message(line + "\n"); };
  const auto entries = find_all(kind, request);
  if (!entries) return terminal.fail(entries.error());
  for (const CatalogEntry& entry : *entries) {
    terminal.message(licence_line(entry));
    const auto fetched = fetch(kind, entry, request.options);
    if (!fetched) return terminal.fail(fetched.error());
    if (fetched->was_here) terminal.message(fmt::format("{} is here already; --force makes it again\n", entry.name));
    terminal.print((kind == CatalogKind::data_set ? table_in(fetched->folder, entry.name) : fetched->folder) + "\n");
  }
  return 0;
}

}  // namespace

int run_data_fetch(const std::vector<std::string>& arguments, Terminal& terminal) {
  Request request;
  Command command("data fetch",
                  "Brings data sets here as one Parquet table each, and prints where they are. Files come from the "
                  "folder in OPENAFFECT_DATA when it has them, else from their public homes; every sha256 is checked.",
                  {"openaffect data fetch goemotions", "openaffect data fetch sst vader-sets --from ../data",
                   "openaffect data fetch goemotions --use commercial", "openaffect data fetch my_set.json"});
  declare(command.options(), request, "data sets, as listed, or entries of your own (.json)");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  return fetch_all(CatalogKind::data_set, request, terminal);
}

int run_models_fetch(const std::vector<std::string>& arguments, Terminal& terminal) {
  Request request;
  Command command("models fetch", "Brings models here and prints their folders. Every sha256 is checked.",
                  {"openaffect models fetch minilm", "openaffect models fetch silero_vad --from ../data"});
  declare(command.options(), request, "models, as listed, or entries of your own (.json)");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  return fetch_all(CatalogKind::model, request, terminal);
}

}  // namespace openaffect
