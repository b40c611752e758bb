#include "openaffect/cli/command.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/cli/completion.h"
#include "openaffect/core/names.h"

namespace openaffect {
namespace {

// Examples, then options: people copy before they read.
class ExamplesFirst : public CLI::Formatter {
 public:
  explicit ExamplesFirst(std::vector<std::string> examples) : examples_(std::move(examples)) { column_width(34); }

  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    std::string text = app->get_description() + "\n\nExamples:\n";
    for (const std::string& example : examples_) text += "  " + example + "\n";
    text += "\nUsage: " + make_usage_line(app, name) + "\n";
    return text + make_positionals(app) + make_groups(app, mode) + make_subcommands(app, mode);
  }

 private:
  static std::string make_usage_line(const CLI::App* app, const std::string& name) {
    std::string line = name + " [OPTIONS]";
    for (const CLI::Option* option : app->get_options([](const CLI::Option* o) { return o->get_positional(); }))
      line += " " + option->get_name(true) + (option->get_items_expected_max() > 1 ? "…" : "");
    return line;
  }

  std::vector<std::string> examples_;
};

// "--theads=4" -> "--theads"
std::string option_name(const std::string& argument) {
  return argument.substr(0, argument.find('='));
}

}  // namespace

Command::Command(const std::string& name, const std::string& summary, const std::vector<std::string>& examples)
    : app_(summary, "openaffect " + name), name_(name) {
  app_.formatter(std::make_shared<ExamplesFirst>(examples));
  app_.set_help_flag("-h,--help", "show this help");
  app_.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app_.add_flag("-q,--quiet", quiet_, "no messages but errors")->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app_.add_flag("--no-color,--no-colour", no_colour_, "no colours (NO_COLOR does the same)")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

std::optional<int> Command::parse(const std::vector<std::string>& arguments, Terminal& terminal) {
  if (asks_for_completion(arguments)) {
    const std::span words(arguments.data(), arguments.size() - 1);
    for (const std::string& candidate : complete_word(app_, name_, words)) terminal.print(candidate + "\n");
    return 0;
  }
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app_.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    terminal.print(app_.help());
    return 0;
  } catch (const CLI::ParseError& error) {
    return terminal.fail({ErrorKind::unknown, explain(error)});
  }
  terminal.quiet = quiet_;
  if (no_colour_) terminal.colour_out = terminal.colour_err = false;
  return std::nullopt;
}

std::string Command::explain(const CLI::ParseError& error) const {
  std::string text = error.what();
  const std::vector<std::string> extras = app_.remaining();
  const auto option =
      std::find_if(extras.begin(), extras.end(), [](const std::string& e) { return e.starts_with("-") && e != "-"; });
  if (option != extras.end()) {
    std::vector<std::string> known;
    for (const CLI::Option* each : app_.get_options())
      for (const std::string& name : each->get_lnames()) known.push_back("--" + name);
    const std::string near = nearest_name(option_name(*option), known);
    text = "unknown option '" + *option + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?");
  } else if (!extras.empty()) {
    text = "'" + extras.front() + "' is one argument too many";
  } else if (text.find(" required ") != std::string::npos && text.ends_with(" missing")) {
    text = text.substr(0, text.find(':')) + " needs a value";  // "--output: 1 required TEXT missing"
  }
  return text + "\n  openaffect " + name_ + " --help lists what it takes";
}

Error show_mistake(const std::string& verb, std::span<const std::string> words, std::span<const std::string> known) {
  const std::vector<std::string> verbs = {"show"};
  std::string text = unknown_name_message("verb of " + verb, words[0], verbs);
  if (words[0] == "show") text = fmt::format("show what? known: {}", fmt::join(known, ", "));
  if (std::ranges::find(known, words[0]) != known.end())
    text = fmt::format("did you mean 'openaffect {} show {}'?", verb, words[0]);
  return {ErrorKind::unknown, text};
}

}  // namespace openaffect
