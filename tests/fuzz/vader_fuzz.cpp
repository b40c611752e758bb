// Texts and lexicons come from strangers. The bytes are a text; cut at their first two NULs they are a lexicon, an
// emoji lexicon and a text: any lexicon is a rater or an error, and any text is rated within range, with evidence
// inside it, the same numbers as without evidence, and the same as its well-formed twin.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "openaffect/raters/vader.h"
#include "openaffect/text/unicode.h"

namespace {

using namespace openaffect;

constexpr std::string_view kLexicon =
    "good\t1.9\nbad\t-2.5\nno\t-1.2\nshit\t-2.6\nkind\t2.4\n:)\t2\nstop\t-1.2\nhalf\t0.95\nunimaginably-"
    "long\t3\ngrün\t1\n";
constexpr std::string_view kEmoji = "😀\tgood face!\n❤\tkind heart\n";

void check(bool holds) {
  if (!holds) std::abort();
}

double number(const RatingBatch& ratings, std::size_t column) {
  return std::get<NumberColumn>(ratings.columns[column])[0];
}

void rate(const Rater& rater, std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  const Item item{.text = text};
  const Item twin{.text = valid};
  const RatingBatch plain = rater.rate({&item, 1});
  const RatingBatch explained = rater.rate({&item, 1}, {.evidence = true});
  check(plain.columns == explained.columns);
  check(plain.columns == rater.rate({&twin, 1}).columns);
  for (std::size_t column = 0; column < 3; ++column) check(number(plain, column) >= 0 && number(plain, column) <= 1);
  check(number(plain, 3) >= -1 && number(plain, 3) <= 1);
  const std::size_t characters = count_code_points(text);
  for (const Evidence& evidence : explained.evidence[0])
    check(evidence.end <= characters && evidence.end - evidence.start == count_code_points(evidence.text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::unique_ptr<Rater> fixed = *make_vader(kLexicon, kEmoji);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  rate(*fixed, bytes);
  const std::size_t first = bytes.find('\0');
  if (first == std::string_view::npos) return 0;
  const std::size_t second = bytes.find('\0', first + 1);
  if (second == std::string_view::npos) return 0;
  const auto own = make_vader(bytes.substr(0, first), bytes.substr(first + 1, second - first - 1));
  if (own) rate(**own, bytes.substr(second + 1));
  return 0;
}
