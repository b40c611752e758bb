#include "openaffect/text/normal_form.h"

#include <new>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

void append_ascii(std::string_view text, std::string& out) {
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(upper ? c + 32 : c);
  }
}

// ICU fails here only for want of memory.
void require(UErrorCode code) {
  if (U_FAILURE(code)) throw std::bad_alloc();
}

bool is_kept(UChar32 c) {
  constexpr auto kLetters = U_GC_L_MASK | U_GC_ND_MASK;
  return (U_GET_GC_MASK(c) & kLetters) != 0;
}

}  // namespace

std::string normal_form(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (is_ascii(text)) {
    append_ascii(text, out);
    return out;
  }
  UErrorCode code = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(code);
  require(code);
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  icu::UnicodeString folded = nfkc->normalize(wide, code);
  require(code);
  folded.foldCase();
  for (std::int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1))
    if (const UChar32 c = folded.char32At(at); is_kept(c)) append_utf8(static_cast<char32_t>(c), out);
  return out;
}

}  // namespace openaffect
