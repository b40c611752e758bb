#include "openaffect/raters/vader_emoji.h"

#include <algorithm>

#include "openaffect/text/unicode.h"

namespace openaffect::vader {
namespace {

constexpr char32_t kKelvin = 0x212A;

std::uint32_t narrow(std::size_t bytes) {
  return static_cast<std::uint32_t>(bytes);
}

std::optional<std::string_view> replacement_of(char32_t c, const EmojiTable& emoji) {
  if (c == kKelvin) return "K";
  if (const auto description = emoji.find(c)) return description;
  if (is_python_space(c)) return " ";
  return std::nullopt;
}

}  // namespace

void EmojiTable::describe(char32_t emoji, std::string_view description) {
  const auto start = narrow(descriptions_.size());
  descriptions_ += ' ';
  descriptions_ += description;
  entries_.push_back({emoji, start, narrow(description.size()) + 1});
}

void EmojiTable::finish() {
  const auto by_emoji = [](const Entry& a, const Entry& b) {
    return a.emoji != b.emoji ? a.emoji < b.emoji : a.start < b.start;
  };
  std::sort(entries_.begin(), entries_.end(), by_emoji);
  // Of equal ones the last stays: unique() keeps the first, so it walks backwards.
  const auto same = [](const Entry& a, const Entry& b) { return a.emoji == b.emoji; };
  entries_.erase(entries_.begin(), std::unique(entries_.rbegin(), entries_.rend(), same).base());
  known_.assign(entries_.empty() ? 0 : entries_.back().emoji / 64 + 1, 0);
  for (const Entry& entry : entries_) known_[entry.emoji / 64] |= std::uint64_t{1} << entry.emoji % 64;
}

std::optional<std::string_view> EmojiTable::find(char32_t emoji) const {
  if (emoji / 64 >= known_.size() || !(known_[emoji / 64] >> emoji % 64 & 1)) return std::nullopt;
  const auto entry = std::lower_bound(entries_.begin(), entries_.end(), emoji,
                                      [](const Entry& each, char32_t value) { return each.emoji < value; });
  return std::string_view(descriptions_).substr(entry->start, entry->size);
}

void PlainText::set(std::string_view original) {
  original_ = original;
  replacements_.clear();
}

bool PlainText::rewrite(const EmojiTable& emoji) {
  const std::string_view original = original_;
  std::size_t copied = 0;
  for (std::size_t at = find_wide(original, 0); at < original.size(); at = find_wide(original, at)) {
    const CodePoint point = code_point_at(original, at);
    const std::size_t after = at + point.bytes;
    if (const auto instead = replacement_of(point.value, emoji)) {
      if (replacements_.empty()) rewritten_.clear();
      rewritten_.append(original.substr(copied, at - copied));
      const std::size_t start = rewritten_.size();
      rewritten_.append(*instead);
      if (rewritten_.size() > kMostTextBytes) return false;
      replacements_.push_back({{narrow(start), narrow(rewritten_.size())}, {narrow(at), narrow(after)}});
      copied = after;
    }
    at = after;
  }
  if (!replacements_.empty()) rewritten_.append(original.substr(copied));
  return rewritten_.size() <= kMostTextBytes;
}

Token PlainText::original(Token token) const {
  // The last replacement that begins at or before `at`, or null.
  const auto covering = [this](std::uint32_t at) -> const Replacement* {
    const auto after =
        std::upper_bound(replacements_.begin(), replacements_.end(), at,
                         [](std::uint32_t value, const Replacement& each) { return value < each.now.start; });
    return after == replacements_.begin() ? nullptr : &*(after - 1);
  };
  const Replacement* first = covering(token.start);
  const Replacement* last = covering(token.end - 1);
  if (first)
    token.start =
        token.start < first->now.end ? first->original.start : token.start - first->now.end + first->original.end;
  if (last)
    token.end = token.end <= last->now.end ? last->original.end : token.end - last->now.end + last->original.end;
  return token;
}

}  // namespace openaffect::vader
