#include "openaffect/overview/languages.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {

std::vector<SourceLanguages> source_languages(const RatedTable& table, const RowSample& sample) {
  constexpr std::size_t kMost = 500;
  std::vector<SourceLanguages> languages;
  for (std::size_t source = 0; source < table.sources.size(); ++source) {
    SourceLanguages& found = languages.emplace_back(SourceLanguages{source, {}});
    for (const SampledRow& row : sample.rows().first(std::min(kMost, sample.rows().size())))
      if (row.texts[source]) found.sample.add(*row.texts[source]);
  }
  return languages;
}

std::vector<std::string> language_warnings(const RatedTable& table, const std::vector<SourceLanguages>& languages) {
  constexpr std::uint64_t kLeast = 10;
  constexpr double kMuch = 0.05, kPercent = 100;
  std::vector<std::string> warnings;
  for (const SourceLanguages& source : languages) {
    if (source.sample.known() < kLeast) continue;
    std::vector<std::string> strangers;
    double share = 0;
    const std::vector<std::string>* spoken = nullptr;
    for (const RatedRater& rater : table.raters) {
      const double outside = source.sample.share_outside(rater.languages);
      if (!(outside >= kMuch)) continue;
      strangers.push_back(rater.name);
      if (outside > share) spoken = &rater.languages;
      share = std::max(share, outside);
    }
    if (strangers.empty()) continue;
    std::vector<std::string> named;
    constexpr std::size_t kNamed = 3;
    for (const LanguageShare& one : source.sample.shares())
      if (!is_spoken(one.code, *spoken) && named.size() < kNamed)
        named.push_back(fmt::format("{} {:.0f} %", language_name(one.code), kPercent * one.share));
    warnings.push_back(
        fmt::format("{:.0f} % of the sampled texts of '{}' are in a language that {} {} not know ({}): their ratings, "
                    "mostly neutral, say little",
                    kPercent * share, table.sources[source.source], fmt::join(strangers, " and "),
                    strangers.size() == 1 ? "does" : "do", fmt::join(named, ", ")));
  }
  return warnings;
}

}  // namespace openaffect
