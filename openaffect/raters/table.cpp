#include "openaffect/raters/table.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/use.h"
#include "openaffect/raters/neural_library.h"
#include "openaffect/raters/pattern.h"
#include "openaffect/raters/spec.h"
#include "openaffect/raters/vader.h"
#include "openaffect/system/file.h"
#include "openaffect/system/folders.h"

namespace openaffect {
namespace {

using RaterResult = Result<std::shared_ptr<const Rater>>;

constexpr std::uint64_t kMostLexiconBytes = std::uint64_t{100} << 20;
constexpr std::string_view kVaderLexicon = "lexicons/vader/vader_lexicon.txt";
constexpr std::string_view kVaderEmoji = "lexicons/vader/emoji_utf8_lexicon.txt";
constexpr std::string_view kPatternLexicon = "lexicons/pattern/en-sentiment.xml";

// What stands in a spec: name, and the user's file or "".
struct Recipe {
  std::string name;
  std::string file;
  const RaterSettings& settings;
  const NeuralOptions& neural;
};

struct Maker {
  RaterEntry entry;
  std::vector<std::string> settings;  // without the rater's name
  bool is_neural;
  RaterResult (*make)(const Maker& maker, const Recipe& recipe);
};

Result<std::string> find_entry_file(const RaterEntry& entry, std::string_view relative) {
  if (auto path = find_share_file(relative)) return *std::move(path);
  std::string looked;
  for (const std::string& folder : share_folders()) looked += "\n  " + folder;
  return Error{ErrorKind::not_found, fmt::format("rater '{}' needs {}, which is in none of:{}\n{}", entry.name,
                                                 relative, looked, entry.how_to_get)};
}

Result<std::string> read_share_file(const RaterEntry& entry, std::string_view relative) {
  OA_TRY(path, find_entry_file(entry, relative));
  return read_file(path, kMostLexiconBytes);
}

template <class T>
RaterResult shared(Result<std::unique_ptr<T>> made, const std::string& file) {
  if (made) return std::shared_ptr<const Rater>(*std::move(made));
  Error error = made.error();
  if (error.where.file.empty()) error.where.file = file;
  return error;
}

RaterResult make_vader_entry(const Maker& maker, const Recipe& recipe) {
  const Result<std::string> lexicon =
      recipe.file.empty() ? read_share_file(maker.entry, kVaderLexicon) : read_file(recipe.file, kMostLexiconBytes);
  if (!lexicon) return lexicon.error();
  OA_TRY(emoji, read_share_file(maker.entry, kVaderEmoji));
  return shared(make_vader(*lexicon, emoji, {.name = recipe.name, .own_lexicon = !recipe.file.empty()}),
                recipe.file.empty() ? std::string(kVaderLexicon) : recipe.file);
}

// ".4,.6": two numbers.
Result<Done> read_cuts(const std::string& text, PatternOptions& options) {
  const std::size_t comma = text.find(',');
  const char* end = text.data() + text.size();
  const char* middle = text.data() + std::min(comma, text.size());
  const auto first = std::from_chars(text.data(), middle, options.least_below);
  const auto second = comma == std::string::npos ? first : std::from_chars(middle + 1, end, options.highly_above);
  const bool numbers = comma != std::string::npos && first.ec == std::errc() && first.ptr == middle &&
                       second.ec == std::errc() && second.ptr == end;
  if (numbers && options.least_below > 0 && options.least_below < options.highly_above && options.highly_above <= 1)
    return Done{};
  return Error{ErrorKind::unknown,
               fmt::format("pattern.opinion.cuts takes two numbers, 0 < first < second <= 1, not '{}'", text)};
}

RaterResult make_pattern_entry(const Maker& maker, const Recipe& recipe) {
  PatternOptions options{.name = recipe.name, .own_lexicon = !recipe.file.empty()};
  if (const auto cuts = recipe.settings.find(recipe.name + ".opinion.cuts"); cuts != recipe.settings.end())
    OA_CHECK(read_cuts(cuts->second, options));
  const Result<std::string> lexicon =
      recipe.file.empty() ? read_share_file(maker.entry, kPatternLexicon) : read_file(recipe.file, kMostLexiconBytes);
  if (!lexicon) return lexicon.error();
  return shared(make_pattern(*lexicon, options), recipe.file.empty() ? std::string(kPatternLexicon) : recipe.file);
}

// "mine.window" -> "window", of the rater `mine`.
RaterSettings settings_of(const std::string& rater, const RaterSettings& all) {
  RaterSettings settings;
  for (const auto& [name, value] : all)
    if (name.starts_with(rater + ".")) settings[name.substr(rater.size() + 1)] = value;
  return settings;
}

Result<NetworkRequest> request_of(const Recipe& recipe, const std::string& folder) {
  auto settings = read_network_settings(settings_of(recipe.name, recipe.settings), recipe.neural);
  if (!settings) return Error{settings.error().kind, fmt::format("{}.{}", recipe.name, settings.error().what)};
  return NetworkRequest{recipe.name, folder, *std::move(settings), recipe.neural.device.value_or(Device::cpu)};
}

Error wants_folder(const Maker& maker) {
  return Error{ErrorKind::unknown, fmt::format("{0} is made of a folder: {0}:FOLDER", maker.entry.name)};
}

RaterResult make_hugging_face_entry(const Maker& maker, const Recipe& recipe) {
  if (recipe.file.empty()) return wants_folder(maker);
  OA_TRY(request, request_of(recipe, recipe.file));
  OA_TRY(door, open_neural_door());
  return door->make_hugging_face(request);
}

RaterResult make_model_entry(const Maker& maker, const Recipe& recipe) {
  if (recipe.file.empty()) return wants_folder(maker);
  OA_TRY(request, request_of(recipe, recipe.file));
  OA_TRY(door, open_neural_door());
  return door->make_trained(request);
}

// A model of the share folder.
RaterResult make_installed_entry(const Maker& maker, const Recipe& recipe) {
  if (!recipe.file.empty())
    return Error{ErrorKind::unknown,
                 fmt::format("{0} is the model that is installed; another one is NAME=model:FOLDER", maker.entry.name)};
  OA_TRY(path, find_entry_file(maker.entry, maker.entry.files[0]));
  OA_TRY(request, request_of(recipe, path.substr(0, path.rfind('/'))));
  OA_TRY(door, open_neural_door());
  return door->make_trained(request);
}

// Numbers of a trained model have the range of their scheme.
std::vector<std::string> trained_setting_names() {
  std::vector<std::string> settings = network_setting_names();
  std::erase(settings, "range");
  return settings;
}

constexpr const char* kHowToGetModels =
    "It comes with openaffect: from a checkout, ./dev setup puts it there; a model of your own is a rater, too "
    "(NAME=model:FOLDER).";

const std::vector<Maker>& makers() {
  static const std::vector<Maker> table = {
      {{"hf",
        "FOLDER",
        "a BERT, RoBERTa, DistilBERT or MPNet classifier in a Hugging Face folder of yours",
        {},
        "Download a folder with the hub's own tools: hf download OWNER/MODEL --local-dir FOLDER."},
       network_setting_names(),
       true,
       make_hugging_face_entry},
      {{"model",
        "FOLDER",
        "a model of openaffect's own trainer in a folder of yours",
        {},
        "openaffect train text makes one."},
       trained_setting_names(),
       true,
       make_model_entry},
      {{"pattern",
        "",
        "TextBlob's polarity and subjectivity from the pattern.en lexicon (English)",
        {std::string(kPatternLexicon)},
        "From a checkout, ./dev setup takes it from the pinned PyPI package textblob==0.20.1 (en-sentiment.xml); put "
        "it there."},
       {"opinion.cuts"},
       false,
       make_pattern_entry},
      {{"text",
        "",
        "emotions, sentiment, valence, arousal and dominance by a network of our own (English)",
        {"models/text/openaffect.json"},
        kHowToGetModels,
        true},
       trained_setting_names(),
       true,
       make_installed_entry},
      {{"text_research",
        "",
        "as text, with more data and tasks; not for commercial use (English)",
        {"models/text_research/openaffect.json"},
        kHowToGetModels,
        true},
       trained_setting_names(),
       true,
       make_installed_entry},
      {{"vader",
        "",
        "VADER's rule-based sentiment for social media (English)",
        {std::string(kVaderLexicon), std::string(kVaderEmoji)},
        "From a checkout, ./dev setup takes both from the pinned PyPI package vaderSentiment==3.3.2; put them there."},
       {},
       false,
       make_vader_entry},
  };
  return table;
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Maker& maker : makers()) all.push_back(maker.entry.name);
  return all;
}

const Maker* find_maker(const std::string& kind) {
  const auto found = std::ranges::find_if(makers(), [&](const Maker& maker) { return maker.entry.name == kind; });
  return found == makers().end() ? nullptr : &*found;
}

// Every setting has to speak of one of the raters, and of something that rater knows.
Result<Done> check_settings(const RaterSettings& settings, const std::vector<RaterSpec>& specs) {
  std::vector<std::string> known;
  for (const RaterSpec& spec : specs)
    if (const Maker* maker = find_maker(spec.kind))
      for (const std::string& setting : maker->settings) known.push_back(spec.name + "." + setting);
  for (const auto& [name, value] : settings)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return Error{ErrorKind::unknown, unknown_name_message("setting", name, known)};
  return Done{};
}

Result<Done> check_neural(const NeuralOptions& neural, const std::vector<RaterSpec>& specs) {
  const bool any = std::ranges::any_of(specs, [](const RaterSpec& spec) {
    const Maker* maker = find_maker(spec.kind);
    return !maker || maker->is_neural;  // of an unknown one another error speaks
  });
  if (any || neural.is_default()) return Done{};
  return Error{ErrorKind::unknown,
               fmt::format("{} is for networks (text, hf:FOLDER, model:FOLDER), and none of the raters is one",
                           neural.precision ? "--precision"
                           : neural.device  ? "--device"
                                            : "--embed")};
}

RaterResult make_from(const RaterSpec& spec, const RaterSettings& settings, const NeuralOptions& neural) {
  if (const Maker* maker = find_maker(spec.kind)) return maker->make(*maker, {spec.name, spec.file, settings, neural});
  return Error{ErrorKind::unknown, unknown_name_message("rater", spec.kind, names())};
}

}  // namespace

std::span<const RaterEntry> rater_entries() {
  static const std::vector<RaterEntry> entries = [] {
    std::vector<RaterEntry> all;
    for (const Maker& maker : makers()) all.push_back(maker.entry);
    return all;
  }();
  return entries;
}

bool is_here(const RaterEntry& entry) {
  return std::ranges::all_of(entry.files, [](const std::string& file) { return find_share_file(file).has_value(); });
}

std::string default_readers() {
  std::string readers = "vader,pattern";
  for (const RaterEntry& entry : rater_entries())
    if (entry.name == "text" && is_here(entry)) readers += ",text";
  return readers;
}

RaterResult make_rater(std::string_view text, const RaterSettings& settings, const NeuralOptions& neural) {
  OA_TRY(spec, parse_rater_spec(text));
  return make_from(spec, settings, neural);
}

Result<std::vector<std::shared_ptr<const Rater>>> make_raters(std::span<const std::string> texts,
                                                              const RaterSettings& settings,
                                                              const NeuralOptions& neural) {
  std::vector<RaterSpec> specs;
  for (const std::string& text : split_rater_specs(texts)) {
    OA_TRY(spec, parse_rater_spec(text));
    specs.push_back(std::move(spec));
  }
  OA_CHECK(check_neural(neural, specs));
  std::set<std::string> seen;
  std::vector<std::shared_ptr<const Rater>> raters;
  for (const RaterSpec& spec : specs) {
    if (!seen.insert(spec.name).second)
      return Error{ErrorKind::unknown,
                   fmt::format("two raters are named '{}'; give one another name: NAME={}", spec.name, spec.kind)};
    OA_TRY(rater, make_from(spec, settings, neural));
    raters.push_back(std::move(rater));
  }
  OA_CHECK(check_settings(settings, specs));
  return raters;
}

Result<Done> check_use(std::span<const std::shared_ptr<const Rater>> raters, std::string_view use) {
  for (const auto& rater : raters) {
    const RaterInfo& info = rater->info();
    OA_CHECK(check_use(info.name, info.licence_text, info.licence, use));
  }
  return Done{};
}

Result<RaterSettings> parse_rater_settings(std::span<const std::string> assignments) {
  RaterSettings settings;
  for (const std::string& assignment : assignments) {
    const std::size_t equals = assignment.find('=');
    if (equals == 0 || equals == std::string::npos)
      return Error{ErrorKind::unknown, fmt::format("--set takes NAME=VALUE, not '{}'", assignment)};
    settings[assignment.substr(0, equals)] = assignment.substr(equals + 1);
  }
  return settings;
}

}  // namespace openaffect
