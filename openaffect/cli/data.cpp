#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/data_convert.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/label/merge.h"

extern "C" int openaffect_verb_data(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  if (!arguments.empty() && arguments[0] == "convert")
    return run_data_convert({arguments.begin() + 1, arguments.end()}, terminal);
  std::vector<std::string> words;
  std::string output;
  bool force = false;
  Command command("data",
                  "Joins the shards of a labelled table into the file that one unsharded run writes, byte for byte.",
                  {"openaffect data merge part-*.parquet -o labelled.parquet"});
  command.options().add_option("merge SHARD", words, "merge, and the outputs of all shards, in any order")->required();
  command.options().add_option("-o,--output", output, "the joined table")->required();
  command.options().add_flag("--force", force, "replace an output that is there");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (words[0] != "merge") {
    const std::vector<std::string> known = {"merge"};
    return terminal.fail({ErrorKind::unknown, unknown_name_message("verb of data", words[0], known)});
  }
  const std::vector<std::string> shards(words.begin() + 1, words.end());
  const auto merged = merge_shards(shards, output, force ? MergeOutput::replace : MergeOutput::refuse);
  if (!merged) return terminal.fail(merged.error());
  terminal.message(fmt::format("{} shards joined into {}\n", shards.size(), output));
  return 0;
}
