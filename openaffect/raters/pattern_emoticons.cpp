#include "openaffect/raters/pattern_emoticons.h"

namespace openaffect {
namespace {

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

// The bytes that `face` takes at `at`, one space allowed between its characters; 0 when it does not stand there.
std::size_t match_spaced(std::string_view face, std::string_view sentence, std::size_t at) {
  const std::size_t begin = at;
  for (std::size_t i = 0; i < face.size(); ++i) {
    if (i > 0 && !continues_character(face[i]) && at < sentence.size() && sentence[at] == ' ') ++at;
    if (at == sentence.size() || sentence[at] != face[i]) return 0;
    ++at;
  }
  return at - begin;
}

constexpr std::array<bool, 256> first_bytes_of_faces() {
  std::array<bool, 256> first = {};
  for (const PatternEmoticon& emoticon : kPatternEmoticons) first[static_cast<unsigned char>(emoticon.face[0])] = true;
  return first;
}
constexpr std::array<bool, 256> kBeginsFace = first_bytes_of_faces();

}  // namespace

std::size_t match_spaced_face(std::string_view sentence, std::size_t at) {
  if (!kBeginsFace[static_cast<unsigned char>(sentence[at])]) return 0;
  for (const PatternEmoticon& emoticon : kPatternEmoticons) {
    const std::size_t length = match_spaced(emoticon.face, sentence, at);
    if (length > 0 && (at + length == sentence.size() || sentence[at + length] == ' ')) return length;
  }
  return 0;
}

std::size_t match_spaced_irony(std::string_view sentence, std::size_t at) {
  return match_spaced("(!)", sentence, at);
}

}  // namespace openaffect
