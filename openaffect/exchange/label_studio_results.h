// What the results of Label Studio look like, kind by kind. For the files of this folder only.
#pragma once

#include <string>
#include <string_view>

namespace openaffect {

enum class ResultShape { labels, number, texts, text };

struct ResultKind {
  std::string_view type;    // of the result
  std::string_view member;  // of its value
  ResultShape shape;
  std::string_view control;  // of the labelling configuration
};

// By type; null for what we keep as it is.
const ResultKind* find_result_kind(std::string_view type);

// By the configuration's tag ("Choices").
const ResultKind* find_control(std::string_view tag);

// Columns that say more of a rating begin so.
inline constexpr std::string_view kOfAnnotation = "annotation.", kOfPrediction = "prediction.", kOfResult = "result.",
                                  kOfValue = "value.", kOfTask = "task.";

}  // namespace openaffect
