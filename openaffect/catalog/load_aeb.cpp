// AEB: for each task and model a file of JSON lines with the prompt, the true answer and the model's. All models of a
// task have the same prompts in the same order.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"
#include "openaffect/catalog/raw_json.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

enum class Gold { intensity, grade_of_intensity, valence01, valence_grade, eleven, vader, vad, sst5, sentiment, ekman };

struct TaskBlock {
  std::string_view name;
  std::size_t rows;   // 0: all that are left
  std::size_t field;  // of Gold::vad: valence, arousal, dominance
};
struct TaskFile {
  std::string_view folder;
  Gold gold;
  std::string_view ending;  // of the prompt, behind the text
  std::vector<TaskBlock> blocks;
};

// The files of VADER4 and Emobank hold several tasks, 1,000 rows each.
const std::vector<TaskFile>& task_files() {
  static const std::vector<TaskFile> kFiles = {
      {"EI-reg", Gold::intensity, " Emotion E: ", {{"EI-reg", 0, 0}}},
      {"EI-oc", Gold::grade_of_intensity, " Emotion E: ", {{"EI-oc", 0, 0}}},
      {"V-reg", Gold::valence01, " Intensity Score: ", {{"V-reg", 0, 0}}},
      {"V-oc", Gold::valence_grade, " Intensity Class: ", {{"V-oc", 0, 0}}},
      {"E-c", Gold::eleven, " This tweet contains emotions: ", {{"E-c", 0, 0}}},
      {"VADER4",
       Gold::vader,
       " Intensity Score: ",
       {{"V-A", 1000, 0}, {"V-M", 1000, 0}, {"V-NYT", 1000, 0}, {"V-T", 1000, 0}}},
      {"Emobank", Gold::vad, " Intensity Score: ", {{"EB-V", 1000, 0}, {"EB-A", 1000, 1}, {"EB-D", 1000, 2}}},
      {"SST", Gold::valence01, " Sentiment score: ", {{"SST", 0, 0}}},
      {"SST5", Gold::sst5, " Sentiment Class: ", {{"SST5", 0, 0}}},
      {"TDT", Gold::sentiment, " Intensity Class: ", {{"TDT", 0, 0}}},
      {"GoEmotions", Gold::ekman, " This tweet contains emotions: ", {{"GoEmotions", 0, 0}}},
  };
  return kFiles;
}

struct Model {
  const char* file;
  const char* column;
};
constexpr Model kModels[] = {{"Emollama-7b", "answer.emollama_7b"},
                             {"Emollama-chat-7b", "answer.emollama_chat_7b"},
                             {"Emollama-chat-13b", "answer.emollama_chat_13b"}};
constexpr std::size_t kReference = 2;  // has every task
constexpr const char* kEmotions[] = {"anger", "fear", "joy", "sadness"};
constexpr const char* kVad[] = {"vad.valence", "vad.arousal", "vad.dominance"};

bool has_task(std::size_t model, const TaskFile& task) {
  return model == kReference || (model == 1) == (task.folder == "GoEmotions");
}

std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t at = text.find(begin);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + begin.size());
  return text.substr(0, std::min(text.find(end), text.size()));
}

// What is judged: between "Tweet: " or "Text: ", whichever comes first, and the last question.
Result<std::string_view> text_of(std::string_view prompt, std::string_view ending, const RawLine& line) {
  const std::size_t tweet = prompt.find(" Tweet: "), text = prompt.find(" Text: ");
  const std::size_t begin = std::min(tweet, text);
  const std::size_t end = prompt.rfind(ending);
  if (begin == std::string_view::npos || end == std::string_view::npos) return line.error("a prompt of another form");
  const std::size_t first = begin + (tweet < text ? std::string_view(" Tweet: ") : " Text: ").size();
  if (first > end) return std::string_view();
  return prompt.substr(first, end - first);
}

// "anger, disgust." or "neutral or no emotion"
Result<std::vector<LabelId>> labels_of(const Scheme& scheme, std::string_view gold, const RawLine& line) {
  std::vector<LabelId> labels;
  if (gold.ends_with('.')) gold.remove_suffix(1);
  if (gold == "neutral or no emotion") return labels;
  for (std::size_t at = 0; at <= gold.size();) {
    const std::size_t comma = std::min(gold.find(", ", at), gold.size());
    OA_TRY(label, label_of(scheme, gold.substr(at, comma - at), line));
    labels.push_back(label);
    at = comma + 2;
  }
  return labels;
}

class Reader {
 public:
  Reader(const RawFiles& files, ItemTable& table)
      : files_(files),
        table_(table),
        id_(table.text("id", "task and row, counted from 1")),
        text_(table.text("text")),
        split_(table.text("split")),
        task_(table.text("task")),
        emotion_(table.text("emotion", "which one EI tasks ask for")),
        prompt_(table.text("prompt")),
        gold_(table.text("gold", "the true answer as printed")) {
    for (const Model& model : kModels) answers_.push_back(table.text(model.column));
    for (const char* emotion : kEmotions)
      intensity_.push_back(table.number(fmt::format("intensity4.{}", emotion), "intensity4"));
    ei_oc_ = table.label("ei_oc4");
    valence01_ = table.number("valence01.valence", "valence01");
    v_oc_ = table.label("v_oc7");
    eleven_ = table.labels("semeval11");
    for (const char* field : kVad)
      vad_.push_back(table.number(field, "vad", "V-*: native -4..4, here x/4; EB-*: native 1..5, here (x-3)/2"));
    sst5_ = table.label("sst5");
    sentiment_ = table.label("sentiment3");
    ekman_ = table.labels("ekman7");
  }

  Result<Done> read() {
    for (const TaskFile& task : task_files()) OA_CHECK(read_task(task));
    return Done{};
  }

 private:
  Result<std::vector<ordered_json>> read_answers(const std::string& file) const {
    OA_TRY(text, files_.text(file));
    std::vector<ordered_json> answers;
    for (const RawLine& line : lines_of(text, file)) {
      OA_TRY(json, parse_raw_json(line.text, line));
      json.erase("probs");
      answers.push_back(std::move(json));
    }
    return answers;
  }

  Result<Done> read_task(const TaskFile& task) {
    std::vector<std::vector<ordered_json>> models(std::size(kModels));
    std::string reference;
    for (std::size_t i = 0; i < std::size(kModels); ++i) {
      if (!has_task(i, task)) continue;
      reference = fmt::format("text/aeb/{}/{}.jsonl", task.folder, kModels[i].file);
      OA_TRY(answers, read_answers(reference));
      models[i] = std::move(answers);
    }
    std::size_t row = 0;
    for (const TaskBlock& block : task.blocks) {
      const std::size_t end = block.rows == 0 ? models[kReference].size() : row + block.rows;
      for (std::size_t number = 1; row < end && row < models[kReference].size(); ++row, ++number)
        OA_CHECK(read_row(task, block, models, row, number, {reference, row + 1, ""}));
    }
    return Done{};
  }

  Result<Done> read_row(const TaskFile& task, const TaskBlock& block,
                        const std::vector<std::vector<ordered_json>>& models, std::size_t row, std::size_t number,
                        const RawLine& line) {
    OA_TRY(prompt, json_text(models[kReference][row], "input", line));
    OA_TRY(gold, json_text(models[kReference][row], "true_value", line));
    OA_TRY(text, text_of(prompt, task.ending, line));
    const std::string_view emotion = between(prompt, " Emotion E: ", ". Intensity");
    OA_CHECK(set_gold(task, block, gold, emotion, line));
    OA_CHECK(set_answers(models, row, prompt, line));
    table_.set(id_, fmt::format("{}-{}", block.name, number));
    table_.set(text_, text);
    table_.set(split_, "test");
    table_.set(task_, block.name);
    if (!emotion.empty()) table_.set(emotion_, emotion);
    table_.set(prompt_, prompt);
    table_.set(gold_, gold);
    table_.end_row();
    return Done{};
  }

  Result<Done> set_answers(const std::vector<std::vector<ordered_json>>& models, std::size_t row,
                           const std::string& prompt, const RawLine& line) {
    for (std::size_t i = 0; i < models.size(); ++i) {
      if (models[i].empty()) continue;
      if (row >= models[i].size()) return line.error("models have different numbers of answers");
      OA_TRY(input, json_text(models[i][row], "input", line));
      if (input != prompt) return line.error("models were asked different questions");
      const ordered_json& answer = models[i][row].value("prediction", ordered_json());
      std::string text = answer.is_string() ? answer.get<std::string>() : "";
      for (std::size_t part = 0; answer.is_array() && part < answer.size(); ++part)
        if (answer[part].is_string()) text += (text.empty() ? "" : ", ") + answer[part].get<std::string>();
      table_.set(answers_[i], std::move(text));
    }
    return Done{};
  }

  Result<Done> set_gold(const TaskFile& task, const TaskBlock& block, const std::string& gold, std::string_view emotion,
                        const RawLine& line) {
    switch (task.gold) {
      case Gold::intensity:
        for (std::size_t i = 0; i < std::size(kEmotions); ++i)
          if (emotion == kEmotions[i]) return set_number(intensity_[i], gold, 0, 1, line);
        return line.error("asks for no known emotion");
      case Gold::grade_of_intensity:
        return set_label(ei_oc_, "ei_oc4", gold, line);
      case Gold::valence01:
        return set_number(valence01_, gold, 0, 1, line);
      case Gold::valence_grade:
        return set_label(v_oc_, "v_oc7", gold, line);
      case Gold::vader:
        return set_number(vad_[0], gold, 0, 4, line);
      case Gold::vad:
        return set_number(vad_[block.field], gold, 3, 2, line);
      case Gold::sst5:
        return set_label(sst5_, "sst5", gold, line);
      case Gold::sentiment:
        return set_label(sentiment_, "sentiment3",
                         gold == "-1"  ? "negative"
                         : gold == "0" ? "neutral"
                         : gold == "1" ? "positive"
                                       : gold,
                         line);
      case Gold::eleven:
        return set_labels(eleven_, "semeval11", gold, line);
      default:
        return set_labels(ekman_, "ekman7", gold, line);
    }
  }

  Result<Done> set_number(ColumnOf<double> column, const std::string& gold, double middle, double unit,
                          const RawLine& line) {
    OA_TRY(number, number_of(gold, line));
    table_.set(column, (number - middle) / unit);
    return Done{};
  }
  Result<Done> set_label(ColumnOf<LabelId> column, const char* scheme, std::string_view gold, const RawLine& line) {
    OA_TRY(label, label_of(*built_in_scheme(scheme), gold, line));
    table_.set(column, label);
    return Done{};
  }
  Result<Done> set_labels(ColumnOf<std::vector<LabelId>> column, const char* scheme, std::string_view gold,
                          const RawLine& line) {
    OA_TRY(labels, labels_of(*built_in_scheme(scheme), gold, line));
    table_.set(column, std::move(labels));
    return Done{};
  }

  const RawFiles& files_;
  ItemTable& table_;
  ColumnOf<std::string> id_, text_, split_, task_, emotion_, prompt_, gold_;
  std::vector<ColumnOf<std::string>> answers_;
  std::vector<ColumnOf<double>> intensity_, vad_;
  ColumnOf<LabelId> ei_oc_, v_oc_, sst5_, sentiment_;
  ColumnOf<double> valence01_;
  ColumnOf<std::vector<LabelId>> eleven_, ekman_;
};

}  // namespace

Result<Done> load_aeb(const RawFiles& files, ItemTable& table) {
  return Reader(files, table).read();
}

}  // namespace openaffect
