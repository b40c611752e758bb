// Every verb of the command, in one table. Those that work on tables live in a library that is opened when one of them
// is typed: it brings Arrow, which takes 10 ms to load, and `read` and `--help` do not want to pay that.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/cli/terminal.h"

namespace openaffect {

using VerbFunction = int (*)(const std::vector<std::string>& arguments, Terminal& terminal);

struct Verb {
  std::string_view name;
  std::string_view summary;
  VerbFunction run;  // null: found in the tables' library under `symbol`
  const char* symbol;
};

std::span<const Verb> verbs();

int run_read(const std::vector<std::string>& arguments, Terminal& terminal);
int run_schemes(const std::vector<std::string>& arguments, Terminal& terminal);
int run_raters(const std::vector<std::string>& arguments, Terminal& terminal);
int run_doctor(const std::vector<std::string>& arguments, Terminal& terminal);
int run_completion(const std::vector<std::string>& arguments, Terminal& terminal);

}  // namespace openaffect

// In libopenaffect_cli_tables.so.
extern "C" int openaffect_verb_label(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_report(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_agree(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_evaluate(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_compare(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_train(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_data(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
extern "C" int openaffect_verb_models(const std::vector<std::string>& arguments, openaffect::Terminal& terminal);
