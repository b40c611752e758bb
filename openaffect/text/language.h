// Which language a text is written in, by CLD2: letter statistics, no model and no network. The only unit that includes
// CLD2's headers. It lives in libopenaffect_tables, because CLD2's tables cost a millisecond or two at program start.
//
// A short text says little: a title of one or two words is often `und`, and sometimes wrongly another language. A
// single answer is a hint; the shares of a LanguageSample over some hundred texts can be relied on. Of the 23,703
// English texts of the VADER paper 2 % are `und` and 0.1 % another language; of their first four words 9 % and 0.4 %:
// a warning from 5 % in other languages on is not false alarm. About 30 µs a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

inline constexpr std::string_view kUndetermined = "und";

// Only so much of a text is looked at.
inline constexpr std::size_t kLanguageBytes = std::size_t{16} << 10;

struct DetectedLanguage {
  std::string code = std::string(kUndetermined);  // BCP 47 ("en", "zh-Hant"); "und" when not reliable
  double share = 0;                               // of the text's bytes that are in it, 0..1; spaces belong to none
  bool reliable = false;                          // CLD2's own judgement: well before the second-best language

  bool operator==(const DetectedLanguage&) const = default;
};

// The language of most of the text. "und" for a text without letters, too short, or in no language that CLD2 knows.
// Ill-formed UTF-8 and control characters are passed over, so any bytes will do. Pure; safe from any thread.
DetectedLanguage detect_language(std::string_view utf8);

// "Spanish" for "es"; of a code with more parts that has no name of its own, the name of its language ("en-GB" is
// "English"); "unknown" for "und"; "" for a code that CLD2 does not know.
std::string_view language_name(std::string_view code);

// Whether a rater of `spoken` (RaterInfo::languages; empty: any) knows `code`: languages are compared by their first
// part, so that "en" knows "en-GB".
bool is_spoken(std::string_view code, std::span<const std::string> spoken);

// "V2.0 - 20141016": CLD2's code, and the date of its tables.
std::string language_detector_version();

struct LanguageShare {
  std::string code;
  std::uint64_t texts = 0;
  double share = 0;  // texts / LanguageSample::known()

  bool operator==(const LanguageShare&) const = default;
};

// The languages of a sample of texts. Law: adding texts one by one, in any order, or to several samples that are merged
// gives equal samples.
//
// A share is the part of the texts *with a reliable language* that are in it; texts of undetermined language (`und`:
// too short, only emoji or digits) are counted beside, in unknown(), and say nothing either way. Every text counts
// one, whatever its length.
class LanguageSample {
 public:
  void add(std::string_view utf8) { add(detect_language(utf8)); }
  void add(const DetectedLanguage& language) { ++texts_[language.code]; }
  void merge(const LanguageSample& other);

  std::uint64_t size() const { return known() + unknown(); }
  std::uint64_t known() const;    // texts with a reliable language
  std::uint64_t unknown() const;  // the others

  // Most frequent first, equals by code; without `und`; shares add up to 1, empty when known() is 0.
  std::vector<LanguageShare> shares() const;

  // The share of texts that a rater of these languages does not know; NaN when known() is 0.
  double share_outside(std::span<const std::string> spoken) const;

  bool operator==(const LanguageSample&) const = default;

 private:
  std::map<std::string, std::uint64_t, std::less<>> texts_;
};

}  // namespace openaffect
