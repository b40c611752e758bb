#include "openaffect/raters/pattern_xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <unordered_map>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr std::size_t kMostParts = 64;

Error broken(std::string what, std::ptrdiff_t byte) {
  Where where;
  if (byte >= 0) where.byte = static_cast<std::uint64_t>(byte);
  return Error{ErrorKind::format, "pattern lexicon: " + what, where};
}

// Sum and count of senses. Added one by one from 0: the published means are these sums' quotients, in every bit.
struct Sum {
  PatternScores total = {0, 0, 0};
  double count = 0;

  void add(const PatternScores& scores) {
    total.polarity += scores.polarity;
    total.subjectivity += scores.subjectivity;
    total.intensity += scores.intensity;
    ++count;
  }
  PatternScores mean() const { return {total.polarity / count, total.subjectivity / count, total.intensity / count}; }
};

// A part of speech of a form. A word without the attribute is not one whose attribute is empty.
struct Part {
  std::optional<std::string_view> pos;
  Sum senses;
};

struct Senses {
  std::string_view form;
  std::vector<Part> parts;  // in the order of the file

  // False when the form has too many parts of speech.
  bool add(std::optional<std::string_view> pos, const PatternScores& scores) {
    auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& each) { return each.pos == pos; });
    if (part == parts.end()) part = parts.insert(part, Part{pos, {}});
    part->senses.add(scores);
    return parts.size() <= kMostParts;
  }
};

PatternForm averaged(const Senses& senses) {
  PatternForm form;
  form.form = senses.form;
  Sum all;
  for (const Part& part : senses.parts) {
    const PatternScores mean = part.senses.mean();
    all.add(mean);
    if (part.pos == "RB") form.has_adverb = true;
    if (part.pos != "JJ") continue;
    form.has_adjective = true;
    form.adjective = mean;
  }
  form.mean = all.mean();
  return form;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

// The attribute's number, `missing` when there is none; nullopt when it is no number in [low, high].
std::optional<double> number_in(const pugi::xml_attribute& attribute, double missing, double low, double high) {
  if (!attribute) return missing;
  std::string_view text = trimmed(attribute.value());
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !(number >= low && number <= high))
    return std::nullopt;
  return number;
}

// What one <word> says; views into the parsed document.
struct Word {
  const char* form = nullptr;
  const char* pos = nullptr;
  pugi::xml_attribute polarity, subjectivity, intensity;
};

Word read_word(const pugi::xml_node& node) {
  Word word;
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "form") word.form = attribute.value();
    if (name == "pos") word.pos = attribute.value();
    if (name == "polarity") word.polarity = attribute;
    if (name == "subjectivity") word.subjectivity = attribute;
    if (name == "intensity") word.intensity = attribute;
  }
  return word;
}

Result<PatternScores> read_scores(const Word& word, std::ptrdiff_t byte) {
  const std::optional<double> polarity = number_in(word.polarity, 0, -1, 1);
  const std::optional<double> subjectivity = number_in(word.subjectivity, 0, 0, 1);
  const std::optional<double> intensity = number_in(word.intensity, 1, .01, 100);
  const std::string_view form = word.form == nullptr ? "" : word.form;
  const auto fail = [&](std::string_view what, const pugi::xml_attribute& attribute) {
    return broken(fmt::format("word '{}': {} '{}'", form, what, attribute.value()), byte);
  };
  if (!polarity) return fail("polarity is no number in -1..1:", word.polarity);
  if (!subjectivity) return fail("subjectivity is no number in 0..1:", word.subjectivity);
  if (!intensity) return fail("intensity is no number in 0.01..100:", word.intensity);
  return PatternScores{*polarity, *subjectivity, *intensity};
}

Result<std::vector<Senses>> read_senses(const pugi::xml_node& root) {
  std::vector<Senses> all;
  std::unordered_map<std::string_view, std::size_t> place;
  place.reserve(4096);
  for (const pugi::xml_node& node : root.children("word")) {
    const Word word = read_word(node);
    OA_TRY(scores, read_scores(word, node.offset_debug()));
    if (word.form == nullptr || *word.form == '\0') continue;
    const auto [found, is_new] = place.try_emplace(word.form, all.size());
    if (is_new) all.push_back({word.form, {}});
    const auto pos = word.pos == nullptr ? std::nullopt : std::optional<std::string_view>(word.pos);
    if (!all[found->second].add(pos, scores))
      return broken(fmt::format("word '{}' has more than {} parts of speech", word.form, kMostParts),
                    node.offset_debug());
  }
  return all;
}

std::ptrdiff_t first_ill_formed(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = code_point_at(text, at);
    if (point.value == 0xFFFD && text.substr(at, point.bytes) != "\uFFFD") break;
    at += point.bytes;
  }
  return static_cast<std::ptrdiff_t>(at);
}

}  // namespace

Result<std::vector<PatternForm>> read_pattern_forms(std::string_view xml) {
  if (xml.size() > kMostBytes)
    return Error{ErrorKind::unsupported,
                 fmt::format("pattern lexicon: {} bytes, more than {}", xml.size(), kMostBytes)};
  if (!is_ascii(xml) && !is_valid_utf8(xml)) return broken("is not UTF-8", first_ill_formed(xml));
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) return broken(fmt::format("is not well-formed XML: {}", parsed.description()), parsed.offset);
  const pugi::xml_node root = document.document_element();
  if (std::string_view(root.name()) != "sentiment")
    return broken(fmt::format("the root is <{}>, not <sentiment>", root.name()), root.offset_debug());
  OA_TRY(senses, read_senses(root));
  if (senses.empty()) return broken("has no word with a form", root.offset_debug());
  std::vector<PatternForm> forms;
  forms.reserve(senses.size());
  for (const Senses& each : senses) forms.push_back(averaged(each));
  return forms;
}

}  // namespace openaffect
