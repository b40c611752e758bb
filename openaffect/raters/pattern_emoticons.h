// Faces made of punctuation, and the spaces that tokenizing put into them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace openaffect {

struct PatternEmoticon {
  std::string_view face;
  double polarity;
};

// The table of pattern's tokenizer (BSD; textblob/_text.py of TextBlob 0.20.1), group after group. The order counts
// where one face begins another: ":c)" is tried before ":c".
inline constexpr PatternEmoticon kPatternEmoticons[] = {
    {"<3", 1},     {"♥", 1},                                                                   // love
    {">:D", 1},    {":-D", 1},    {":D", 1},    {"=-D", 1},    {"=D", 1},                      // grin
    {"X-D", 1},    {"x-D", 1},    {"XD", 1},    {"xD", 1},     {"8-D", 1},                     //
    {">:P", .75},  {":-P", .75},  {":P", .75},  {":-p", .75},  {":p", .75},                    // taunt
    {":-b", .75},  {":b", .75},   {":c)", .75}, {":o)", .75},  {":^)", .75},                   //
    {">:)", .5},   {":-)", .5},   {":)", .5},   {"=)", .5},    {"=]", .5},     {":]", .5},     // smile
    {":}", .5},    {":>", .5},    {":3", .5},   {"8)", .5},    {"8-)", .5},                    //
    {">;]", .25},  {";-)", .25},  {";)", .25},  {";-]", .25},  {";]", .25},                    // wink
    {";D", .25},   {";^)", .25},  {"*-)", .25}, {"*)", .25},                                   //
    {">:o", .05},  {":-O", .05},  {":O", .05},  {":o", .05},   {":-o", .05},                   // gasp
    {"o_O", .05},  {"o.O", .05},  {"°O°", .05}, {"°o°", .05},                                  //
    {">:/", -.25}, {":-/", -.25}, {":/", -.25}, {":\\", -.25}, {">:\\", -.25}, {":-.", -.25},  // worry
    {":-s", -.25}, {":s", -.25},  {":S", -.25}, {":-S", -.25}, {">.>", -.25},                  //
    {">:[", -.75}, {":-(", -.75}, {":(", -.75}, {"=(", -.75},  {":-[", -.75},  {":[", -.75},   // frown
    {":{", -.75},  {":-<", -.75}, {":c", -.75}, {":-c", -.75}, {"=/", -.75},                   //
    {":'(", -1},   {":'''(", -1}, {";'(", -1},                                                 // cry
};

// Whether two bytes can stand side by side in a face, or in the irony mark "(!)": the cheap test that nearly every
// boundary between two tokens fails, so that few texts are searched for torn faces.
class PatternFaceBytes {
 public:
  constexpr PatternFaceBytes() {
    for (const PatternEmoticon& emoticon : kPatternEmoticons) add(emoticon.face);
    add("(!");
  }
  constexpr bool adjacent(char left, char right) const {
    return (left_[static_cast<unsigned char>(left)] & right_[static_cast<unsigned char>(right)]) != 0;
  }

 private:
  constexpr void add(std::string_view face) {
    for (std::size_t at = 0; at + 1 < face.size(); ++at) {
      std::uint32_t& bit = left_[static_cast<unsigned char>(face[at])];
      if (bit == 0) bit = 1u << bits_++;
      right_[static_cast<unsigned char>(face[at + 1])] |= bit;
    }
  }

  std::array<std::uint32_t, 256> left_ = {};   // [byte] its own bit, if something can follow it
  std::array<std::uint32_t, 256> right_ = {};  // [byte] the bits of those that it can follow
  int bits_ = 0;
};
inline constexpr PatternFaceBytes kPatternFaceBytes;

// The bytes of `sentence` from `at` that are a face with at most one space between its characters, followed by a space
// or the end; 0 when there is none.
std::size_t match_spaced_face(std::string_view sentence, std::size_t at);

// The same for the irony mark: "( ! )", with anything behind it.
std::size_t match_spaced_irony(std::string_view sentence, std::size_t at);

}  // namespace openaffect
