// Texts inside JSON, out and in.
#pragma once

#include <string>
#include <string_view>

namespace openaffect {

// Appends `text` (UTF-8) in quotes, with nothing escaped that need not be.
void append_json_text(std::string_view text, std::string& out);

// What stands between the quotes of a well-formed JSON text, without its escapes. A lone surrogate becomes U+FFFD.
std::string unescape_json(std::string_view inside);

}  // namespace openaffect
