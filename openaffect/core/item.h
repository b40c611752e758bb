// What is judged: a text today; a stretch of audio or video, a picture, one turn of a dialogue beside it later.
#pragma once

#include <optional>
#include <string_view>

#include "openaffect/core/time_span.h"

namespace openaffect {

// A view: the bytes belong to whoever made the batch and outlive every call that is given the item.
struct Item {
  std::optional<std::string_view> text;  // UTF-8; absent is a null cell, which is not an empty text
  std::string_view id = {};
  std::string_view person = {};
  TimeSpan span = {};
};

}  // namespace openaffect
