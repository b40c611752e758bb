#include "openaffect/exchange/label_studio_results.h"

#include <algorithm>
#include <array>

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

const ResultKind* find_control(std::string_view tag) {
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const ResultKind& kind) { return kind.control == tag; });
  return found == kKinds.end() ? nullptr : &*found;
}

}  // namespace openaffect
