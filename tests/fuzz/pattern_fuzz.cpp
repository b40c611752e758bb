// Texts and lexicons come from strangers. The bytes are a lexicon and, behind the first NUL, a text: any lexicon is a
// rater or an error, and any text is rated within range, with evidence inside it and the same numbers as without
// evidence.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "openaffect/raters/pattern.h"
#include "openaffect/text/unicode.h"

namespace {

using namespace openaffect;

constexpr std::string_view kLexicon = R"(<sentiment>
<word form="good" pos="JJ" polarity="0.7" subjectivity="0.6"/><word form="bad" pos="JJ" polarity="-0.7" subjectivity="0.6"/>
<word form="very" pos="RB" polarity="0.2" subjectivity="0.3" intensity="1.3"/></sentiment>)";

void check(bool holds) {
  if (!holds) std::abort();
}

double number(const RatingBatch& ratings, std::size_t column) {
  return std::get<NumberColumn>(ratings.columns[column])[0];
}

void rate(const Rater& rater, std::string_view text) {
  const Item item{.text = text};
  const RatingBatch plain = rater.rate({&item, 1});
  const RatingBatch explained = rater.rate({&item, 1}, {.evidence = true});
  check(plain.columns == explained.columns);
  check(number(plain, 0) >= -1 && number(plain, 0) <= 1 && number(plain, 1) >= 0 && number(plain, 1) <= 1);
  for (const Evidence& evidence : explained.evidence[0])
    check(evidence.start < evidence.end && evidence.end - evidence.start == count_code_points(evidence.text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<Rater> fixed = *make_pattern(kLexicon);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find('\0');
  rate(*fixed, bytes);
  const auto own = make_pattern(bytes.substr(0, cut));
  if (own && cut != std::string_view::npos) rate(**own, bytes.substr(cut + 1));
  return 0;
}
