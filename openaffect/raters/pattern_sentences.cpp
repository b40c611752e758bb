#include "openaffect/raters/pattern_sentences.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "openaffect/raters/pattern_emoticons.h"

namespace openaffect {
namespace {

constexpr std::string_view kEnds[] = {"...", ".", "!", "?"};
constexpr std::string_view kStaysWithEnd[] = {"...", ".", "!", "?", ")", "”", "’"};

template <std::size_t size>
bool is_one_of(const std::string_view (&words)[size], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string_view text_of(std::string_view text, const PatternToken& token) {
  return text.substr(token.begin, token.end - token.begin);
}

bool is_empty_line(const PatternToken& token) {
  return token.begin == token.end;
}

}  // namespace

bool may_hold_torn_face(std::string_view text, const std::vector<PatternToken>& tokens) {
  char left = '\0';  // the byte before the boundary; no face has a NUL
  for (const PatternToken& token : tokens) {
    if (is_empty_line(token)) continue;
    const bool may_follow = kPatternFaceBytes.adjacent(left, text[token.begin]);
    const char before = std::exchange(left, text[token.end - 1]);
    if (!may_follow) continue;
    if (token.end - token.begin > 1) {  // the rest of the token must go on as a face does, too
      if (kPatternFaceBytes.adjacent(text[token.begin], text[token.begin + 1])) return true;
    } else if (text[token.begin] != '.' || before == '-') {  // a period ends the sentence, and of the faces ":-." only
      return true;
    }
  }
  return false;
}

void PatternMender::mend(std::string_view text, const std::vector<PatternToken>& tokens) {
  joined_.clear();
  origin_.clear();
  const auto ends = [&](const PatternToken& token) {
    return is_empty_line(token) || is_one_of(kEnds, text_of(text, token));
  };
  const auto stays = [&](const PatternToken& token) {
    return is_empty_line(token) || is_one_of(kStaysWithEnd, text_of(text, token));
  };
  const PatternToken* const end = tokens.data() + tokens.size();
  for (const PatternToken* first = tokens.data(); first != end;) {
    const PatternToken* last = std::find_if(first, end, ends);
    last = std::find_if_not(last, end, stays);
    append_sentence(text, first, last);
    first = last;
  }
  find_words();
}

void PatternMender::append_sentence(std::string_view text, const PatternToken* first, const PatternToken* last) {
  const std::size_t begin = joined_.size();
  for (; first != last; ++first) {
    if (is_empty_line(*first)) continue;
    joined_ += text_of(text, *first);
    joined_ += ' ';
    for (std::size_t at = first->begin; at <= first->end; ++at) origin_.push_back(at);
  }
  close_gaps(begin, match_spaced_irony);
  close_gaps(begin, match_spaced_face);
}

// Drops the spaces inside every match, from left to right, of the last sentence, which begins at `begin`.
void PatternMender::close_gaps(std::size_t begin, Match match) {
  const std::string_view sentence(joined_);
  std::size_t kept = begin;
  std::size_t inside = 0;  // bytes of the running match still to come
  for (std::size_t at = begin; at < sentence.size(); ++at) {
    if (inside == 0) inside = match(sentence, at);
    const bool drop = inside > 0 && sentence[at] == ' ';
    if (inside > 0) --inside;
    if (drop) continue;
    joined_[kept] = joined_[at];
    origin_[kept] = origin_[at];
    ++kept;
  }
  joined_.resize(kept);
  origin_.resize(kept);
}

void PatternMender::find_words() {
  words_.clear();
  sources_.clear();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < joined_.size(); ++at) {
    if (joined_[at] != ' ') continue;
    words_.push_back({begin, at});
    sources_.push_back({origin_[begin], origin_[at - 1] + 1});
    begin = at + 1;
  }
}

}  // namespace openaffect
