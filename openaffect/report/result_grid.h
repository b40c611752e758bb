// Result rows as cells of text; for result_text.cpp.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/report/result_rows.h"

namespace openaffect {

struct ResultGrid {
  struct Column {
    std::string title;
    bool number = false;  // aligned to the right
  };
  std::vector<Column> columns = {};
  std::vector<std::vector<std::string>> rows = {};  // [rows][columns]
  std::string title = {};                           // a line above it
  std::vector<std::string> notes = {};              // sentences below it
};

// Only columns in which a row has something to say; `against` is left out when it is gold everywhere. Parts (per label,
// per rater) are rows behind their figure, their names indented by two spaces; of more than 20 raters or 100 labels the
// lowest and the highest. A note of more than 24 bytes becomes a mark, "[1]", and stands once among the notes.
ResultGrid result_grid(std::span<const ResultRow> rows);

}  // namespace openaffect
