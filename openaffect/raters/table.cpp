#include "openaffect/raters/table.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/raters/pattern.h"
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
};

struct Maker {
  RaterEntry entry;
  std::vector<std::string> settings;  // without the rater's name
  RaterResult (*make)(const Maker& maker, const Recipe& recipe);
};

Result<std::string> read_share_file(const RaterEntry& entry, std::string_view relative) {
  const std::optional<std::string> path = find_share_file(relative);
  if (path) return read_file(*path, kMostLexiconBytes);
  std::string looked;
  for (const std::string& folder : share_folders()) looked += "\n  " + folder;
  return Error{ErrorKind::not_found, fmt::format("rater '{}' needs {}, which is in none of:{}\n{}", entry.name,
                                                 relative, looked, entry.how_to_get)};
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
  return shared(make_vader(*lexicon, emoji, {.name = recipe.name}),
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
  PatternOptions options{.name = recipe.name};
  if (const auto cuts = recipe.settings.find(recipe.name + ".opinion.cuts"); cuts != recipe.settings.end())
    OA_CHECK(read_cuts(cuts->second, options));
  const Result<std::string> lexicon =
      recipe.file.empty() ? read_share_file(maker.entry, kPatternLexicon) : read_file(recipe.file, kMostLexiconBytes);
  if (!lexicon) return lexicon.error();
  return shared(make_pattern(*lexicon, options), recipe.file.empty() ? std::string(kPatternLexicon) : recipe.file);
}

const std::vector<Maker>& makers() {
  static const std::vector<Maker> table = {
      {{"pattern",
        "TextBlob's polarity and subjectivity from the pattern.en lexicon (English)",
        {std::string(kPatternLexicon)},
        "From a checkout, ./dev setup takes it from the pinned PyPI package textblob==0.20.1 (en-sentiment.xml); put "
        "it there."},
       {"opinion.cuts"},
       make_pattern_entry},
      {{"vader",
        "VADER's rule-based sentiment for social media (English)",
        {std::string(kVaderLexicon), std::string(kVaderEmoji)},
        "From a checkout, ./dev setup takes both from the pinned PyPI package vaderSentiment==3.3.2; put them there."},
       {},
       make_vader_entry},
  };
  return table;
}

// "/a/My Lexicon.txt" -> "my_lexicon"
std::string name_from_file(const std::string& file) {
  std::string name;
  for (char c : std::filesystem::path(file).stem().string()) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    name += letter ? c : capital ? static_cast<char>(c + 32) : '_';
  }
  if (name.empty() || name[0] < 'a' || name[0] > 'z') name = "my_" + name;
  return name.substr(0, 64);
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Maker& maker : makers()) all.push_back(maker.entry.name);
  return all;
}

struct Spec {
  std::string name, kind, file;
};

Result<Spec> parse_spec(std::string_view text) {
  Spec spec;
  std::string_view rest = text;
  if (const std::size_t equals = rest.find('='); equals != std::string_view::npos) {
    spec.name = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    if (!is_snake_case(spec.name))
      return Error{ErrorKind::unknown, fmt::format("'{}' names no rater: a name is lower snake_case", spec.name)};
  }
  const std::size_t colon = rest.find(':');
  spec.kind = rest.substr(0, colon);
  if (colon != std::string_view::npos) spec.file = rest.substr(colon + 1);
  if (colon != std::string_view::npos && spec.file.empty())
    return Error{ErrorKind::unknown, fmt::format("'{}' names no file behind the colon", text)};
  if (spec.name.empty()) spec.name = spec.file.empty() ? spec.kind : name_from_file(spec.file);
  return spec;
}

// Every setting has to speak of one of the raters, and of something that rater knows.
Result<Done> check_settings(const RaterSettings& settings, const std::vector<Spec>& specs) {
  std::vector<std::string> known;
  for (const Spec& spec : specs)
    for (const Maker& maker : makers())
      if (maker.entry.name == spec.kind)
        for (const std::string& setting : maker.settings) known.push_back(spec.name + "." + setting);
  for (const auto& [name, value] : settings)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return Error{ErrorKind::unknown, unknown_name_message("setting", name, known)};
  return Done{};
}

RaterResult make_from(const Spec& spec, const RaterSettings& settings) {
  for (const Maker& maker : makers())
    if (maker.entry.name == spec.kind) return maker.make(maker, {spec.name, spec.file, settings});
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

RaterResult make_rater(std::string_view text, const RaterSettings& settings) {
  OA_TRY(spec, parse_spec(text));
  return make_from(spec, settings);
}

Result<std::vector<std::shared_ptr<const Rater>>> make_raters(std::span<const std::string> texts,
                                                              const RaterSettings& settings) {
  std::vector<Spec> specs;
  for (const std::string& text : split_at_commas(texts)) {
    OA_TRY(spec, parse_spec(text));
    specs.push_back(std::move(spec));
  }
  std::set<std::string> seen;
  std::vector<std::shared_ptr<const Rater>> raters;
  for (const Spec& spec : specs) {
    if (!seen.insert(spec.name).second)
      return Error{ErrorKind::unknown,
                   fmt::format("two raters are named '{}'; give one another name: NAME={}", spec.name, spec.kind)};
    OA_TRY(rater, make_from(spec, settings));
    raters.push_back(std::move(rater));
  }
  OA_CHECK(check_settings(settings, specs));
  return raters;
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
