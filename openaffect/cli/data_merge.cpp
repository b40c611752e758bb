#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/label/merge.h"

namespace openaffect {

int run_data_merge(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> shards;
  std::string output;
  bool force = false;
  Command command("data merge",
                  "Joins the shards of a labelled table into the file that one unsharded run writes, byte for byte.",
                  {"openaffect data merge part-*.parquet -o labelled.parquet"});
  command.options()
      .add_option("SHARD", shards,
                  "the outputs of all shards, in any order; a folder or a quoted pattern of them; s3://BUCKET/KEY")
      ->required();
  command.options().add_option("-o,--output", output, "the joined table")->required();
  command.options().add_flag("--force", force, "replace an output that is there");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  const auto merged = merge_shards(shards, output, force ? MergeOutput::replace : MergeOutput::refuse);
  if (!merged) return terminal.fail(merged.error());
  terminal.message(fmt::format("{} shards joined into {}\n", *merged, output));
  return 0;
}

}  // namespace openaffect
