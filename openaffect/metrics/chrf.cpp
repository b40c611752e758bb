#include "openaffect/metrics/chrf.h"

#include <fmt/format.h>

#include <limits>

#include "openaffect/core/error.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr int kCharOrders = 6, kWordOrders = 2;
static_assert(kCharOrders + kWordOrders == ChrfStatistics::kOrders && kCharOrders <= ClippedMatches::kOrders);

// string.punctuation of Python: the printable ASCII characters that are no letter, digit or space.
bool is_punctuation(char c) {
  const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return c > ' ' && c < 0x7F && !alphanumeric;
}

void append_characters(std::string_view text, std::vector<std::uint32_t>& characters) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    characters.push_back(point.value);
    at += point.bytes;
  }
}

}  // namespace

void ChrfStatistics::merge(const ChrfStatistics& other) {
  for (std::size_t i = 0; i < kOrders; ++i) {
    orders[i].hypothesis += other.orders[i].hypothesis;
    orders[i].reference += other.orders[i].reference;
    orders[i].matches += other.orders[i].matches;
  }
  segments += other.segments;
}

double chrf_score(const ChrfStatistics& statistics, const ChrfOptions& options) {
  if (statistics.segments == 0) return std::numeric_limits<double>::quiet_NaN();
  double precision = 0, recall = 0;
  int orders = 0;
  for (const auto& [hypothesis, reference, matches] : statistics.orders) {
    if (hypothesis == 0 || reference == 0) continue;
    precision += static_cast<double>(matches) / static_cast<double>(hypothesis);
    recall += static_cast<double>(matches) / static_cast<double>(reference);
    ++orders;
  }
  if (!(precision + recall > 0)) return 0;
  precision /= orders;
  recall /= orders;
  const double factor = options.beta * options.beta;
  return 100 * ((1 + factor) * precision * recall / (factor * precision + recall));
}

ChrfCounter::ChrfCounter(const ChrfOptions& options) : options_(options), reader_(TokenRule::white_space) {
  if (options.char_order < 1 || options.char_order > kCharOrders)
    throw ContractError(fmt::format("chrF: char_order {}, of 1 to {}", options.char_order, kCharOrders));
  if (options.word_order < 0 || options.word_order > kWordOrders)
    throw ContractError(fmt::format("chrF: word_order {}, of 0 to {}", options.word_order, kWordOrders));
}

ChrfCounter::Numbers ChrfCounter::numbers_of(std::string_view text) {
  Numbers numbers;
  const auto words = reader_.read(text);
  if (options_.spaces == ChrfSpaces::keep) append_characters(text, numbers.characters);
  for (const std::string_view word : words) {
    if (options_.spaces == ChrfSpaces::leave_out) append_characters(word, numbers.characters);
    if (options_.word_order == 0) continue;
    // One mark at the end goes apart, else one at the beginning.
    const bool at_end = word.size() > 1 && is_punctuation(word.back());
    const bool at_begin = word.size() > 1 && !at_end && is_punctuation(word.front());
    const std::size_t cut = at_end ? word.size() - 1 : at_begin ? 1 : word.size();
    numbers.words.push_back(words_.number(word.substr(0, cut)));
    if (cut < word.size()) numbers.words.push_back(words_.number(word.substr(cut)));
  }
  return numbers;
}

ChrfStatistics ChrfCounter::compare(const Numbers& hypothesis, const Numbers& reference) {
  ChrfStatistics found;
  std::size_t next = 0;
  const auto count = [&](const std::vector<std::uint32_t>& ours, const std::vector<std::uint32_t>& theirs, int orders) {
    if (orders == 0) return;
    matches_.clear();
    matches_.add_reference(theirs, orders);
    const ClippedMatches::Counts matches = matches_.count(ours, orders);
    for (int n = 1; n <= orders; ++n, ++next) {
      ChrfStatistics::Order& order = found.orders[next];
      order.reference = ngrams_of_length(theirs.size(), n);
      order.hypothesis = order.reference > 0 ? ngrams_of_length(ours.size(), n) : 0;  // as sacreBLEU: no misses
      order.matches = matches[static_cast<std::size_t>(n) - 1];                       // where none could be a hit
    }
  };
  count(hypothesis.characters, reference.characters, options_.char_order);
  count(hypothesis.words, reference.words, options_.word_order);
  found.segments = 1;
  return found;
}

ChrfStatistics ChrfCounter::count(std::string_view hypothesis, std::span<const std::string> references) {
  if (references.empty()) throw ContractError("ChrfCounter: a text without a reference");
  const Numbers ours = numbers_of(hypothesis);
  ChrfStatistics best = compare(ours, numbers_of(references.front()));
  for (const std::string& reference : references.subspan(1)) {
    const ChrfStatistics found = compare(ours, numbers_of(reference));
    if (chrf_score(found, options_) > chrf_score(best, options_)) best = found;
  }
  return best;
}

}  // namespace openaffect
