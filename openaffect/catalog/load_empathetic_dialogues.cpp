// EmpatheticDialogues: a csv an emotion; of each dialogue first the situation, then its utterances in order.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

struct Columns {
  ColumnOf<std::string> id, text, split, person, dialogue;
  ColumnOf<std::int64_t> turn;
  ColumnOf<LabelId> gold;
  ColumnOf<std::string> situation;
};

// Where reading stands: rows of a dialogue follow each other.
struct Dialogue {
  std::string id;
  std::string situation;
  std::int64_t turns = 0;
};

Result<Done> load_emotion(const RawFiles& files, LabelId emotion, const std::string& file, const Columns& to,
                          ItemTable& table) {
  OA_TRY(rows, files.csv(file, {"Dialog_ID", "Type", "Actor", "Text"}));
  Dialogue current;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto& cells = rows[row];
    const RawLine line{file, row + 1, ""};
    if (cells[1] == "situation") {
      current = {cells[0], cells[3], 0};
      continue;
    }
    if (cells[1] != "utterance") return line.error("neither a situation nor an utterance");
    if (cells[0] != current.id) return line.error("an utterance before its situation");
    table.set(to.id, fmt::format("{}-{}", current.id, ++current.turns));
    table.set(to.text, cells[3]);
    table.set(to.split, split_by_hash(current.id));
    table.set(to.person, cells[2]);
    table.set(to.dialogue, current.id);
    table.set(to.turn, current.turns);
    table.set(to.gold, emotion);
    table.set(to.situation, current.situation);
    table.end_row();
  }
  return Done{};
}

}  // namespace

Result<Done> load_empathetic_dialogues(const RawFiles& files, ItemTable& table) {
  const Columns to{table.text("id", "dialogue and turn"),
                   table.text("text"),
                   table.text("split"),
                   table.text("person", "speaker or listener"),
                   table.text("dialogue"),
                   table.integer("turn", "counted from 1"),
                   table.label("emotion32", "of the whole dialogue"),
                   table.text("situation", "what the speaker wrote about; the same in every row of a dialogue")};
  const auto scheme = built_in_scheme("emotion32");
  for (std::size_t i = 0; i < scheme->labels().size(); ++i) {
    const std::string file = fmt::format("dialogue/empathetic_dialogues/{}.csv", scheme->labels()[i].id);
    OA_CHECK(load_emotion(files, static_cast<LabelId>(i), file, to, table));
  }
  return Done{};
}

}  // namespace openaffect
