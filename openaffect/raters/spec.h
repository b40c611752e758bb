// What a person types for a rater: NAME, KIND:FILE or NAME=KIND:FILE.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

struct RaterSpec {
  std::string name;  // of the rater; without NAME the kind, the trained model's own, or what rater_name_of() makes
  std::string kind;  // "vader", "hf", "model"
  std::string file;  // what stands behind the first colon, colons and equals signs included; "" without a colon
};

// An equals sign behind the first colon belongs to the file. Errors `unknown`: a NAME that is not lower_snake_case, a
// colon with nothing behind it.
Result<RaterSpec> parse_rater_spec(std::string_view text);

// "vader,mine=hf:./folder" and repeated ones as one list; empty parts are left out. A comma within a file's name is
// typed with a backslash in front: "hf:./one\,two".
std::vector<std::string> split_rater_specs(std::span<const std::string> texts);

// The name of a file or folder in snake_case, at most 64 bytes: "/a/My Lexicon.txt" -> "my_lexicon" without its ending,
// "./emotion-v1.5/" -> "emotion_v1_5" for a folder, the folder itself for "." and "..". Whatever does not begin with a
// letter gets "my_" in front.
enum class NameOf { file, folder };
std::string rater_name_of(const std::string& path, NameOf what);

}  // namespace openaffect
