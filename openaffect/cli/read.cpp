#include <iostream>

#include "openaffect/cli/command.h"
#include "openaffect/cli/neural_flags.h"
#include "openaffect/cli/reading_text.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

Reading read_text(const std::string& text, const std::vector<std::shared_ptr<const Rater>>& raters) {
  Reading reading{text, raters, {}};
  const Item item{.text = text};
  for (const auto& rater : raters) reading.ratings.push_back(rating_at(rater->rate({&item, 1}, {.evidence = true}), 0));
  return reading;
}

}  // namespace

int run_read(const std::vector<std::string>& arguments, Terminal& terminal) {
  std::vector<std::string> texts, rater_specs, assignments;
  std::string use;
  NeuralFlags neural_flags;
  bool json = false, explain = false;
  Command command("read", "Reads the emotion of a text, with the words that decided.",
                  {"openaffect read \"I can't BELIEVE how kind you were!!! :)\"",
                   "openaffect read \"so sad\" \"so glad\" --raters vader --json",
                   "openaffect read \"so glad\" --raters hf:./my-model --explain", "fortune | openaffect read -"});
  command.options().add_option("TEXT", texts, "one or more texts; - reads lines from standard input")->required();
  command.options().add_option(
      "-r,--raters", rater_specs,
      "who reads, by default vader,pattern, and text where it is installed; model:FOLDER for a model that you trained, "
      "hf:FOLDER for another network, vader:FILE for a lexicon of your own, NAME= in front for a name");
  command.options().add_option("--set", assignments, "an option of a rater: pattern.opinion.cuts=.4,.6");
  command.options().add_option("--use", use, "commercial: refuse raters whose licence class is not open");
  neural_flags.declare(command.options());
  neural_flags.declare_embed(command.options());
  command.options().add_flag("--json", json, "one JSON object per text");
  command.options().add_flag("--explain", explain,
                             "the deciding words; always shown here, so that label's flag works too");
  if (const auto code = command.parse(arguments, terminal)) return *code;

  if (rater_specs.empty()) rater_specs = {default_readers()};
  const auto settings = parse_rater_settings(assignments);
  if (!settings) return terminal.fail(settings.error());
  const auto neural = neural_flags.options();
  if (!neural) return terminal.fail(neural.error());
  const auto raters = make_raters(rater_specs, *settings, *neural);
  if (!raters) return terminal.fail(raters.error());
  if (const auto may = check_use(*raters, use); !may) return terminal.fail(may.error());

  bool failed = false;
  const auto show = [&](const std::string& text) {
    const Reading reading = read_text(text, *raters);
    for (const Rating& rating : reading.ratings) failed = failed || rating.status == Status::error;
    terminal.print(json ? reading_as_json(reading) : reading_as_table(reading, terminal));
  };
  for (const std::string& text : texts) {
    if (text != "-") show(text);
    for (std::string line; text == "-" && std::getline(std::cin, line);) show(line);
  }
  if (failed) terminal.message("status error: a network gave no number; its weights may hold NaN\n");
  return failed ? 3 : 0;
}

}  // namespace openaffect
