#include "openaffect/agreement/ratings_reader_texts.h"

#include <functional>

#include "openaffect/core/error.h"

namespace openaffect {

std::string_view TextIds::text(std::uint32_t id) const {
  if (id >= ends_.size()) throw ContractError("text " + std::to_string(id) + " of " + std::to_string(ends_.size()));
  const std::uint64_t begin = id == 0 ? 0 : ends_[id - 1];
  return std::string_view(bytes_).substr(begin, ends_[id] - begin);
}

// The slot that holds `text`, or the free one where it belongs.
std::size_t TextIds::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>()(text) & mask;
  while (slots_[slot] != 0 && this->text(slots_[slot] - 1) != text) slot = (slot + 1) & mask;
  return slot;
}

void TextIds::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
  for (std::uint32_t id = 0; id < ends_.size(); ++id) slots_[slot_of(text(id))] = id + 1;
}

std::uint32_t TextIds::id(std::string_view text) {
  if (ends_.size() * 3 >= slots_.size() * 2) grow();
  const std::size_t slot = slot_of(text);
  if (slots_[slot] == 0) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
    slots_[slot] = static_cast<std::uint32_t>(ends_.size());
  }
  return slots_[slot] - 1;
}

std::vector<std::string> TextIds::texts() const {
  std::vector<std::string> all;
  all.reserve(size());
  for (std::uint32_t id = 0; id < size(); ++id) all.emplace_back(text(id));
  return all;
}

}  // namespace openaffect
