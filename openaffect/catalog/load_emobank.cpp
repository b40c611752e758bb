// EmoBank: averages in emobank.csv, the readers' ratings one a row in a file of their own; both 1..5.
#include <array>
#include <unordered_map>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

constexpr std::array<const char*, 3> kFields = {"valence", "arousal", "dominance"};
constexpr std::string_view kAverages = "text/emobank/emobank.csv";
constexpr std::string_view kReaders = "raters/emobank/individual_reader_ratings.csv";

using Readings = std::array<std::vector<double>, 3>;

Result<std::unordered_map<std::string, Readings>> read_readers(const RawFiles& files) {
  OA_TRY(rows, files.csv(kReaders, {"id", "V", "A", "D"}));
  std::unordered_map<std::string, Readings> readers;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RawLine line{kReaders, row + 1, ""};
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      OA_TRY(number, number_of(rows[row][i + 1], line));
      readers[rows[row][0]][i].push_back(number);
    }
  }
  return readers;
}

Result<std::string> read_split(const std::string& name, const RawLine& line) {
  if (name == "train" || name == "test") return name;
  if (name == "dev") return std::string("development");
  return line.error("the split is neither train, dev nor test");
}

struct Columns {
  ColumnOf<std::string> id, text, split;
  std::array<ColumnOf<double>, 3> gold;
  std::array<ColumnOf<std::vector<double>>, 3> ratings;
};

Columns declare(ItemTable& table) {
  Columns to{table.text("id"), table.text("text"), table.text("split"), {}, {}};
  for (std::size_t i = 0; i < kFields.size(); ++i)
    to.gold[i] = table.number(std::string("vad.") + kFields[i], "vad", "native 1..5, here (x-3)/2");
  for (std::size_t i = 0; i < kFields.size(); ++i)
    to.ratings[i] = table.numbers(std::string("ratings.") + kFields[i], "of each reader, as given (1..5)");
  return to;
}

}  // namespace

Result<Done> load_emobank(const RawFiles& files, ItemTable& table) {
  const Columns to = declare(table);
  OA_TRY(readers, read_readers(files));
  OA_TRY(rows, files.csv(kAverages, {"id", "split", "V", "A", "D", "text"}));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto& cells = rows[row];
    const RawLine line{kAverages, row + 1, ""};
    OA_TRY(split, read_split(cells[1], line));
    const auto found = readers.find(cells[0]);
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      OA_TRY(number, number_of(cells[i + 2], line));
      table.set(to.gold[i], (number - 3) / 2);
      if (found != readers.end()) table.set(to.ratings[i], found->second[i]);
    }
    table.set(to.id, cells[0]);
    table.set(to.text, cells[5]);
    table.set(to.split, split);
    table.end_row();
  }
  return Done{};
}

}  // namespace openaffect
