#include "openaffect/text/language.h"

#include <algorithm>
#include <cstdio>
#include <limits>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

struct NamedLanguage {
  std::string_view code, name;
};
constexpr NamedLanguage kLanguages[] = {
#include "openaffect/text/language_names.inc"
};
static_assert(std::ranges::is_sorted(kLanguages, {}, &NamedLanguage::code));

std::string_view name_of(std::string_view code) {
  const auto found = std::ranges::lower_bound(kLanguages, code, {}, &NamedLanguage::code);
  return found != std::end(kLanguages) && found->code == code ? found->name : std::string_view{};
}

std::string_view first_part(std::string_view code) {
  return code.substr(0, code.find('-'));
}

// CLD2 keeps two retired codes of ISO 639, and answers xx-… and zz… for scripts and jokes.
std::string bcp47(CLD2::Language language) {
  const std::string_view code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  return std::string(name_of(code).empty() ? kUndetermined : code);
}

// What CLD2 may see: the beginning of the text, no half characters, valid, and spaces for control characters, which it
// takes for the end of valid text.
std::string readable(std::string_view utf8) {
  std::string text = to_valid_utf8(utf8.substr(0, kLanguageBytes));
  std::ranges::replace_if(
      text, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }, ' ');
  return text;
}

}  // namespace

DetectedLanguage detect_language(std::string_view utf8) {
  const std::string text = readable(utf8);
  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language best[3] = {};
  int percent[3] = {};
  double score[3] = {};
  int text_bytes = 0, valid_bytes = 0;
  bool reliable = false;
  const CLD2::Language language =
      CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), true, &no_hints, 0, best,
                                              percent, score, nullptr, &text_bytes, &reliable, &valid_bytes);
  const std::string code = bcp47(language);
  if (!reliable || code == kUndetermined) return {};
  const auto place = std::ranges::find(best, language);
  return {code, place == std::end(best) ? 0 : percent[place - best] / 100.0, true};
}

std::string_view language_name(std::string_view code) {
  const std::string_view name = name_of(code);
  return name.empty() ? name_of(first_part(code)) : name;
}

bool is_spoken(std::string_view code, std::span<const std::string> spoken) {
  return spoken.empty() ||
         std::ranges::any_of(spoken, [&](std::string_view each) { return first_part(each) == first_part(code); });
}

std::string language_detector_version() {
  return CLD2::DetectLanguageVersion();
}

void LanguageSample::merge(const LanguageSample& other) {
  for (const auto& [code, texts] : other.texts_) texts_[code] += texts;
}

std::uint64_t LanguageSample::unknown() const {
  const auto found = texts_.find(kUndetermined);
  return found == texts_.end() ? 0 : found->second;
}

std::uint64_t LanguageSample::known() const {
  std::uint64_t sum = 0;
  for (const auto& [code, texts] : texts_)
    if (code != kUndetermined) sum += texts;
  return sum;
}

std::vector<LanguageShare> LanguageSample::shares() const {
  std::vector<LanguageShare> all;
  const auto whole = static_cast<double>(known());
  for (const auto& [code, texts] : texts_)
    if (code != kUndetermined) all.push_back({code, texts, static_cast<double>(texts) / whole});
  std::ranges::stable_sort(all, std::ranges::greater{}, &LanguageShare::texts);
  return all;
}

double LanguageSample::share_outside(std::span<const std::string> spoken) const {
  if (known() == 0) return std::numeric_limits<double>::quiet_NaN();
  std::uint64_t outside = 0;
  for (const auto& [code, texts] : texts_)
    if (code != kUndetermined && !is_spoken(code, spoken)) outside += texts;
  return static_cast<double>(outside) / static_cast<double>(known());
}

}  // namespace openaffect
