// How a prepared text is written: pieces of the text before, and pieces that stand for some of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "openaffect/text/preparation.h"

namespace openaffect {

// ((copy | replace)* in the order of `from`) finish. Views `from`, which outlives it.
class PreparedWriter {
 public:
  explicit PreparedWriter(const PreparedText& from) : from_(from) {
    to_.text.reserve(from.text.size() + 16);
    to_.origin.reserve(from.text.size() + 17);
  }

  // from.text[begin, end) as it is.
  void copy(std::size_t begin, std::size_t end) {
    to_.text.append(from_.text, begin, end - begin);
    to_.origin.insert(to_.origin.end(), from_.origin.begin() + static_cast<std::ptrdiff_t>(begin),
                      from_.origin.begin() + static_cast<std::ptrdiff_t>(end));
  }

  // `piece` for what stands at from.text[at].
  void replace(std::string_view piece, std::size_t at) {
    to_.text.append(piece);
    to_.origin.insert(to_.origin.end(), piece.size(), from_.origin[at]);
  }

  std::string_view text() const { return to_.text; }

  PreparedText finish() {
    to_.origin.push_back(from_.origin.back());
    return std::move(to_);
  }

 private:
  const PreparedText& from_;
  PreparedText to_;
};

}  // namespace openaffect
