// Text in other encodings, as UTF-8. Bytes that mean nothing in the encoding become U+FFFD, as ICU's converters decide.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

// Bytes come in pieces; a character may be cut in two by them. (decode* decode(…, true))*.
class Decoder {
 public:
  // Any name that ICU knows: "utf-16" (big endian unless a mark says otherwise), "utf-16le", "cp1252", "latin1",
  // "shift_jis". Error `unknown`, with near names, for others.
  static Result<Decoder> create(const std::string& encoding);

  // What the bytes mean, but for the beginning of a character at their end, which is kept for the next piece; `last`:
  // nothing follows.
  std::string decode(std::string_view bytes, bool last);

  void restart();  // forgets what was kept

 private:
  struct Converter;
  struct Close {
    void operator()(Converter* converter) const;
  };
  explicit Decoder(std::unique_ptr<Converter, Close> converter) : converter_(std::move(converter)) {}
  std::unique_ptr<Converter, Close> converter_;
};

// "utf-16le" or "utf-16be" when the text begins with such a byte order mark, else "".
std::string_view encoding_of_mark(std::string_view head);

}  // namespace openaffect
