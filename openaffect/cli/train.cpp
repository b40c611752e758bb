// `openaffect train …`: ratings become a new rater.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "openaffect/catalog/store.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/live_line.h"
#include "openaffect/cli/stop_signal.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/describe.h"
#include "openaffect/core/names.h"
#include "openaffect/learn/table_recipe.h"
#include "openaffect/learn/train_job.h"
#include "openaffect/learn/train_text.h"
#include "openaffect/raters/neural_options.h"
#include "openaffect/raters/spec.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

struct Flags {
  TableRecipe table;
  std::string config, output, base, features, device, precision, store, name, use;
  std::vector<std::string> keep_together, languages;
  std::map<std::string, std::string> fit;  // by the field's name
  std::size_t resamples = 10'000;
  bool force = false, dry_run = false, prepare_only = false, json = false;
};

std::string flag_of(std::string_view field) {
  std::string flag = "--" + std::string(field);
  std::ranges::replace(flag, '_', '-');
  return flag;
}

void declare_fit(CLI::App& app, Flags& flags) {
  FitOptions defaults;
  visit_options(defaults, [&](std::string_view name, auto& value, std::string_view help) {
    app.add_option(flag_of(name), flags.fit[std::string(name)], fmt::format("{} (default {})", help, value))
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->group("How it learns");
  });
}

void declare(CLI::App& app, Flags& flags) {
  app.add_option("--data", flags.table.data, "a table: CSV, TSV, JSONL, JSON or Parquet");
  app.add_option("--text", flags.table.text, "its column of texts");
  app.add_option("--label", flags.table.label, "its column of answers: a label, several (a list, or a|b), or a number");
  app.add_option("--scheme", flags.table.scheme, "what may be said, by name or file; by default the labels that occur");
  app.add_option("--split", flags.table.split,
                 "its column that says train, development or test; by default split, else drawn by a hash");
  app.add_option("--where", flags.table.where, "COLUMN=CELL: only rows that have this cell");
  app.add_option(
      "--keep-together", flags.keep_together,
      "columns, comma-separated, whose equal cells stay in one part; by default person, dialogue and the like");
  app.add_option("--licence", flags.table.licence, "of the data, for the card: \"CC BY 4.0\"");
  app.add_option("--licence-class", flags.table.licence_class,
                 "of the data: open, terms (the default: unclear, or terms of its own), nc");
  app.add_option("--use", flags.use, "commercial: refuse a base, data and teachers whose licence class is not open");
  app.add_option("--config", flags.config, "a recipe instead of a table (docs/train.md); other flags win over it");
  app.add_option("-o,--output", flags.output,
                 "the model's folder; of a recipe by default its name in the store of models");
  app.add_option("--name", flags.name, "of the model; by default the folder's");
  app.add_option("--language", flags.languages, "of the texts, BCP 47, comma-separated; by default en");
  app.add_option("--base", flags.base, "the encoder to start from: minilm (the default), or a Hugging Face folder");
  app.add_option("--features", flags.features,
                 "what heads read: first (the default; models export works), first_and_mean (docs/recipes.md)");
  app.add_option("--device", flags.device, "that learns: cpu (the default), cuda");
  app.add_option("--precision", flags.precision, "of its products: bfloat16 (where the machine has it), float32");
  app.add_option("--store", flags.store, "how the weights are kept: float32 (the default), int8");
  app.add_option("--resamples", flags.resamples, "of the figures' intervals");
  app.add_flag("--force", flags.force, "discard a finished or unfinished model of this name");
  app.add_flag("--dry-run", flags.dry_run, "only say what would be learned from");
  app.add_flag("--prepare-only", flags.prepare_only,
               "write what the training needs into OUTPUT.partial, for another machine (docs/train.md)");
  app.add_flag("--json", flags.json, "the summary as JSON, to stdout");
  declare_fit(app, flags);
}

template <class Number>
Result<Number> parse_number(const std::string& flag, const std::string& text) {
  Number number{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed == std::errc() && end == text.data() + text.size()) return number;
  return Error{ErrorKind::unknown, fmt::format("{} takes a number, not '{}'", flag, text)};
}

Result<bool> parse_yes(const std::string& flag, const std::string& text) {
  for (const std::string_view yes : {"true", "yes", "1", "on"})
    if (text == yes) return true;
  for (const std::string_view no : {"false", "no", "0", "off"})
    if (text == no) return false;
  return Error{ErrorKind::unknown, fmt::format("{} takes true or false, not '{}'", flag, text)};
}

Result<Done> set_fit(const Flags& flags, FitOptions& options) {
  std::optional<Error> failed;
  visit_options(options, [&](std::string_view name, auto& value, std::string_view) {
    using Value = std::remove_reference_t<decltype(value)>;
    const std::string& text = flags.fit.at(std::string(name));
    if (text.empty() || failed) return;
    const auto keep = [&](const auto& parsed) {
      if (parsed)
        value = *parsed;
      else
        failed = parsed.error();
    };
    if constexpr (std::is_same_v<Value, bool>)
      keep(parse_yes(flag_of(name), text));
    else
      keep(parse_number<Value>(flag_of(name), text));
  });
  if (failed) return *failed;
  return Done{};
}

Result<std::string> output_of(const Flags& flags, const Recipe& recipe) {
  if (!flags.output.empty()) return flags.output;
  if (flags.config.empty()) return Error{ErrorKind::unknown, "-o is missing: the model's folder"};
  OA_TRY(folder, store_folder(CatalogKind::model, recipe.name));
  std::error_code failed;
  std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), failed);
  if (failed) return system_error(folder, failed.value(), "cannot make its folder");
  return folder;
}

Result<TrainRequest> request_of(Flags& flags) {
  TrainRequest request;
  flags.table.keep_together = split_at_commas(flags.keep_together);
  flags.table.name = rater_name_of(flags.output, NameOf::folder);
  OA_TRY(recipe, recipe_of(flags.config, flags.table));
  request.recipe = std::move(recipe);
  OA_CHECK(set_fit(flags, request.recipe.fit));
  if (!flags.base.empty()) request.recipe.base = flags.base;
  if (!flags.features.empty()) {
    OA_TRY(features, head_features_of_name(flags.features));
    request.recipe.features = features;
  }
  if (!flags.name.empty()) request.recipe.name = flags.name;
  if (!flags.languages.empty()) request.recipe.languages = split_at_commas(flags.languages);
  if (!flags.precision.empty()) {
    OA_TRY(precision, parse_precision(flags.precision));
    request.recipe.fit_precision = precision;
  }
  if (!flags.store.empty()) {
    OA_TRY(store, parse_precision(flags.store));
    request.recipe.store = store;
  }
  if (!flags.device.empty()) {
    OA_TRY(device, parse_device(flags.device));
    request.device = device;
  }
  OA_TRY(output, output_of(flags, request.recipe));
  request.output = output;
  while (request.output.size() > 1 && request.output.ends_with('/')) request.output.pop_back();
  request.use = flags.use;
  request.force = flags.force;
  request.prepare_only = flags.prepare_only;
  request.resamples = flags.resamples;
  return request;
}

int show_plan(const TrainRequest& request, const TrainTools& tools, LiveLine& line, const Terminal& terminal) {
  const auto setup = set_up_training(request, tools);
  line.clear();
  if (!setup) return terminal.fail(setup.error());
  terminal.print(plan_text(setup->plan));
  terminal.print(fmt::format("base {} ({}), products in {} on {}\nnothing was written: this was a dry run\n",
                             request.recipe.base, setup->base.architecture, precision_name(setup->precision),
                             device_name(request.device)));
  return 0;
}

int train(TrainRequest request, const TrainTools& tools, bool json, LiveLine& line, const Terminal& terminal) {
  request.tell = [&](const std::string& text) {
    line.clear();
    terminal.message(text);
  };
  request.progress = [&](const FitProgress& progress) { line.show(describe_fit(progress, request.recipe.fit.epochs)); };
  const auto summary = run_training(request, tools);
  line.clear();
  if (!summary) return terminal.fail(summary.error());
  if (!summary->prepared.empty()) {
    terminal.message(fmt::format(
        "prepared in {}: openaffect_fit trains it on another machine (docs/train.md); with the folder back, the same "
        "command without --prepare-only goes on\n",
        summary->prepared));
    return 0;
  }
  if (json) terminal.print(train_summary_json(*summary));
  terminal.message(train_summary_text(*summary));
  return 0;
}

// As a shell takes it.
std::string quoted(const std::string& argument) {
  constexpr std::string_view kPlain = "-_./=:,+@%";
  const auto plain = [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || kPlain.find(c) != std::string_view::npos;
  };
  if (!argument.empty() && std::ranges::all_of(argument, plain)) return argument;
  std::string text = "'";
  for (const char c : argument) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

std::string command_line(const std::vector<std::string>& arguments) {
  std::string text = "openaffect train text";
  for (const std::string& argument : arguments) text += " " + quoted(argument);
  return text;
}

int run_train_text(const std::vector<std::string>& arguments, Terminal& terminal) {
  Flags flags;
  Command command(
      "train text",
      "Makes a rater of texts from texts that people labelled. Interrupted, the same command continues where "
      "it stopped.",
      {"openaffect train text --data mine.csv --text body --label mood -o mood_model",
       "openaffect train text --data mine.csv --text body --label mood --scheme ekman7 --epochs 6 -o mood_model",
       "openaffect train text --config recipe.json -o models/mine",
       "openaffect read \"what a day\" --raters model:mood_model"});
  declare(command.options(), flags);
  if (const auto code = command.parse(arguments, terminal)) return *code;
  auto request = request_of(flags);
  if (!request) return terminal.fail(request.error());
  request->command = command_line(arguments);
  const auto tools = open_train_tools();
  if (!tools) return terminal.fail(tools.error());
  LiveLine line(terminal);
  request->watcher = {&stop_on_signals(), [&](const std::string& text) { line.show(text); }};
  return flags.dry_run ? show_plan(*request, *tools, line, terminal)
                       : train(*std::move(request), *tools, flags.json, line, terminal);
}

// Alone it says what there is.
int run_train_alone(const std::vector<std::string>& arguments, Terminal& terminal) {
  Command command("train", "Makes new raters from ratings.",
                  {"openaffect train text --data mine.csv --text body --label mood -o mood_model",
                   "openaffect train text --config recipe.json -o models/mine"});
  if (const auto code = command.parse(arguments, terminal)) return *code;
  return terminal.fail({ErrorKind::unknown, "train what? known: text"});
}

constexpr SubVerb kTrainVerbs[] = {
    {"", "", run_train_alone},
    {"text", "a rater of texts, from a table or a recipe", run_train_text},
};

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_train(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  return openaffect::run_sub_verb("train", openaffect::kTrainVerbs, arguments, terminal);
}
