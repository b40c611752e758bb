// SemEval-2018 Task 1: for each task and split a file with a header: ID, tweet, and what was asked. One row a tweet and
// task.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

constexpr std::string_view kEmotions[] = {"anger", "fear", "joy", "sadness"};
constexpr std::pair<std::string_view, std::string_view> kSplits[] = {
    {"train", "train"}, {"dev", "development"}, {"test-gold", "test"}};

class Reader {
 public:
  Reader(const RawFiles& files, ItemTable& table)
      : files_(files),
        table_(table),
        id_(table.text("id", "task, emotion and the tweet's own id")),
        text_(table.text("text")),
        split_(table.text("split")),
        task_(table.text("task")),
        emotion_(table.text("emotion", "which one EI tasks ask for")),
        tweet_(table.text("tweet", "its own id, the same over tasks")) {
    for (const std::string_view emotion : kEmotions)
      intensity_.push_back(table.number(fmt::format("intensity4.{}", emotion), "intensity4"));
    ei_oc_ = table.label("ei_oc4");
    valence_ = table.number("valence01.valence", "valence01");
    v_oc_ = table.label("v_oc7");
    all_ = table.labels("semeval11");
  }

  Result<Done> read() {
    for (const std::string_view task : {"EI-reg", "EI-oc"})
      for (std::size_t emotion = 0; emotion < std::size(kEmotions); ++emotion)
        OA_CHECK(read_task(task, emotion, fmt::format("{}/{}-En-{}", task, task, kEmotions[emotion])));
    OA_CHECK(read_task("V-reg", kNoEmotion, "V-reg/Valence-reg-En"));
    OA_CHECK(read_task("V-oc", kNoEmotion, "V-oc/Valence-oc-En"));
    return read_task("E-c", kNoEmotion, "E-c/E-c-En");
  }

 private:
  static constexpr std::size_t kNoEmotion = std::size(kEmotions);

  Result<Done> read_task(std::string_view task, std::size_t emotion, const std::string& stem) {
    for (const auto& [name, split] : kSplits) {
      const std::string file = fmt::format("text/semeval2018/{}-{}.txt", stem, name);
      OA_TRY(text, files_.text(file));
      const std::vector<RawLine> lines = lines_of(text, file);
      for (std::size_t i = 1; i < lines.size(); ++i) OA_CHECK(read_line(task, emotion, split, lines[0], lines[i]));
    }
    return Done{};
  }

  Result<Done> read_line(std::string_view task, std::size_t emotion, std::string_view split, const RawLine& header,
                         const RawLine& line) {
    OA_TRY(fields, line.fields(task == "E-c" ? kLabels + 2 : 4));
    const std::string_view asked = emotion == kNoEmotion ? "" : kEmotions[emotion];
    if (!asked.empty() && fields[2] != asked) return line.error(fmt::format("asks for another emotion than {}", asked));
    OA_CHECK(read_answer(task, emotion, fields, header, line));
    table_.set(id_, fmt::format("{}{}{}/{}", task, asked.empty() ? "" : "/", asked, fields[0]));
    table_.set(text_, fields[1]);
    table_.set(split_, split);
    table_.set(task_, task);
    table_.set(tweet_, fields[0]);
    if (!asked.empty()) table_.set(emotion_, asked);
    table_.end_row();
    return Done{};
  }

  Result<Done> read_answer(std::string_view task, std::size_t emotion, const std::vector<std::string_view>& fields,
                           const RawLine& header, const RawLine& line) {
    if (task == "E-c") return read_labels(fields, header, line);
    if (task == "EI-reg" || task == "V-reg") {
      OA_TRY(number, number_of(fields[3], line));
      table_.set(task == "V-reg" ? valence_ : intensity_[emotion], number);
      return Done{};
    }
    OA_TRY(label, label_of(*built_in_scheme(task == "V-oc" ? "v_oc7" : "ei_oc4"), fields[3], line));
    table_.set(task == "V-oc" ? v_oc_ : ei_oc_, label);
    return Done{};
  }

  // One column a label, 0 or 1; the header names them.
  Result<Done> read_labels(const std::vector<std::string_view>& fields, const RawLine& header, const RawLine& line) {
    OA_TRY(names, header.fields(kLabels + 2));
    const auto scheme = built_in_scheme("semeval11");
    std::vector<LabelId> labels;
    for (std::size_t i = 2; i < fields.size(); ++i) {
      OA_TRY(label, label_of(*scheme, names[i], header));
      if (fields[i] != "0" && fields[i] != "1") return line.error("a label that is neither 0 nor 1");
      if (fields[i] == "1") labels.push_back(label);
    }
    table_.set(all_, std::move(labels));
    return Done{};
  }

  static constexpr std::size_t kLabels = 11;

  const RawFiles& files_;
  ItemTable& table_;
  ColumnOf<std::string> id_, text_, split_, task_, emotion_, tweet_;
  std::vector<ColumnOf<double>> intensity_;
  ColumnOf<LabelId> ei_oc_, v_oc_;
  ColumnOf<double> valence_;
  ColumnOf<std::vector<LabelId>> all_;
};

}  // namespace

Result<Done> load_semeval2018(const RawFiles& files, ItemTable& table) {
  return Reader(files, table).read();
}

}  // namespace openaffect
