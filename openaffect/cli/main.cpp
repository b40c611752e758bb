#include <dlfcn.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>

#include <fmt/format.h>

#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

constexpr Verb kVerbs[] = {
    {"read", "read the emotion of a text, with the words that decided", run_read, nullptr},
    {"label", "label every row of a table", nullptr, "openaffect_verb_label"},
    {"data", "known data sets: list, fetch, show, find overlaps; join shards", nullptr, "openaffect_verb_data"},
    {"models", "known models: list, show, fetch", nullptr, "openaffect_verb_models"},
    {"schemes", "what may be said: list the schemes, or show one", run_schemes, nullptr},
    {"raters", "who judges: list the raters, or show one", run_raters, nullptr},
    {"doctor", "check what is here, what is missing and how to get it", run_doctor, nullptr},
};

std::string overview() {
  std::string text =
      "openaffect " OPENAFFECT_VERSION
      ": reads, labels and measures human emotion in data.\n\n"
      "Examples:\n"
      "  openaffect read \"I can't BELIEVE how kind you were!!! :)\"\n"
      "  openaffect label videos.csv --text title,description --raters vader,pattern -o labelled.parquet\n"
      "  openaffect schemes show goemotions28\n\n"
      "Verbs:\n";
  for (const Verb& verb : kVerbs) text += fmt::format("  {:<9}{}\n", verb.name, verb.summary);
  return text + "\nopenaffect VERB --help shows a verb's examples and options; --version prints the version.\n";
}

// The verb's function, from the tables' library where it is not linked in.
Result<VerbFunction> find_function(const Verb& verb) {
  if (verb.run) return verb.run;
  // As fast as Arrow's own allocators on a label job, and a fifth less memory; read when Arrow is first used.
  ::setenv("ARROW_DEFAULT_MEMORY_POOL", "system", 0);
  void* library = ::dlopen("libopenaffect_cli_tables.so", RTLD_NOW);
  void* symbol = library ? ::dlsym(library, verb.symbol) : nullptr;
  if (!symbol) return Error{ErrorKind::not_found, fmt::format("the installation is not whole: {}", ::dlerror())};
  return reinterpret_cast<VerbFunction>(symbol);
}

int run_verb(const std::string& name, const std::vector<std::string>& arguments) {
  Terminal terminal = Terminal::detect();
  for (const Verb& verb : kVerbs) {
    if (verb.name != name) continue;
    const Result<VerbFunction> function = find_function(verb);
    return function ? (*function)(arguments, terminal) : terminal.fail(function.error());
  }
  std::vector<std::string> known;
  for (const Verb& verb : kVerbs) known.emplace_back(verb.name);
  return terminal.fail({ErrorKind::unknown, unknown_name_message("verb", name, known)});
}

int run(const std::vector<std::string>& arguments) {
  const std::string first = arguments.empty() ? "--help" : arguments[0];
  if (first == "--help" || first == "-h" || first == "help") {
    if (first == "help" && arguments.size() > 1) return run_verb(arguments[1], {"--help"});
    std::fputs(overview().c_str(), stdout);
    return 0;
  }
  if (first == "--version" || first == "-V") {
    std::puts("openaffect " OPENAFFECT_VERSION);
    return 0;
  }
  return run_verb(first, {arguments.begin() + 1, arguments.end()});
}

}  // namespace

std::span<const Verb> verbs() {
  return kVerbs;
}

}  // namespace openaffect

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe and a file-size limit are errors of write()
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    const int code = openaffect::run({argv + 1, argv + argc});
    if (std::fflush(stdout) != 0 && code == 0) return errno == EPIPE ? 0 : 1;
    return code;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "error: a bug in openaffect: %s\n", failure.what());
    return 1;
  }
}
