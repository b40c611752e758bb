// Texts that judge, or choose, and therefore must not teach. For this module.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/learn/split.h"
#include "openaffect/learn/text_key.h"

namespace openaffect {

// (add* sort find*). Memory: 24 bytes a text.
class HeldOutTexts {
 public:
  // A set or source of texts; the number that it goes by.
  std::uint32_t owner(const std::string& name);
  const std::string& name(std::uint32_t owner) const { return owners_[owner]; }

  void add(const TextKey& key, std::uint32_t owner, Part part);
  void sort();

  struct Found {
    std::uint32_t owner = 0;
    Part part = Part::none;  // none: the text is held out nowhere
  };
  // Where a text is held out: by `first` if it is one of those who do, else by the owner with the smallest number; in
  // test rather than in development.
  Found find(const TextKey& key, std::uint32_t first) const;

  std::size_t size() const { return texts_.size(); }

 private:
  struct Text {
    TextKey key;
    std::uint32_t owner = 0;
    Part part = Part::none;
  };
  std::vector<std::string> owners_;
  std::vector<Text> texts_;
};

// The columns of a set's table whose cells are texts by themselves.
inline constexpr std::array<std::string_view, 2> kTextColumns = {"text", "situation"};

// Adds the development and test parts of a set of the catalogue that lies at `path`: the cells of kTextColumns; of
// trees (a column `root`) the roots.
Result<Done> add_held_out_set(const std::string& name, const std::string& path, HeldOutTexts& to);

}  // namespace openaffect
