#include <cstdlib>

#include <fmt/format.h>

#include "openaffect/catalog/build_aaid.h"
#include "openaffect/catalog/entry.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/core/progress.h"

namespace openaffect {
namespace {

std::string counts_line(const std::string& what, const std::array<std::uint64_t, 3>& rows) {
  return fmt::format("{:<16}{:>9}{:>9}{:>9}\n", what, with_thousands(rows[0]), with_thousands(rows[1]),
                     with_thousands(rows[2]));
}

std::string counts_table(const AaidBuilt& built, const Terminal& terminal) {
  std::string text =
      terminal.paint(fmt::format("{:<16}{:>9}{:>9}{:>9}\n", "task", "train", "dev", "test"), Style::faint);
  std::array<std::uint64_t, 3> all = {};
  for (const AaidCount& count : built.counts) {
    text += counts_line(fmt::format("{} {}", count.task, count.emotion), count.rows);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] += count.rows[i];
  }
  return text + counts_line("all", all);
}

// The prompts and tweets stand under the terms of the sets that they are taken from.
Result<std::string> licence_lines(const std::string& use) {
  std::string text;
  for (const char* name : {"semeval2018", "aeb"}) {
    OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, name));
    OA_CHECK(check_use(entry, use));
    text += fmt::format("made from {}: licence {} (class {})\n", name, entry.licence,
                        licence_class_name(entry.licence_class));
  }
  return text;
}

Result<std::string> source_folder(const std::string& from) {
  if (!from.empty()) return from;
  if (const char* folder = std::getenv("OPENAFFECT_DATA"); folder && *folder) return std::string(folder);
  return Error{
      ErrorKind::not_found,
      "needs the published files of semeval2018 and aeb (text/semeval2018 and text/aeb): give their folder with "
      "--from or OPENAFFECT_DATA. What `data fetch` keeps is one table each, not these files"};
}

int build(BuildAaidOptions& options, const std::string& use, Terminal& terminal) {
  const auto licence = licence_lines(use);
  if (!licence) return terminal.fail(licence.error());
  const auto from = source_folder(options.from);
  if (!from) return terminal.fail(from.error());
  options.from = *from;
  terminal.message(*licence);
  const auto built = build_aaid(options);
  if (!built) return terminal.fail(built.error());
  for (const std::string& input : built->unknown_inputs)
    terminal.message(fmt::format("warning: not the file that the catalogue knows: {}\n", input));
  terminal.print(counts_table(*built, terminal));
  for (const std::string& file : built->files) terminal.message(fmt::format("wrote {}\n", file));
  return 0;
}

}  // namespace

int run_data_build(const std::vector<std::string>& arguments, Terminal& terminal) {
  BuildAaidOptions options;
  std::string name, format = "both", use;
  Command command(
      "data build",
      "Rebuilds a published set that is made from others. aaid: the instruction data of EmoLLMs, from "
      "semeval2018 and the prompts in aeb, as JSON lines of conversations and as a csv. Prints the rows of "
      "every task and split.",
      {"openaffect data build aaid -o aaid/ --from ../data", "openaffect data build aaid -o aaid/ --format jsonl"});
  CLI::App& app = command.options();
  app.add_option("NAME", name, "what to build: aaid")->required();
  app.add_option("-o,--output", options.output, "the folder to make")->required();
  app.add_option("--format", format, "jsonl, csv or both")->capture_default_str();
  app.add_option("--from", options.from,
                 "a folder with text/semeval2018 and text/aeb; by default the one in OPENAFFECT_DATA");
  app.add_option("--use", use, "commercial: refuse what is not of licence class open");
  app.add_flag("--force", options.force, "replace an output that is there");
  if (const auto code = command.parse(arguments, terminal)) return *code;
  const std::vector<std::string> known = {"aaid"};
  if (name != known[0]) return terminal.fail({ErrorKind::unknown, unknown_name_message("set to build", name, known)});
  const auto named = aaid_format_of_name(format);
  if (!named) return terminal.fail(named.error());
  options.format = *named;
  return build(options, use, terminal);
}

}  // namespace openaffect
