#include "openaffect/learn/split.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "openaffect/core/sha256.h"

namespace openaffect {
namespace {

struct PartWord {
  std::string_view word;
  Part part;
};
constexpr PartWord kPartWords[] = {
    {"train", Part::train},       {"training", Part::train},    {"development", Part::development},
    {"dev", Part::development},   {"devel", Part::development}, {"validation", Part::development},
    {"valid", Part::development}, {"val", Part::development},   {"test", Part::test},
    {"testing", Part::test},      {"eval", Part::test},         {"evaluation", Part::test},
};

// Sets of rows that grow together (Tarjan 1975, with path halving).
class Units {
 public:
  explicit Units(std::size_t rows) : above_(rows) { std::iota(above_.begin(), above_.end(), std::size_t{0}); }
  std::size_t of(std::size_t row) {
    while (above_[row] != row) row = above_[row] = above_[above_[row]];
    return row;
  }
  void join(std::size_t a, std::size_t b) { above_[of(a)] = of(b); }

 private:
  std::vector<std::size_t> above_;
};

void join_equal(const std::vector<std::string>& cells, Units& units) {
  std::unordered_map<std::string_view, std::size_t> first;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (cells[row].empty()) continue;
    const auto [found, added] = first.emplace(cells[row], row);
    if (!added) units.join(row, found->second);
  }
}

// What a row brings to its unit's name.
const std::string& name_of(std::size_t row, std::span<const std::string> texts,
                           std::span<const std::vector<std::string>> groups) {
  const std::string* least = nullptr;
  for (const auto& cells : groups)
    if (!cells[row].empty() && (least == nullptr || cells[row] < *least)) least = &cells[row];
  return least == nullptr ? texts[row] : *least;
}

// 10 does not divide 16^k, but the last hex digits decide modulo 2 and all of them modulo 5: digit by digit.
unsigned last_decimal(const std::string& hex) {
  unsigned rest = 0;
  for (const char c : hex) rest = (rest * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10)) % 10;
  return rest;
}

Part part_of(const std::string& hash) {
  const unsigned digit = last_decimal(hash);
  return digit == 0 ? Part::test : digit == 1 ? Part::development : Part::train;
}

using Named = std::vector<std::pair<std::string, std::size_t>>;  // hash and unit

std::vector<Part> parts_by_rank(Named named, std::size_t rows) {
  std::ranges::sort(named);
  std::vector<Part> parts(rows, Part::none);
  const std::size_t tenth = std::max<std::size_t>(1, named.size() / 10);
  for (std::size_t i = 0; i < named.size(); ++i)
    parts[named[i].second] = i < tenth ? Part::test : i < 2 * tenth ? Part::development : Part::train;
  return parts;
}

}  // namespace

std::optional<Part> part_of_cell(std::string_view cell) {
  std::string lower;
  for (const char c : cell)
    if (c != ' ') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto* const found = std::ranges::find(kPartWords, lower, &PartWord::word);
  if (found == std::end(kPartWords)) return std::nullopt;
  return found->part;
}

DrawnSplit draw_split(std::span<const std::string> texts, std::span<const std::vector<std::string>> groups) {
  Units units(texts.size());
  for (const auto& cells : groups) join_equal(cells, units);
  std::vector<std::string> ungrouped(texts.begin(), texts.end());
  for (std::size_t row = 0; row < texts.size(); ++row)
    for (const auto& cells : groups)
      if (!cells[row].empty()) ungrouped[row].clear();
  join_equal(ungrouped, units);

  std::vector<const std::string*> names(texts.size(), nullptr);  // by unit
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const std::string& name = name_of(row, texts, groups);
    const std::string*& least = names[units.of(row)];
    if (least == nullptr || name < *least) least = &name;
  }
  Named named;
  for (std::size_t unit = 0; unit < names.size(); ++unit)
    if (names[unit] != nullptr) named.emplace_back(sha256_hex(*names[unit]), unit);
  std::vector<Part> of_unit(texts.size(), Part::none);
  std::array<std::size_t, 3> counts{};
  for (const auto& [hash, unit] : named) ++counts[static_cast<std::size_t>(of_unit[unit] = part_of(hash))];
  DrawnSplit split{{}, named.size(), std::ranges::find(counts, std::size_t{0}) != counts.end() && named.size() >= 3};
  if (split.by_rank) of_unit = parts_by_rank(std::move(named), texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) split.parts.push_back(of_unit[units.of(row)]);
  return split;
}

}  // namespace openaffect
