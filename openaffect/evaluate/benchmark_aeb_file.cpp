#include "openaffect/evaluate/benchmark_aeb_file.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "openaffect/catalog/raw_files.h"
#include "openaffect/core/names.h"
#include "openaffect/evaluate/benchmark_rows.h"
#include "openaffect/system/file.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;
constexpr std::size_t kBlockOfTasks = 1000;

const AebLayout* find_layout(const AebRow& first, const std::string& path) {
  const std::vector<AebLayout>& all = aeb_layouts();
  const auto by = [&](auto member, std::string_view name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const AebLayout& each) { return each.*member == name; });
    return found == all.end() ? nullptr : &*found;
  };
  if (const AebLayout* layout = by(&AebLayout::ds_type, first.ds_type)) return layout;
  const std::string folder = std::filesystem::absolute(path).parent_path().filename().string();
  return by(&AebLayout::folder, folder);
}

Error unknown_task(const AebRow& first, const std::string& path) {
  std::vector<std::string> known;
  for (const AebLayout& layout : aeb_layouts()) known.emplace_back(layout.ds_type);
  return {ErrorKind::unknown, unknown_name_message("task (ds_type)", first.ds_type, known), {path, {}, "", {}}};
}

// Appends the row's probabilities, in the scheme's order and adding up to 1; false when it has none that can be.
bool append_probabilities(AebProbabilities order, const AebRow& row, ScoringTask& to) {
  double sum = 0;
  for (const double each : row.probabilities) {
    if (!(each >= 0 && std::isfinite(each))) return false;
    sum += each;
  }
  if (row.probabilities.size() != to.labels.size() || !(sum > 0) || !std::isfinite(sum)) return false;
  for (std::size_t i = 0; i < to.labels.size(); ++i)
    to.probabilities.push_back(row.probabilities[order == AebProbabilities::reversed ? to.labels.size() - 1 - i : i] /
                               sum);
  return true;
}

class Reader {
 public:
  Reader(const Benchmark& benchmark, const AebLayout& layout) : benchmark_(benchmark), layout_(layout) {}

  Result<Done> add(const AebRow& row, const RawLine& line) {
    const std::size_t number = static_cast<std::size_t>(line.row) - 1;
    const std::size_t block = layout_.blocks.size() == 1 ? 0 : number / kBlockOfTasks;
    if (block >= layout_.blocks.size())
      return line.error(fmt::format("more than {} rows", layout_.blocks.size() * kBlockOfTasks));
    const BenchmarkTask* task = benchmark_.find_task(layout_.blocks[block].task);
    if (!task) return Done{};  // a benchmark of the user's own that leaves it out
    OA_TRY(field, field_of(*task, layout_.blocks[block], row, line));
    const auto [at, added] = tasks_.try_emplace({task, field});
    if (added) at->second = {empty_scoring_task(*task, field), true};
    return append(*task, row, line, at->second);
  }

  std::vector<ScoringTask> finish() {
    std::vector<ScoringTask> all;
    for (const BenchmarkTask& task : benchmark_.tasks)
      for (const std::string& field : task.fields.empty() ? std::vector<std::string>{""} : task.fields) {
        const auto found = tasks_.find({&task, field});
        if (found == tasks_.end()) continue;
        if (!found->second.has_probabilities) found->second.task.probabilities.clear();
        all.push_back(std::move(found->second.task));
      }
    return all;
  }

 private:
  struct Grown {
    ScoringTask task;
    bool has_probabilities = true;  // of all rows so far
  };

  Result<std::string> field_of(const BenchmarkTask& task, const AebBlock& block, const AebRow& row,
                               const RawLine& line) const {
    const std::string field(block.field);
    if (task.fields.size() == 1 && field.empty()) return task.fields[0];
    if (task.fields.empty()) return std::string();
    const std::string asked = field.empty() ? std::string(aeb_emotion(row.input)) : field;
    if (std::find(task.fields.begin(), task.fields.end(), asked) != task.fields.end()) return asked;
    return line.error(asked.empty() ? "the input asks for no emotion"
                                    : unknown_name_message("emotion", asked, task.fields));
  }

  Result<Done> append(const BenchmarkTask& task, const AebRow& row, const RawLine& line, Grown& to) const {
    if (!append_gold(task, {false, row.gold, {}}, to.task))
      return line.error(fmt::format("true_value is none of task {}", task.id));
    append_prediction(task, {row.has_list, row.answer, row.answers}, to.task);
    to.task.ids.push_back(std::to_string(line.row));
    to.task.texts.emplace_back(aeb_text(row.input, layout_.ending));
    const bool has = layout_.probabilities != AebProbabilities::none;
    to.has_probabilities = to.has_probabilities && has && append_probabilities(layout_.probabilities, row, to.task);
    return Done{};
  }

  const Benchmark& benchmark_;
  const AebLayout& layout_;
  std::map<std::pair<const BenchmarkTask*, std::string>, Grown> tasks_;
};

}  // namespace

const std::vector<AebLayout>& aeb_layouts() {
  using enum AebProbabilities;
  static const std::vector<AebLayout> kLayouts = {
      {"EI-reg", "EI-reg", " Emotion E: ", none, {{"EI-reg", ""}}},
      {"EI-oc", "EI-oc", " Emotion E: ", in_order, {{"EI-oc", ""}}},
      {"V-reg", "V-reg", " Intensity Score: ", none, {{"V-reg", ""}}},
      {"V-oc", "V-oc", " Intensity Class: ", reversed, {{"V-oc", ""}}},
      {"E-c", "E-c", " This tweet contains emotions: ", none, {{"E-c", ""}}},
      {"VADER4",
       "V-A,V-M,V-NYT,V-T",
       " Intensity Score: ",
       none,
       {{"V-A", ""}, {"V-M", ""}, {"V-NYT", ""}, {"V-T", ""}}},
      {"Emobank",
       "Emobank",
       " Intensity Score: ",
       none,
       {{"EmoBank", "valence"}, {"EmoBank", "arousal"}, {"EmoBank", "dominance"}}},
      {"SST", "SST", " Sentiment score: ", none, {{"SST", ""}}},
      {"SST5", "SST5", " Sentiment Class: ", in_order, {{"SST5", ""}}},
      {"TDT", "TDT", " Intensity Class: ", none, {{"TDT", ""}}},
      {"GoEmotions", "GoEmotions", " This tweet contains emotions: ", none, {{"GoEmotions", ""}}},
  };
  return kLayouts;
}

Result<std::vector<ScoringTask>> read_aeb_file(const Benchmark& benchmark, const std::string& path) {
  OA_TRY(bytes, read_file(path, kMostBytes));
  if (!is_valid_utf8(bytes)) bytes = to_valid_utf8(bytes);
  std::optional<Reader> reader;
  for (const RawLine& line : lines_of(bytes, path)) {
    Result<AebRow> row = read_aeb_row(line.text);
    if (!row) {
      Error error = row.error();
      error.where.file = path, error.where.row = line.row;
      return error;
    }
    if (!reader) {
      const AebLayout* layout = find_layout(*row, path);
      if (!layout) return unknown_task(*row, path);
      reader.emplace(benchmark, *layout);
    }
    OA_CHECK(reader->add(*row, line));
  }
  if (!reader) return Error{ErrorKind::format, "has no answer", {path, {}, "", {}}};
  return reader->finish();
}

}  // namespace openaffect
