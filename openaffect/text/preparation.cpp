#include "openaffect/text/preparation.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "openaffect/core/error.h"
#include "openaffect/text/aligned_text.h"
#include "openaffect/text/emoji_names.h"
#include "openaffect/text/html_entities.h"
#include "openaffect/text/prepared_writer.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_word(char32_t c) {
  return c == U'_' || is_python_alnum(c);
}
bool is_behind_word(std::string_view text, std::size_t at) {
  return at > 0 && is_word(code_point_before(text, at).value);
}
bool is_before_space(std::string_view text, std::size_t at) {
  return at == text.size() || is_python_space(code_point_at(text, at).value);
}

bool begins_with(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower_case[i]) return false;
  }
  return true;
}

// Where what may belong to a link ends: at a space, a quote, an angle, punctuation of other kinds ("…", "。"), an
// emoji.
std::size_t end_of_link(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint point = code_point_at(text, at);
    const char32_t c = point.value;
    const bool is_mark = c == '"' || c == '<' || c == '>' || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040);
    if (is_mark || is_python_space(c) || emoji_at(text, at).bytes > 0) break;
    at += point.bytes;
  }
  return at;
}

// Bytes of the link at text[at]; 0: there is none. Marks that end a sentence, or close what was opened before the
// link, stay outside.
std::size_t link_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  std::size_t head = begins_with(rest, "http://") ? 7 : begins_with(rest, "https://") ? 8 : 0;
  if (head == 0 && begins_with(rest, "www.") && !is_behind_word(text, at)) head = 4;
  if (head == 0) return 0;
  std::size_t end = end_of_link(rest, head);
  const std::string_view link = rest.substr(0, end);
  std::string marks = ".,;:!?'*~";
  for (const std::string_view pair : {"()", "[]", "{}"})
    if (link.find(pair[0]) == std::string_view::npos) marks += pair[1];
  const std::size_t last = link.find_last_not_of(marks);
  end = last == std::string_view::npos ? 0 : last + 1;
  return end > head ? end : 0;
}

// Bytes of the account's name at text[at], '@' included; 0: there is none. Of "@who@where.org" all.
std::size_t account_at(std::string_view text, std::size_t at) {
  if (text[at] != '@' || is_behind_word(text, at)) return 0;
  const auto words = [&](std::size_t from) {
    while (from < text.size() && is_ascii_word(text[from])) ++from;
    return from;
  };
  std::size_t end = words(at + 1);
  if (end == at + 1) return 0;
  if (end + 1 < text.size() && text[end] == '@' && is_ascii_word(text[end + 1])) {
    end = words(end + 1);
    while (end + 1 < text.size() && (text[end] == '.' || text[end] == '-') && is_ascii_word(text[end + 1]))
      end = words(end + 1);
  }
  return end - at;
}

// Links, accounts and emoji in one pass.
class Replacer {
 public:
  Replacer(const PreparedText& from, const TextPreparation& preparation)
      : from_(from.text), preparation_(preparation), out_(from) {}

  PreparedText run() {
    while (at_ < from_.size()) {
      if (preparation_.links && replace(link_at(from_, at_), "http", false)) continue;
      if (preparation_.users && replace(account_at(from_, at_), "@user", false)) continue;
      if (preparation_.emoji) {
        const NamedEmoji emoji = emoji_at(from_, at_);
        if (replace(emoji.bytes, emoji.name, true)) continue;
      }
      const std::size_t bytes = code_point_at(from_, at_).bytes;
      out_.copy(at_, at_ + bytes);
      at_ += bytes;
    }
    return out_.finish();
  }

 private:
  // A picture, and a link in the middle of a word, get spaces where there are none.
  bool replace(std::size_t bytes, std::string_view piece, bool is_picture) {
    if (bytes == 0) return false;
    const std::string_view before = out_.text();
    const bool joined =
        is_picture ? !before.empty() && !ends_with_space(before) : is_behind_word(before, before.size());
    if (joined && !piece.empty()) out_.replace(" ", at_);
    out_.replace(piece, at_);
    if (is_picture && !piece.empty() && !is_before_space(from_, at_ + bytes)) out_.replace(" ", at_);
    at_ += bytes;
    return true;
  }

  static bool ends_with_space(std::string_view text) {
    return is_python_space(code_point_before(text, text.size()).value);
  }

  std::string_view from_;
  const TextPreparation& preparation_;
  PreparedWriter out_;
  std::size_t at_ = 0;
};

bool may_hold_marks(std::string_view text, const TextPreparation& preparation) {
  if (preparation.users && text.find('@') != std::string_view::npos) return true;
  if (preparation.emoji && !is_ascii(text)) return true;
  constexpr std::array<std::string_view, 2> kHeads = {"://", "."};
  return preparation.links &&
         std::ranges::any_of(kHeads, [&](auto head) { return text.find(head) != std::string_view::npos; });
}

}  // namespace

PreparedText prepare_text(std::string_view text, const TextPreparation& preparation) {
  if (text.size() >= std::numeric_limits<std::uint32_t>::max())
    throw ContractError("a text of " + std::to_string(text.size()) + " bytes is too long to be prepared");
  PreparedText prepared{std::string(text), std::vector<std::uint32_t>(text.size() + 1)};
  std::iota(prepared.origin.begin(), prepared.origin.end(), 0U);
  for (int round = 0; preparation.entities && round < 2; ++round)
    if (prepared.text.find('&') != std::string::npos) prepared = decode_character_references(prepared);
  if (may_hold_marks(prepared.text, preparation)) prepared = Replacer(prepared, preparation).run();
  return prepared;
}

}  // namespace openaffect
