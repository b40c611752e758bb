// ESConv: dialogues of a seeker and a supporter as JSON lines, and the dialogues that failed as one JSON list, which
// names things otherwise and has a survey.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"
#include "openaffect/catalog/raw_json.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSurvey[] = {"initial_emotion_intensity", "empathy", "relevance", "final_emotion_intensity"};

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(" \n\r\t") + 1);
  return text;
}

class Reader {
 public:
  Reader(const RawFiles& files, ItemTable& table)
      : files_(files),
        table_(table),
        id_(table.text("id", "dialogue and turn")),
        text_(table.text("text")),
        split_(table.text("split", "failed: dialogues that failed")),
        person_(table.text("person", "seeker or supporter")),
        dialogue_(table.text("dialogue")),
        turn_(table.integer("turn", "counted from 1")),
        strategy_(table.label("esc_strategy8", "of the supporter's turns")),
        emotion_(table.text("emotion", "the seeker's, as chosen before the dialogue")),
        problem_(table.text("problem")),
        situation_(table.text("situation")),
        feedback_(table.integer("feedback", "the seeker's on the supporter so far, 1..5; failed dialogues only")) {
    for (const char* question : kSurvey)
      survey_.push_back(table.integer(fmt::format("survey.{}", question), "the seeker's, 1..5; failed dialogues only"));
  }

  Result<Done> read() {
    OA_CHECK(read_lines("dialogue/esconv/esc-valid.jsonl", "development"));
    OA_CHECK(read_lines("dialogue/esconv/esc-test.jsonl", "test"));
    return read_failed("dialogue/esconv/FailedESConv.json");
  }

 private:
  Result<Done> read_lines(const std::string& file, const char* split) {
    OA_TRY(text, files_.text(file));
    for (const RawLine& line : lines_of(text, file)) {
      OA_TRY(dialogue, parse_raw_json(line.text, line));
      OA_CHECK(read_dialogue(dialogue, split, fmt::format("{}-{}", split, line.row), line));
    }
    return Done{};
  }

  Result<Done> read_failed(const std::string& file) {
    OA_TRY(text, files_.text(file));
    OA_TRY(dialogues, parse_raw_json(text, {file, 1, text}));
    if (!dialogues.is_array()) return RawLine{file, 1, text}.error("no list of dialogues");
    for (std::size_t i = 0; i < dialogues.size(); ++i)
      OA_CHECK(read_dialogue(dialogues[i], "failed", fmt::format("failed-{}", i + 1), {file, i + 1, ""}));
    return Done{};
  }

  Result<Done> read_dialogue(const ordered_json& dialogue, const char* split, const std::string& name,
                             const RawLine& line) {
    OA_TRY(emotion, json_text(dialogue, "emotion_type", line));
    OA_TRY(problem, json_text(dialogue, "problem_type", line));
    OA_TRY(situation, json_text(dialogue, "situation", line));
    OA_TRY(turns, json_list(dialogue, "dialog", line));
    for (std::size_t i = 0; i < turns->size(); ++i) {
      OA_CHECK(read_turn((*turns)[i], line));
      OA_CHECK(read_survey(dialogue, line));
      table_.set(id_, fmt::format("{}-{}", name, i + 1));
      table_.set<std::string>(split_, split);
      table_.set(dialogue_, name);
      table_.set(turn_, static_cast<std::int64_t>(i + 1));
      table_.set(emotion_, emotion);
      table_.set(problem_, problem);
      table_.set(situation_, trimmed(situation));
      table_.end_row();
    }
    return Done{};
  }

  // {text, speaker: usr | sys, strategy} or {content, speaker: speaker | listener, annotation: {strategy, feedback}}
  Result<Done> read_turn(const ordered_json& turn, const RawLine& line) {
    OA_TRY(text, json_text(turn, turn.is_object() && turn.contains("content") ? "content" : "text", line));
    OA_TRY(speaker, json_text(turn, "speaker", line));
    const bool seeker = speaker == "usr" || speaker == "speaker";
    if (!seeker && speaker != "sys" && speaker != "listener") return line.error("a speaker of another name");
    table_.set(text_, trimmed(text));
    table_.set<std::string>(person_, seeker ? "seeker" : "supporter");
    const ordered_json& notes = turn.contains("annotation") ? turn["annotation"] : turn;
    if (notes.contains("strategy")) {
      OA_TRY(strategy, json_text(notes, "strategy", line));
      OA_TRY(label, label_of(*built_in_scheme("esc_strategy8"), strategy, line));
      table_.set(strategy_, label);
    }
    return set_grade(feedback_, notes, "feedback", line);
  }

  Result<Done> read_survey(const ordered_json& dialogue, const RawLine& line) {
    if (!dialogue.contains("survey_score")) return Done{};
    OA_TRY(scores, json_object(dialogue, "survey_score", line));
    OA_TRY(seeker, json_object(*scores, "seeker", line));
    for (std::size_t i = 0; i < std::size(kSurvey); ++i) OA_CHECK(set_grade(survey_[i], *seeker, kSurvey[i], line));
    return Done{};
  }

  // A grade is a text with a number; absent is null.
  Result<Done> set_grade(ColumnOf<std::int64_t> column, const ordered_json& object, const char* key,
                         const RawLine& line) {
    if (!object.contains(key)) return Done{};
    OA_TRY(text, json_text(object, key, line));
    OA_TRY(grade, integer_of(text, line));
    table_.set(column, grade);
    return Done{};
  }

  const RawFiles& files_;
  ItemTable& table_;
  ColumnOf<std::string> id_, text_, split_, person_, dialogue_;
  ColumnOf<std::int64_t> turn_;
  ColumnOf<LabelId> strategy_;
  ColumnOf<std::string> emotion_, problem_, situation_;
  ColumnOf<std::int64_t> feedback_;
  std::vector<ColumnOf<std::int64_t>> survey_;
};

}  // namespace

Result<Done> load_esconv(const RawFiles& files, ItemTable& table) {
  return Reader(files, table).read();
}

}  // namespace openaffect
