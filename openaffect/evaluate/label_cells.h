// Cells of a table as labels, sets of labels and numbers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/core/scheme.h"
#include "openaffect/evaluate/table_columns.h"

namespace openaffect {

// A finite number that is the whole cell (white space around it aside); nullopt otherwise.
std::optional<double> cell_number(std::string_view cell);

// The words of a cell that holds several: a JSON list of texts or numbers, or words joined by `|`. "" and "[]" are no
// words.
std::vector<std::string> cell_words(std::string_view cell);

// The labels that cells are matched against: a scheme's (ids, names, aliases, and the values of its grades), or those
// that occur.
class LabelNames {
 public:
  explicit LabelNames(std::shared_ptr<const Scheme> scheme);
  // The distinct words of the cells, and `more`, sorted; as numbers when all of them are. Null and empty cells are no
  // words.
  LabelNames(std::span<const TextCells* const> cells, bool sets, std::span<const std::string> more = {});

  std::span<const std::string> ids() const { return ids_; }
  LabelId find(std::string_view word) const;  // kNoLabel when it is none of them

 private:
  std::shared_ptr<const Scheme> scheme_;
  std::vector<std::string> ids_;
  std::unordered_map<std::string, LabelId> positions_;
};

}  // namespace openaffect
