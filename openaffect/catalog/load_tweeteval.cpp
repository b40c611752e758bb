// TweetEval: texts and label numbers in two files, line by line; mapping.txt names the numbers.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

struct Task {
  std::string_view name;
  std::string_view scheme;
  bool has_training_texts;
};
constexpr Task kTasks[] = {
    {"emotion", "tweet_emotion4", true}, {"irony", "irony2", true}, {"sentiment", "sentiment3", false}};
constexpr std::pair<std::string_view, std::string_view> kSplits[] = {
    {"train", "train"}, {"val", "development"}, {"test", "test"}};

struct Columns {
  ColumnOf<std::string> id, text, split, task;
  ColumnOf<LabelId> gold;
};

Result<std::vector<LabelId>> read_mapping(const RawFiles& files, const Task& task) {
  const std::string file = fmt::format("text/tweeteval/{}/mapping.txt", task.name);
  OA_TRY(text, files.text(file));
  std::vector<LabelId> labels;
  for (const RawLine& line : lines_of(text, file)) {
    OA_TRY(fields, line.fields(2));
    OA_TRY(number, integer_of(fields[0], line));
    if (number != static_cast<std::int64_t>(labels.size())) return line.error("label numbers are not 0, 1, 2, …");
    OA_TRY(label, label_of(*built_in_scheme(task.scheme), fields[1], line));
    labels.push_back(label);
  }
  return labels;
}

Result<Done> load_split(const RawFiles& files, const Task& task, std::string_view name, std::string_view split,
                        const std::vector<LabelId>& mapping, const Columns& to, ItemTable& table) {
  const std::string text_file = fmt::format("text/tweeteval/{}/{}_text.txt", task.name, name);
  const std::string label_file = fmt::format("text/tweeteval/{}/{}_labels.txt", task.name, name);
  OA_TRY(text, files.text(text_file));
  OA_TRY(labels, files.text(label_file));
  const std::vector<RawLine> text_lines = lines_of(text, text_file);
  const std::vector<RawLine> label_lines = lines_of(labels, label_file);
  if (text_lines.size() != label_lines.size())
    return Error{ErrorKind::format,
                 fmt::format("{} texts and {} labels", text_lines.size(), label_lines.size()),
                 {text_file, {}, "", {}}};
  for (std::size_t i = 0; i < text_lines.size(); ++i) {
    OA_TRY(number, integer_of(label_lines[i].text, label_lines[i]));
    if (number < 0 || static_cast<std::size_t>(number) >= mapping.size())
      return label_lines[i].error("a label without a name");
    table.set(to.id, fmt::format("{}-{}-{}", task.name, split, i + 1));
    table.set(to.text, text_lines[i].text);
    table.set(to.split, split);
    table.set(to.task, task.name);
    table.set(to.gold, mapping[static_cast<std::size_t>(number)]);
    table.end_row();
  }
  return Done{};
}

}  // namespace

Result<Done> load_tweeteval(const RawFiles& files, ItemTable& table) {
  Columns to{table.text("id", "task-split-line"), table.text("text"), table.text("split"), table.text("task"), {}};
  for (const Task& task : kTasks) {
    OA_TRY(mapping, read_mapping(files, task));
    to.gold = table.label(std::string(task.scheme));
    for (const auto& [name, split] : kSplits)
      if (name != "train" || task.has_training_texts)
        OA_CHECK(load_split(files, task, name, split, mapping, to, table));
  }
  return Done{};
}

}  // namespace openaffect
