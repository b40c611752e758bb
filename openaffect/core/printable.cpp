#include "openaffect/core/printable.h"

namespace openaffect {

std::string printable(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const unsigned next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    const bool is_c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;  // U+0080 to U+009F
    if (is_c1 || byte == 0x7F || (byte < 0x20 && byte != '\n' && byte != '\t'))
      out += kReplacement;
    else
      out += text[at];
    if (is_c1) ++at;
  }
  return out;
}

}  // namespace openaffect
