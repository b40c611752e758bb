// `openaffect data …`: every verb over known data sets and tables, in one table.
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/cli/verbs.h"

namespace openaffect {
namespace {

constexpr SubVerb kDataVerbs[] = {
    {"", "list the known data sets", run_data_list},
    {"fetch", "bring a data set here, as one table", run_data_fetch},
    {"show", "a data set's source, licence, splits, labels and first rows", run_data_show},
    {"overlap", "texts that stand in several sets or splits", run_data_overlap},
    {"convert", "a table or a data set in another format", run_data_convert},
    {"build", "rebuild a published set from what it was made of", run_data_build},
    {"merge", "join the shards of a labelled table", run_data_merge},
};

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_data(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  return openaffect::run_sub_verb("data", openaffect::kDataVerbs, arguments, terminal);
}
