// Verbs that have verbs of their own (`data`, `models`): one table each, one line and one file an entry.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/cli/terminal.h"

namespace openaffect {

struct SubVerb {
  std::string_view name;  // "" is what runs when none is typed
  std::string_view summary;
  int (*run)(const std::vector<std::string>& arguments, Terminal& terminal);
};

// Runs the entry whose name is the first argument. Without one, or when an option comes first, the entry named "" runs;
// its help is followed by the list of the others. An unknown name ends with 2 and the nearest one.
int run_sub_verb(std::string_view verb, std::span<const SubVerb> table, const std::vector<std::string>& arguments,
                 Terminal& terminal);

int run_data_list(const std::vector<std::string>& arguments, Terminal& terminal);
int run_data_fetch(const std::vector<std::string>& arguments, Terminal& terminal);
int run_data_show(const std::vector<std::string>& arguments, Terminal& terminal);
int run_data_overlap(const std::vector<std::string>& arguments, Terminal& terminal);
int run_data_build(const std::vector<std::string>& arguments, Terminal& terminal);
int run_data_convert(const std::vector<std::string>& arguments, Terminal& terminal);
int run_data_merge(const std::vector<std::string>& arguments, Terminal& terminal);

int run_models_list(const std::vector<std::string>& arguments, Terminal& terminal);
int run_models_show(const std::vector<std::string>& arguments, Terminal& terminal);
int run_models_fetch(const std::vector<std::string>& arguments, Terminal& terminal);
int run_models_export(const std::vector<std::string>& arguments, Terminal& terminal);

}  // namespace openaffect
