// What the results of Label Studio look like, kind by kind. For the files of this folder only.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/exchange/dataset.h"

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

// What the people see: the object of the labelling configuration that every result is `to`.
struct ShownObject {
  std::string tag;     // Text, Audio
  std::string name;    // what results say
  std::string member;  // of the task's data
};

// A set's text where tasks have one, else its files, else its first texts, else what the items are called.
ShownObject shown_object(const Dataset& dataset);

// Columns that say more of a rating begin so.
inline constexpr std::string_view kOfAnnotation = "annotation.", kOfPrediction = "prediction.", kOfResult = "result.",
                                  kOfValue = "value.", kOfTask = "task.";

// A column of items: which members of a task's data are null, where tasks differ in their members and null cells do not
// tell.
inline constexpr std::string_view kNulls = "task.data.nulls";

}  // namespace openaffect
