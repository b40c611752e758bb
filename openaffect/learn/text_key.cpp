#include "openaffect/learn/text_key.h"

#include <charconv>

#include "openaffect/catalog/overlap.h"
#include "openaffect/core/sha256.h"

namespace openaffect {

TextKey text_key(std::string_view text) {
  const std::string form = comparable_form(text);
  TextKey key;
  if (form.empty()) return key;
  const std::string hex = sha256_hex(form);
  for (std::size_t i = 0; i < 2; ++i) std::from_chars(hex.data() + 16 * i, hex.data() + 16 * (i + 1), key.bits[i], 16);
  return key;
}

}  // namespace openaffect
