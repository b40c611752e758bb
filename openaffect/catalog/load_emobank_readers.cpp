// EmoBank's readers: every rating that was given, one a row, also of the sentences without a published average. Readers
// have no names; the file keeps the ratings of a sentence together.
#include <array>

#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

constexpr std::array<const char*, 3> kFields = {"valence", "arousal", "dominance"};
constexpr std::string_view kFile = "raters/emobank/individual_reader_ratings.csv";

}  // namespace

Result<Done> load_emobank_readers(const RawFiles& files, ItemTable& table) {
  const auto id = table.text("id", "sentence and rating, counted from 1 in the sentence");
  const auto sentence = table.text("sentence", "what was rated: id of emobank, where it has an average");
  std::array<ColumnOf<std::int64_t>, 3> ratings;
  for (std::size_t i = 0; i < kFields.size(); ++i) ratings[i] = table.integer(kFields[i], "as given (1..5)");
  OA_TRY(rows, files.csv(kFile, {"id", "V", "A", "D"}));
  std::size_t number = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto& cells = rows[row];
    const RawLine line{kFile, row + 1, ""};
    if (cells[0].empty()) return line.error("a rating of no sentence");
    number = row > 0 && rows[row - 1][0] == cells[0] ? number + 1 : 1;
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      OA_TRY(rating, integer_of(cells[i + 1], line));
      if (rating < 1 || rating > 5) return line.error(fmt::format("{} is {}, not 1..5", kFields[i], rating));
      table.set(ratings[i], rating);
    }
    table.set(id, fmt::format("{}/{}", cells[0], number));
    table.set(sentence, cells[0]);
    table.end_row();
  }
  return Done{};
}

}  // namespace openaffect
