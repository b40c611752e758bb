#include "openaffect/learn/leakage.h"

#include <algorithm>

#include "openaffect/data/table.h"

namespace openaffect {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Places {
  std::vector<std::size_t> texts;
  std::size_t split = kNone, root = kNone;
};

Places find_places(const TableReader& reader) {
  Places places;
  for (std::size_t i = 0; i < reader.columns().size(); ++i) {
    const ColumnInfo& column = reader.columns()[i];
    if (column.name == "root" && column.type == ColumnType::boolean) places.root = i;
    if (column.type != ColumnType::text) continue;
    if (column.name == "split") places.split = i;
    if (std::ranges::find(kTextColumns, column.name) != kTextColumns.end()) places.texts.push_back(i);
  }
  return places;
}

void add_block(const Block& block, const Places& places, std::uint32_t owner, HeldOutTexts& to) {
  const auto splits = block.texts(places.split);
  const auto roots = places.root == kNone ? std::vector<double>(block.rows(), 1) : block.numbers(places.root);
  for (const std::size_t column : places.texts) {
    const auto texts = block.texts(column);
    for (std::size_t row = 0; row < block.rows(); ++row) {
      if (!texts[row] || !splits[row] || roots[row] != 1) continue;
      const Part part = part_of_cell(*splits[row]).value_or(Part::none);
      if (part == Part::development || part == Part::test) to.add(text_key(*texts[row]), owner, part);
    }
  }
}

}  // namespace

std::uint32_t HeldOutTexts::owner(const std::string& name) {
  const auto found = std::ranges::find(owners_, name);
  if (found == owners_.end()) return owners_.push_back(name), static_cast<std::uint32_t>(owners_.size() - 1);
  return static_cast<std::uint32_t>(found - owners_.begin());
}

void HeldOutTexts::add(const TextKey& key, std::uint32_t owner, Part part) {
  if (!key.is_empty()) texts_.push_back({key, owner, part});
}

void HeldOutTexts::sort() {
  // The last part first: test comes before development.
  std::ranges::sort(texts_, [](const Text& a, const Text& b) {
    if (a.key != b.key) return a.key < b.key;
    return a.owner != b.owner ? a.owner < b.owner : a.part > b.part;
  });
  const auto same = [](const Text& a, const Text& b) { return a.key == b.key && a.owner == b.owner; };
  texts_.erase(std::unique(texts_.begin(), texts_.end(), same), texts_.end());
}

HeldOutTexts::Found HeldOutTexts::find(const TextKey& key, std::uint32_t first) const {
  const auto range = std::ranges::equal_range(texts_, key, {}, &Text::key);
  if (range.empty()) return {};
  const auto own = std::ranges::find(range, first, &Text::owner);
  const Text& text = own == range.end() ? range.front() : *own;
  return {text.owner, text.part};
}

Result<Done> add_held_out_set(const std::string& name, const std::string& path, HeldOutTexts& to) {
  OA_TRY(reader, open_table(path));
  const Places places = find_places(*reader);
  if (places.texts.empty() || places.split == kNone) return Done{};
  std::vector<std::size_t> wanted = places.texts;
  wanted.push_back(places.split);
  if (places.root != kNone) wanted.push_back(places.root);
  std::ranges::sort(wanted);
  reader->want(wanted);
  const std::uint32_t owner = to.owner(name);
  while (true) {
    OA_TRY(raw, reader->next());
    if (!raw) return Done{};
    OA_TRY(block, reader->parse(*raw, wanted));
    add_block(block, places, owner, to);
  }
}

}  // namespace openaffect
