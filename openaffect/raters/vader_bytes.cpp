#include "openaffect/raters/vader_bytes.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace openaffect::vader {
namespace {

bool is_between(unsigned char c, unsigned char low, unsigned char high) {
  return c >= low && c <= high;
}

}  // namespace

BlockMasks read_block_plain(const char* text, char* lowered, MarkCounts& marks) {
  BlockMasks masks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto set = [i](std::uint64_t& mask, bool value) { mask |= std::uint64_t{value} << i; };
    const bool upper = is_between(c, 'A', 'Z');
    const bool lower = is_between(c, 'a', 'z');
    set(masks.space, c == ' ' || is_between(c, 0x09, 0x0D) || is_between(c, 0x1C, 0x1F));
    set(masks.punctuation, is_between(c, '!', '~') && !upper && !lower && !is_between(c, '0', '9'));
    set(masks.upper, upper);
    set(masks.lower, lower);
    set(masks.apostrophe, c == '\'');
    set(masks.wide, c >= 0x80);
    marks.exclamation += c == '!';
    marks.question += c == '?';
    lowered[i] = static_cast<char>(upper ? c + 32 : c);
  }
  return masks;
}

#if defined(__SSE2__)
namespace {

__m128i all(char c) {
  return _mm_set1_epi8(c);
}

// Signed: bytes beyond ASCII are below every limit here.
__m128i is_between(__m128i bytes, char low, char high) {
  return _mm_and_si128(_mm_cmpgt_epi8(bytes, all(static_cast<char>(low - 1))),
                       _mm_cmplt_epi8(bytes, all(static_cast<char>(high + 1))));
}

std::uint64_t bits(__m128i bytes) {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
}

std::uint64_t sum(__m128i counts) {
  const __m128i halves = _mm_sad_epu8(counts, _mm_setzero_si128());
  const auto low = static_cast<std::uint32_t>(_mm_cvtsi128_si32(halves));
  const auto high = static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_srli_si128(halves, 8)));
  return std::uint64_t{low} + high;
}

}  // namespace

BlockMasks read_block(const char* text, char* lowered, MarkCounts& marks) {
  BlockMasks masks;
  __m128i exclamation = _mm_setzero_si128();
  __m128i question = _mm_setzero_si128();
  for (std::size_t i = 0; i < kBlock; i += 16) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
    const __m128i letter = is_between(_mm_or_si128(c, all(0x20)), 'a', 'z');
    const __m128i case_bit = _mm_slli_epi16(c, 2);  // 0x20 of each byte where movemask looks
    const __m128i visible = is_between(c, '!', '~');
    const __m128i space =
        _mm_or_si128(_mm_cmpeq_epi8(c, all(' ')), _mm_or_si128(is_between(c, 0x09, 0x0D), is_between(c, 0x1C, 0x1F)));
    const __m128i plain = _mm_or_si128(letter, is_between(c, '0', '9'));
    masks.space |= bits(space) << i;
    masks.punctuation |= bits(_mm_andnot_si128(plain, visible)) << i;
    masks.lower |= bits(_mm_and_si128(letter, case_bit)) << i;
    masks.upper |= bits(_mm_andnot_si128(case_bit, letter)) << i;
    masks.apostrophe |= bits(_mm_cmpeq_epi8(c, all('\''))) << i;
    masks.wide |= bits(c) << i;
    exclamation = _mm_sub_epi8(exclamation, _mm_cmpeq_epi8(c, all('!')));
    question = _mm_sub_epi8(question, _mm_cmpeq_epi8(c, all('?')));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(lowered + i), _mm_or_si128(c, _mm_and_si128(letter, all(0x20))));
  }
  marks.exclamation += sum(exclamation);
  marks.question += sum(question);
  return masks;
}
#else
BlockMasks read_block(const char* text, char* lowered, MarkCounts& marks) {
  return read_block_plain(text, lowered, marks);
}
#endif

}  // namespace openaffect::vader
