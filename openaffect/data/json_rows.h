// A JSON array of objects, or an object of objects, as JSON lines: what jsonl_reader.h reads. For the files of this
// folder only.
//
// An array keeps its length: between two elements the comma becomes a line end, line ends inside an element become
// spaces, so every byte stands where it stood. Of an object of objects each value becomes a line that begins with the
// member "key", its key.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "openaffect/data/byte_source.h"

namespace openaffect {

enum class JsonShape {
  lines,    // jsonl
  array,    // [{…}, {…}]
  objects,  // {"a": {…}, "b": {…}}
};

// From the bytes that come first, a byte order mark passed over. `whole`: there are no more. Absent: no JSON.
// One object alone is a line, unless all its values are objects and it spans several lines or holds several of them.
std::optional<JsonShape> json_shape(std::string_view head, bool whole);

// `shape` is array or objects. What stands inside the elements is not looked at. Errors while reading: the end of the
// data before that of the array or object, bytes behind it, something else where a comma or colon must stand.
std::unique_ptr<ByteSource> json_rows(std::unique_ptr<ByteSource> inner, JsonShape shape);

}  // namespace openaffect
