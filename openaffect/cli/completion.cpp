#include "openaffect/cli/completion.h"

#include <algorithm>
#include <filesystem>

#include "openaffect/cli/folder_names.h"
#include "openaffect/cli/tables_library.h"
#include "openaffect/core/scheme.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

using Names = std::vector<std::string>;

// Where the word to complete stands.
struct Place {
  const CLI::Option* option = nullptr;  // whose value it is
  Names positionals;                    // before it
  Names values;                         // of options before it
  bool only_positionals = false;        // behind "--"
  std::string glue;                     // "--raters=" in front of a value in one word
  std::string word;                     // what is typed of it
};

// "hf:./mod", "model:./mod" and "mine=hf:./mod" are completed to folders. bash takes words apart at the colon, and its
// own completion of files finds what stands behind.
Names rater_names(const Place& place) {
  const std::string typed = place.word.substr(place.word.rfind(',') + 1);
  const std::size_t equals = typed.find('='), colon = typed.find(':');
  const std::size_t kind = equals < colon ? equals + 1 : 0;
  if (typed.substr(kind).starts_with("hf:") || typed.substr(kind).starts_with("model:")) {
    Names names;
    for (const std::string& folder : model_folders(typed.substr(colon + 1)))
      names.push_back(typed.substr(0, colon + 1) + folder);
    return names;
  }
  Names names;
  for (const RaterEntry& entry : rater_entries())
    names.push_back(typed.substr(0, kind) + entry.name + (entry.argument.empty() ? "" : ":"));
  return names;
}

Names scheme_names(const Place&) {
  Names names;
  for (const std::string_view id : built_in_scheme_ids()) names.emplace_back(id);
  return names;
}

// Of the first file on the line, else of the first that is an option's value (train text --data).
Names column_names(const Place& place) {
  std::error_code failure;
  for (const Names* words : {&place.positionals, &place.values})
    for (const std::string& word : *words)
      if (std::filesystem::is_regular_file(word, failure)) {
        const auto door = open_tables_door();
        return door ? (*door)->column_names(word) : Names{};
      }
  return {};
}

Names column_types(const Place& place) {
  Names names;
  for (const std::string& column : column_names(place))
    for (const char* type : {"text", "int64", "float64", "bool", "timestamp"}) names.push_back(column + "=" + type);
  return names;
}

Names data_set_names(const Place&) {
  const auto door = open_tables_door();
  return door ? (*door)->data_set_names() : Names{};
}

Names model_names(const Place&) {
  const auto door = open_tables_door();
  return door ? (*door)->model_names() : Names{};
}

Names trained_folders(const Place& place) {
  return model_folders(place.word);
}

Names benchmark_names_and_list(const Place&) {
  const auto door = open_tables_door();
  Names names = door ? (*door)->benchmark_names() : Names{};
  names.emplace_back("list");
  return names;
}

// Names that somebody typed into this table, and those that are looked up.
struct Values {
  std::string_view place;  // "--raters", "label --format", or the words before: "schemes show"
  std::string_view words = {};
  Names (*find)(const Place& place) = nullptr;
  bool many = false;   // comma-separated
  bool every = false;  // for every word from here on, not for the first alone
};
constexpr Values kValues[] = {
    {.place = "--benchmark", .find = benchmark_names_and_list},
    {.place = "--ci", .words = "percentile bca none"},
    {.place = "--cluster", .find = column_names},
    {.place = "--columns", .find = column_names, .many = true},
    {.place = "--consensus", .words = "majority mean median ewe dawid_skene"},
    {.place = "--counts", .find = column_names, .many = true},
    {.place = "--device", .words = "cpu cuda"},
    {.place = "--drop", .find = column_names, .many = true},
    {.place = "--format", .words = "parquet csv tsv jsonl"},
    {.place = "--gold-column", .find = column_names},
    {.place = "--id", .find = column_names},
    {.place = "--input-format", .words = "parquet csv tsv jsonl"},
    {.place = "--kind", .words = "classes grades label_sets numbers texts"},
    {.place = "--labels", .words = "occurring scheme"},
    {.place = "--level", .words = "nominal ordinal interval ratio set"},
    {.place = "--list-raters", .find = column_names},
    {.place = "--lists", .find = column_names},
    {.place = "--metric",
     .words =
         "accuracy balanced_accuracy macro_f1 micro_f1 weighted_f1 f1 mcc jaccard ccc pearson spearman rmse mae r2 "
         "log_loss brier ece roc_auc bleu chrf rouge_l all",
     .many = true},
    {.place = "--on-bad-row", .words = "fail keep"},
    {.place = "--on-outside", .words = "fail drop"},
    {.place = "--on-twice", .words = "fail first last"},
    {.place = "--precision", .words = "float32 bfloat16 int8"},
    {.place = "--prediction-column", .find = column_names},
    {.place = "--quote", .words = "none"},
    {.place = "--rater", .find = rater_names},
    {.place = "--raters", .find = rater_names, .many = true},
    {.place = "--scheme", .find = scheme_names},
    {.place = "--test", .words = "permutation bootstrap mcnemar"},
    {.place = "--text", .find = column_names, .many = true},
    {.place = "--ties", .words = "none first"},
    {.place = "--type", .find = column_types},
    {.place = "--unit", .find = column_names},
    {.place = "--value", .find = column_names},
    {.place = "agree --format", .words = "table json markdown latex"},
    {.place = "agree --rater", .find = column_names},
    {.place = "agree --raters", .find = column_names, .many = true},
    {.place = "compare --format", .words = "table json markdown latex"},
    {.place = "completion", .words = "bash zsh fish"},
    {.place = "--use", .words = "commercial"},
    {.place = "data build", .words = "aaid"},
    {.place = "data build --format", .words = "jsonl csv both"},
    {.place = "data fetch", .find = data_set_names, .every = true},
    {.place = "data overlap", .find = data_set_names, .every = true},
    {.place = "data show", .find = data_set_names, .every = true},
    {.place = "evaluate --format", .words = "table json markdown latex"},
    {.place = "models export", .find = trained_folders, .every = true},
    {.place = "models fetch", .find = model_names, .every = true},
    {.place = "models show", .find = model_names, .every = true},
    {.place = "raters", .words = "show"},
    {.place = "raters show", .find = rater_names},
    {.place = "schemes", .words = "show"},
    {.place = "schemes show", .find = scheme_names},
    {.place = "train text --base", .find = model_names},
    {.place = "train text --keep-together", .find = column_names, .many = true},
    {.place = "train text --label", .find = column_names},
    {.place = "train text --precision", .words = "float32 bfloat16"},
    {.place = "train text --split", .find = column_names},
    {.place = "train text --store", .words = "float32 int8"},
    {.place = "train text --text", .find = column_names},
};

Names split_words(std::string_view text) {
  Names names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    names.emplace_back(text.substr(at, space - at));
    at = space + 1;
  }
  return names;
}

const Values* values_at(const std::string& place) {
  const auto* found = std::ranges::find(kValues, place, &Values::place);
  return found == std::end(kValues) ? nullptr : found;
}

std::string long_name(const CLI::Option& option) {
  return option.get_lnames().empty() ? "" : "--" + option.get_lnames().front();
}

const Values* values_for(const Place& place, const std::string& verb) {
  if (place.option) {
    const std::string name = long_name(*place.option);
    const Values* own = values_at(verb + " " + name);
    return own ? own : values_at(name);
  }
  const Values* first = values_at(verb);
  if (place.positionals.empty() || (first && first->every)) return first;
  return values_at(verb + " " + place.positionals[0]);
}

// "vader,pat" -> "vader,pattern"; what stands in the list already is not offered again.
Names complete_value(const Values& values, const Place& place) {
  const Names names = values.find ? values.find(place) : split_words(values.words);
  const std::size_t comma = values.many ? place.word.rfind(',') : std::string::npos;
  const std::size_t start = comma == std::string::npos ? 0 : comma + 1;
  Names candidates;
  for (const std::string& name : starting_with(place.word.substr(start), names))
    if (("," + place.word.substr(0, start)).find("," + name + ",") == std::string::npos)
      candidates.push_back(place.glue + place.word.substr(0, start) + name);
  return candidates;
}

// One name of each: aliases are for those who type them.
Names option_names(const CLI::App& app) {
  Names names;
  for (const CLI::Option* option : app.get_options())
    if (const std::string name = long_name(*option); !name.empty()) names.push_back(name);
  return names;
}

bool has_positionals(const CLI::App& app) {
  return std::ranges::any_of(app.get_options(), [](const CLI::Option* option) { return option->get_positional(); });
}

// The option that the next word is a value of. One word each: of several, people write the others behind commas.
const CLI::Option* option_waiting(const CLI::App& app, const std::string& word) {
  const CLI::Option* option = word.find('=') == std::string::npos ? app.get_option_no_throw(word) : nullptr;
  return option && option->get_items_expected_max() > 0 ? option : nullptr;
}

// bash makes three words of "--raters=vader"; the sign alone is passed over.
Place find_place(const CLI::App& app, std::span<const std::string> words) {
  Place place;
  for (const std::string& word : words.first(words.size() - 1)) {
    if (word == "=") continue;
    const bool value = place.option != nullptr;
    place.option = nullptr;
    if (!place.only_positionals && word.size() > 1 && word[0] == '-') {
      place.only_positionals = word == "--";
      place.option = option_waiting(app, word);
    } else {
      (value ? place.values : place.positionals).push_back(word);
    }
  }
  place.word = words.back() == "=" ? "" : words.back();
  const std::size_t equals = place.word.find('=');
  if (!place.option && place.word.starts_with("--") && equals != std::string::npos) {
    place.option = option_waiting(app, place.word.substr(0, equals));
    place.glue = place.word.substr(0, equals + 1);
    place.word.erase(0, equals + 1);
  }
  return place;
}

}  // namespace

bool asks_for_completion(std::span<const std::string> arguments) {
  return arguments.size() > 1 && arguments.back() == kCompletionMark;
}

std::vector<std::string> starting_with(const std::string& beginning, const std::vector<std::string>& names) {
  Names found;
  for (const std::string& name : names)
    if (name.starts_with(beginning)) found.push_back(name);
  return found;
}

std::vector<std::string> complete_word(const CLI::App& app, const std::string& name,
                                       std::span<const std::string> words) {
  const Place place = find_place(app, words);
  const bool options = !place.option && !place.only_positionals && place.glue.empty();
  if (options && (place.word.starts_with("-") || (place.word.empty() && !has_positionals(app))))
    return starting_with(place.word, option_names(app));
  const Values* values = values_for(place, name);
  return values ? complete_value(*values, place) : Names{};
}

std::optional<int> complete_names(std::span<const std::string> arguments, const std::vector<std::string>& names,
                                  const Terminal& terminal) {
  if (!asks_for_completion(arguments) || arguments.size() != 2) return std::nullopt;
  for (const std::string& name : starting_with(arguments[0], names)) terminal.print(name + "\n");
  return 0;
}

}  // namespace openaffect
