#include "openaffect/raters/pattern_assessment.h"

#include <algorithm>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

double clamped(double value) {
  return std::max(-1.0, std::min(value, 1.0));
}

// The automaton over the words: an open chunk, which later words may still change, and what has just been passed.
class Assessment {
 public:
  explicit Assessment(std::vector<PatternChunk>* chunks) : chunks_(chunks) {}

  bool waits() const { return negation_ != kNone || modifier_ != Modifier::none; }

  void see_known(std::size_t at, const PatternEntry& entry) {
    if (modifier_ == Modifier::none) {
      open(at, entry.polarity, entry.subjectivity, entry.intensity);
    } else {
      include(at);
      chunk_.polarity = clamped(entry.polarity * intensity_);
      chunk_.subjectivity = clamped(entry.subjectivity * intensity_);
      intensity_ = entry.intensity;
    }
    if (negation_ != kNone) {
      include(negation_);
      intensity_ = 1.0 / intensity_;
      negated_ = true;
    }
    negation_ = entry.has(PatternEntry::negation) ? at : kNone;
    modifier_ = !entry.has(PatternEntry::modifier)     ? Modifier::none
                : entry.has(PatternEntry::adverb_form) ? Modifier::adverb
                                                       : Modifier::other;
  }

  // A word outside the lexicon, `length` characters long; `entry` says if it is a negation, a mark or an emoticon.
  void see_unknown(std::size_t at, std::size_t length, const PatternEntry* entry) {
    const bool negates = entry != nullptr && entry->has(PatternEntry::negation);
    if (negates) {
      negation_ = at;
    } else if (length > 1) {  // "not a good": small words keep it
      negation_ = kNone;
    }
    if (negation_ != kNone && modifier_ == Modifier::adverb) {  // "really not": turns what stands before it
      include(negation_);
      negated_ = true;
      negation_ = kNone;
    } else if (length > 2) {
      modifier_ = Modifier::none;
    }
    if (entry != nullptr) see_mark(at, *entry);
  }

  PatternScore finish() {
    close();
    if (count_ == 0) return {};
    return {polarity_ / count_, subjectivity_ / count_};
  }

 private:
  enum class Modifier { none, adverb, other };

  void see_mark(std::size_t at, const PatternEntry& entry) {
    if (entry.has(PatternEntry::exclamation) && count_ > 0) {
      include(at);
      chunk_.polarity = clamped(chunk_.polarity * 1.25);
    }
    if (entry.has(PatternEntry::irony)) open(at, 0, 1, 1);
    if (entry.has(PatternEntry::emoticon)) open(at, entry.polarity, 1, 1);
  }

  void open(std::size_t at, double polarity, double subjectivity, double intensity) {
    close();
    chunk_ = {at, at, polarity, subjectivity};
    intensity_ = intensity;
    negated_ = false;
    ++count_;
  }

  void include(std::size_t at) {
    chunk_.first = std::min(chunk_.first, at);
    chunk_.last = std::max(chunk_.last, at);
  }

  void close() {
    if (count_ == 0) return;
    if (negated_) chunk_.polarity *= -0.5;
    polarity_ += chunk_.polarity;
    subjectivity_ += chunk_.subjectivity;
    if (chunks_ != nullptr) chunks_->push_back(chunk_);
  }

  std::vector<PatternChunk>* chunks_;
  PatternChunk chunk_;            // open when count_ > 0
  double intensity_ = 1;          // of the open chunk: what the next known word is multiplied by
  bool negated_ = false;          // the open chunk
  std::size_t negation_ = kNone;  // position of a negation that waits for a known word
  Modifier modifier_ = Modifier::none;
  double polarity_ = 0;  // sums over closed chunks
  double subjectivity_ = 0;
  double count_ = 0;
};

// Looks a word up whose letters need more than ASCII lowering, or whose length is not its bytes.
struct WideWord {
  const PatternEntry* entry = nullptr;
  std::size_t length = 0;

  WideWord(const PatternLexicon& lexicon, std::string_view word) {
    if (!lexicon.needs_python_lower(word)) {
      entry = lexicon.find(word.data(), word.size());
      length = count_code_points(word);
      return;
    }
    std::string lowered = python_lower(word);
    length = count_code_points(lowered);
    const std::size_t size = lowered.size();
    lowered.append(PatternLexicon::kPadding, '\0');
    entry = lexicon.find(lowered.data(), size);
  }
};

bool is_wide(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
}

}  // namespace

PatternScore assess_pattern(const PatternLexicon& lexicon, const PatternWords& words,
                            std::vector<PatternChunk>* chunks) {
  Assessment assessment(chunks);
  const std::vector<PatternToken>& tokens = *words.tokens;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const char* const word = words.bytes + tokens[at].begin;
    std::size_t length = tokens[at].end - tokens[at].begin;
    if (length == 0) continue;  // an empty line
    const PatternEntry* entry = nullptr;
    if (words.ascii || !is_wide({word, length})) {
      entry = lexicon.find(word, length);
    } else {
      const WideWord wide(lexicon, {word, length});
      entry = wide.entry;
      length = wide.length;
    }
    if (entry != nullptr && entry->has(PatternEntry::known)) {
      assessment.see_known(at, *entry);
    } else if (entry != nullptr || assessment.waits()) {
      assessment.see_unknown(at, length, entry);
    }
  }
  return assessment.finish();
}

}  // namespace openaffect
