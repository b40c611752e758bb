// AnnoMI: one row an utterance and annotator; rows of an utterance are gathered into one.
#include <map>

#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

constexpr std::string_view kFile = "raters/annomi/AnnoMI-full.csv";

enum Cell : std::size_t { quality, transcript, topic, utterance, interlocutor, text, annotator, therapist, client };

struct Utterance {
  std::size_t row = 0;  // the first that speaks of it
  std::vector<std::string> ratings, raters;
};

struct Columns {
  ColumnOf<std::string> id, text, person, dialogue;
  ColumnOf<std::int64_t> turn;
  ColumnOf<std::string> topic, quality;
  ColumnOf<std::vector<std::string>> ratings, raters;
};

std::string trimmed(const std::string& text) {
  const std::size_t end = text.find_last_not_of(' ');
  return text.substr(0, end == std::string::npos ? 0 : end + 1);
}

}  // namespace

Result<Done> load_annomi(const RawFiles& files, ItemTable& table) {
  const Columns to{table.text("id", "transcript and utterance"),
                   table.text("text"),
                   table.text("person", "therapist or client"),
                   table.text("dialogue"),
                   table.integer("turn", "counted from 0"),
                   table.text("topic"),
                   table.text("quality", "of the motivational interviewing: high or low"),
                   table.texts("ratings",
                               "therapist: question, reflection, therapist_input, other; client: change, "
                               "neutral, sustain"),
                   table.texts("raters", "who gave them, in the same order")};
  OA_TRY(rows, files.csv(kFile, {"mi_quality", "transcript_id", "topic", "utterance_id", "interlocutor",
                                 "utterance_text", "annotator_id", "main_therapist_behaviour", "client_talk_type"}));
  std::map<std::pair<std::int64_t, std::int64_t>, Utterance> utterances;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RawLine line{kFile, row + 1, ""};
    const auto& cells = rows[row];
    OA_TRY(dialogue, integer_of(cells[transcript], line));
    OA_TRY(turn, integer_of(cells[utterance], line));
    if (cells[interlocutor] != "therapist" && cells[interlocutor] != "client")
      return line.error("neither therapist nor client");
    Utterance& at = utterances.try_emplace({dialogue, turn}, Utterance{row, {}, {}}).first->second;
    if (rows[at.row][text] != cells[text] || rows[at.row][interlocutor] != cells[interlocutor])
      return line.error("another text or speaker than before for the same utterance");
    at.ratings.push_back(cells[cells[interlocutor] == "therapist" ? therapist : client]);
    at.raters.push_back(cells[annotator]);
  }
  for (auto& [place, each] : utterances) {
    const auto& cells = rows[each.row];
    table.set(to.id, fmt::format("{}-{}", place.first, place.second));
    table.set(to.text, cells[text]);
    table.set(to.person, cells[interlocutor]);
    table.set(to.dialogue, cells[transcript]);
    table.set(to.turn, place.second);
    table.set(to.topic, trimmed(cells[topic]));
    table.set(to.quality, cells[quality]);
    table.set(to.ratings, std::move(each.ratings));
    table.set(to.raters, std::move(each.raters));
    table.end_row();
  }
  return Done{};
}

}  // namespace openaffect
