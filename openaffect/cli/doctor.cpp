#include <dlfcn.h>
#include <unistd.h>

#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/parallel.h"
#include "openaffect/core/scheme.h"
#include "openaffect/raters/table.h"
#include "openaffect/system/file.h"
#include "openaffect/system/folders.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

std::string line(std::string_view what, const std::string& value) {
  return fmt::format("{:<14}{}\n", what, value);
}

std::string memory_text() {
  const auto bytes = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE));
  return fmt::format("{:.1f} GB", bytes / 1e9);
}

std::string machine_text() {
  std::string text = line("openaffect", OPENAFFECT_VERSION);
  text += line("cores", std::to_string(usable_cores()));
  text += line("memory", memory_text());
  text += line("schemes", fmt::format("{} built in", built_in_scheme_ids().size()));
  for (const std::string& folder : share_folders())
    text += line("share folder", folder + (is_folder(folder) ? "" : " (not there)"));
  return text + line("cache folder", cache_folder().value_or("none: HOME is not set"));
}

// "" when the rater can be made, else what is wrong and how to mend it.
std::string trouble_with(const RaterEntry& entry) {
  const auto rater = make_rater(entry.name);
  return rater ? "" : describe_error(rater.error());
}

// Whether the library with the verbs over tables, and with it Arrow, loads.
std::string trouble_with_tables() {
  return ::dlopen("libopenaffect_cli_tables.so", RTLD_NOW) ? "" : ::dlerror();
}

}  // namespace

int run_doctor(const std::vector<std::string>& arguments, Terminal& terminal) {
  Command command("doctor",
                  "Checks what is here, what is missing and how to get it. Exits with 1 when something is missing.",
                  {"openaffect doctor"});
  if (const auto code = command.parse(arguments, terminal)) return *code;
  terminal.print(machine_text());
  bool whole = true;
  const auto check = [&](const std::string& what, const std::string& trouble) {
    whole = whole && trouble.empty();
    terminal.print(line(what, trouble.empty() ? terminal.paint("ok", Style::green)
                                              : terminal.paint("missing: ", Style::red) + trouble));
  };
  check("tables", trouble_with_tables());
  for (const RaterEntry& entry : rater_entries()) check("rater " + entry.name, trouble_with(entry));
  return whole ? 0 : 1;
}

}  // namespace openaffect
