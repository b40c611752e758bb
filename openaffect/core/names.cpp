#include "openaffect/core/names.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
        current[j] = std::min(current[j], before[j - 2] + 1);
    }
    before = previous;
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace

bool is_snake_case(std::string_view name) {
  if (name.empty() || name.size() > 64 || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string nearest_name(std::string_view name, std::span<const std::string> known) {
  const std::string_view asked = name.substr(0, 256);
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, asked.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(asked, std::string_view(candidate).substr(0, 256));
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string unknown_name_message(std::string_view what, std::string_view name, std::span<const std::string> known) {
  constexpr std::size_t kListed = 30;
  std::string text = fmt::format("unknown {} '{}'", what, name);
  if (const std::string near = nearest_name(name, known); !near.empty())
    text += fmt::format("; did you mean '{}'?", near);
  if (known.empty()) return text;
  const auto listed = known.first(std::min(known.size(), kListed));
  text += fmt::format("{} known: {}", text.back() == '?' ? "" : ";", fmt::join(listed, ", "));
  if (known.size() > kListed) text += fmt::format(", … ({} in all)", known.size());
  return text;
}

std::vector<std::string> split_at_commas(std::span<const std::string> texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts)
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      if (comma > at) parts.push_back(text.substr(at, comma - at));
      at = comma + 1;
    }
  return parts;
}

}  // namespace openaffect
