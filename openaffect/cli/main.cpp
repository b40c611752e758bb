#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include <fmt/format.h>

#include "openaffect/cli/completion.h"
#include "openaffect/cli/tables_library.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

constexpr Verb kVerbs[] = {
    {"read", "read the emotion of a text, with the words that decided", run_read, nullptr},
    {"label", "label every row of a table", nullptr, "openaffect_verb_label"},
    {"report", "make a page about a labelled table", nullptr, "openaffect_verb_report"},
    {"agree", "measure how far raters agree; make a consensus", nullptr, "openaffect_verb_agree"},
    {"evaluate", "score predictions against gold, or a whole benchmark", nullptr, "openaffect_verb_evaluate"},
    {"compare", "compare systems on the same items, paired", nullptr, "openaffect_verb_compare"},
    {"train", "make a rater from texts that people labelled", nullptr, "openaffect_verb_train"},
    {"data", "known data sets: list, fetch, show, find overlaps; join shards", nullptr, "openaffect_verb_data"},
    {"models", "known models: list, show, fetch; export one of your own", nullptr, "openaffect_verb_models"},
    {"schemes", "what may be said: list the schemes, or show one", run_schemes, nullptr},
    {"raters", "who judges: list the raters, or show one", run_raters, nullptr},
    {"doctor", "check what is here, what is missing and how to get it", run_doctor, nullptr},
    {"completion", "print the script with which bash, zsh or fish completes", run_completion, nullptr},
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
  for (const Verb& verb : kVerbs) text += fmt::format("  {:<12}{}\n", verb.name, verb.summary);
  return text + "\nopenaffect VERB --help shows a verb's examples and options; --version prints the version.\n";
}

// The verb's function, from the tables' library where it is not linked in.
Result<VerbFunction> find_function(const Verb& verb) {
  if (verb.run) return verb.run;
  OA_TRY(symbol, tables_symbol(verb.symbol));
  return reinterpret_cast<VerbFunction>(symbol);
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const Verb& verb : kVerbs) names.emplace_back(verb.name);
  return names;
}

int run_verb(const std::string& name, const std::vector<std::string>& arguments) {
  Terminal terminal = Terminal::detect();
  for (const Verb& verb : kVerbs) {
    if (verb.name != name) continue;
    const Result<VerbFunction> function = find_function(verb);
    return function ? (*function)(arguments, terminal) : terminal.fail(function.error());
  }
  return terminal.fail({ErrorKind::unknown, unknown_name_message("verb", name, verb_names())});
}

int fail_on_option(const std::string& option) {
  const std::vector<std::string> known = {"--help", "--version"};
  const std::string near = nearest_name(option, known);
  return Terminal::detect().fail(
      {ErrorKind::unknown, near.empty() ? fmt::format("'{}' stands before the verb; openaffect VERB {}", option, option)
                                        : fmt::format("unknown option '{}'; did you mean '{}'?", option, near)});
}

// complete -- WORD…: what may stand in the place of the last word (completion.h).
int run_complete(std::vector<std::string> words) {
  if (!words.empty() && words[0] == "--") words.erase(words.begin());
  std::vector<std::string> names = verb_names();
  if (words.size() > 1 && words[0] != "help") {
    if (std::ranges::find(names, words[0]) == names.end()) return 0;
    words.emplace_back(kCompletionMark);
    return run_verb(words[0], {words.begin() + 1, words.end()});
  }
  if (words.size() > 2) return 0;
  if (words.size() < 2) names.insert(names.end(), {"help", "--help", "--version"});
  for (const std::string& name : starting_with(words.empty() ? "" : words.back(), names)) std::puts(name.c_str());
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  const std::string first = arguments.empty() ? "--help" : arguments[0];
  if (first == "--help" || first == "-h" || first == "help") {
    if (first == "help" && arguments.size() > 1) return run_verb(arguments[1], {"--help"});
    std::fputs(overview().c_str(), stdout);
    return 0;
  }
  if (first == "--version" || first == "-V" || first == "version") {
    std::puts("openaffect " OPENAFFECT_VERSION);
    return 0;
  }
  const std::vector<std::string> others(arguments.begin() + 1, arguments.end());
  if (first == "complete") return run_complete(others);
  if (first.starts_with("-")) return fail_on_option(first);
  return run_verb(first, others);
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
