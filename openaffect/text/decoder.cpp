#include "openaffect/text/decoder.h"

#include <vector>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

// Those that people's tables are in; ICU knows more, under hundreds of names.
const std::vector<std::string> kCommon = {"utf-8",  "utf-16",    "utf-16le",   "utf-16be",    "cp1252", "latin1",
                                          "cp1250", "cp1251",    "cp1253",     "cp1254",      "koi8-r", "macintosh",
                                          "cp437",  "shift_jis", "euc-jp",     "iso-2022-jp", "euc-kr", "big5",
                                          "gbk",    "gb18030",   "iso-8859-2", "iso-8859-15"};

}  // namespace

struct Decoder::Converter {
  UConverter* from = nullptr;
};

void Decoder::Close::operator()(Converter* converter) const {
  ucnv_close(converter->from);
  delete converter;
}

Result<Decoder> Decoder::create(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* from = ucnv_open(encoding.c_str(), &status);
  // An empty name, or one that is too long, would be the system's own encoding.
  constexpr std::size_t kLongestName = 59;
  if (U_FAILURE(status) || encoding.empty() || encoding.size() > kLongestName) {
    ucnv_close(from);
    return Error{ErrorKind::unknown, unknown_name_message("encoding", encoding, kCommon)};
  }
  return Decoder(std::unique_ptr<Converter, Close>(new Converter{from}));
}

std::string Decoder::decode(std::string_view bytes, bool last) {
  icu::UnicodeString text;
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  UErrorCode status = U_ZERO_ERROR;
  do {
    char16_t units[4096];
    char16_t* to = units;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter_->from, &to, units + std::size(units), &at, end, nullptr, last, &status);
    text.append(units, static_cast<std::int32_t>(to - units));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  std::string result;
  return text.toUTF8String(result);
}

void Decoder::restart() {
  ucnv_resetToUnicode(converter_->from);
}

std::string_view encoding_of_mark(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return "utf-16le";
  if (head.starts_with("\xFE\xFF")) return "utf-16be";
  return "";
}

}  // namespace openaffect
