#include "openaffect/evaluate/result_files.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "openaffect/core/sha256.h"
#include "openaffect/report/page.h"
#include "openaffect/report/result_text.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr auto kReplace = PageJson::error_handler_t::replace;
constexpr std::size_t kBuffered = std::size_t{1} << 20;

PageJson label_json(const ScoringTask& task, LabelId label) {
  return label == kNoLabel ? PageJson(nullptr) : PageJson(task.labels[static_cast<std::size_t>(label)]);
}

PageJson set_json(const ScoringTask& task, const std::vector<LabelId>& labels) {
  PageJson list = PageJson::array();
  for (const LabelId label : labels)
    if (label != kNoLabel) list.push_back(label_json(task, label));  // the status tells of what is no label
  return list;
}

PageJson distribution_json(const ScoringTask& task, const std::vector<double>& numbers, std::size_t item) {
  PageJson json = PageJson::object();
  for (std::size_t label = 0; label < task.labels.size(); ++label)
    json[task.labels[label]] = page_number(numbers[item * task.labels.size() + label]);
  return json;
}

void put_sides(PageJson& json, const ScoringTask& task, std::size_t item) {
  if (!task.gold_shares.empty()) {
    json["parsed"] = distribution_json(task, task.probabilities, item);
    json["gold"] = distribution_json(task, task.gold_shares, item);
    return;
  }
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades:
      json["parsed"] = label_json(task, task.predicted_labels[item]);
      json["gold"] = label_json(task, task.gold_labels[item]);
      return;
    case TaskKind::label_sets:
      json["parsed"] = set_json(task, task.predicted_sets[item]);
      json["gold"] = set_json(task, task.gold_sets[item]);
      return;
    case TaskKind::numbers:
      json["parsed"] = page_number(task.predicted_numbers[item]);
      json["gold"] = page_number(task.gold_numbers[item]);
      return;
    case TaskKind::texts:
      json["parsed"] = task.predicted_texts[item];
      json["gold"] = task.gold_texts[item];
      return;
  }
}

std::string sample_line(const ScoringTask& task, std::size_t item) {
  PageJson json = {{"system", task.system}, {"task", task.task}, {"field", task.field}, {"id", task.ids[item]}};
  json["input_sha256"] = task.texts.empty() ? PageJson(nullptr) : PageJson(sha256_hex(task.texts[item]));
  json["raw"] = task.answers.empty() ? PageJson(nullptr) : PageJson(task.answers[item]);
  put_sides(json, task, item);
  json["status"] = answer_status_name(task.status.empty() ? AnswerStatus::ok : task.status[item]);
  if (!task.seen.empty()) json["seen"] = static_cast<bool>(task.seen[item]);
  return json.dump(-1, ' ', false, kReplace) + "\n";
}

// Beside the file and then in its place.
Result<Done> write_samples(const std::string& path, std::span<const ScoringTask> tasks) {
  const std::string beside = path + ".partial";
  OA_TRY(file, File::open(beside, File::Mode::write));
  OA_CHECK(file.truncate(0));
  std::string lines;
  for (const ScoringTask& task : tasks)
    for (std::size_t item = 0; item < task.ids.size(); ++item) {
      lines += sample_line(task, item);
      if (lines.size() < kBuffered) continue;
      OA_CHECK(file.write_all(lines));
      lines.clear();
    }
  OA_CHECK(file.write_all(lines));
  return rename_file(beside, path);
}

}  // namespace

Result<Done> write_result_folder(const std::string& folder, std::span<const ResultRow> rows, const PageJson& page,
                                 std::span<const ScoringTask> tasks) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Error{ErrorKind::io, failure.message(), {folder, {}, "", {}}};
  OA_CHECK(replace_file(folder + "/result.json", render_results(rows, ResultFormat::json)));
  if (!tasks.empty()) OA_CHECK(write_samples(folder + "/samples.jsonl", tasks));
  return replace_file(folder + "/report.html", report_page(page.dump(-1, ' ', false, kReplace)));
}

Result<std::string> result_folder(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (!path.empty() && file_exists(path) && !is_folder(path))
    return Error{ErrorKind::refused, "is there already, and no folder", {path, {}, "", {}}};
  return path;
}

Result<std::string> file_sha256(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) return std::string();
  OA_TRY(file, File::open(path, File::Mode::read));
  Sha256 hash;
  while (true) {
    OA_TRY(bytes, file.read_some(kBuffered));
    if (bytes.empty()) return hash.hex();
    hash.add(bytes);
  }
}

}  // namespace openaffect
