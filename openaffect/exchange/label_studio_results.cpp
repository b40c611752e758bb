#include "openaffect/exchange/label_studio_results.h"

#include <algorithm>
#include <array>

#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

using Shape = ResultShape;
constexpr std::array<ResultKind, 9> kKinds = {{
    {"choices", "choices", Shape::labels, "Choices"},
    {"rating", "rating", Shape::number, "Rating"},
    {"number", "number", Shape::number, "Number"},
    {"textarea", "text", Shape::texts, "TextArea"},
    {"labels", "labels", Shape::labels, "Labels"},
    {"pairwise", "selected", Shape::text, "Pairwise"},
    {"datetime", "datetime", Shape::text, "DateTime"},
    {"hypertextlabels", "hypertextlabels", Shape::labels, "HyperTextLabels"},
    {"paragraphlabels", "paragraphlabels", Shape::labels, "ParagraphLabels"},
}};

}  // namespace

const ResultKind* find_result_kind(std::string_view type) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const ResultKind& kind) { return kind.type == type; });
  return found == kKinds.end() ? nullptr : &*found;
}

ShownObject shown_object(const Dataset& dataset) {
  std::string first;
  bool files = false;
  for (const DatasetTable& table : dataset.tables)
    files = files || table.kind == TableKind::files || table.kind == TableKind::segments;
  for (const DatasetTable& table : dataset.tables) {
    // Columns of segments, and beside files those of other things, are in no task's data.
    if (table.kind == TableKind::segments || (files && table.kind == TableKind::items)) continue;
    const bool ratings = table.kind == TableKind::ratings;
    for (std::size_t i = ratings ? 0 : table.keys; i < table.columns.size(); ++i) {
      const DatasetColumn& column = table.columns[i];
      std::string name = column.cells.name;
      const bool of_data = name.starts_with(kOfData);
      if ((ratings && !of_data) || !column.scheme.empty() || !column.rater.empty() || name.starts_with(kOfTask))
        continue;
      if (of_data) name.erase(0, kOfData.size());
      if (name == "text") return {"Text", "text", "text"};
      files = files || (ratings && name == "file");
      if (first.empty() && value_type_of(column.cells) == ValueType::text && !name.starts_with(kOfTask)) first = name;
    }
  }
  if (files) return {"Audio", "item", "file"};
  return {"Text", "item", first.empty() ? "item" : first};
}

const ResultKind* find_control(std::string_view tag) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const ResultKind& kind) { return kind.control == tag; });
  return found == kKinds.end() ? nullptr : &*found;
}

}  // namespace openaffect
