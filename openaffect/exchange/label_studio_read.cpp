#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/exchange/bounds.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/json_columns.h"
#include "openaffect/exchange/label_studio.h"
#include "openaffect/exchange/label_studio_results.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{2} << 30;

// Members of `object` but those, each as PREFIX.NAME.
void keep_rest(const Fields& object, std::initializer_list<std::string_view> known, std::string_view prefix,
               Fields& more) {
  const Fields rest = without(object, known);
  if (!rest.is_object()) return;
  for (const auto& [key, value] : rest.items()) append_member(more, std::string(prefix) + key, value);
}

// Who made an annotation: an e-mail address, a name, a number.
std::string rater_of(const Fields& annotation) {
  const Fields& by = member_of(annotation, "completed_by");
  if (!by.is_object()) return text_of(annotation, "completed_by");
  for (const char* key : {"email", "username", "id"})
    if (std::string text = text_of(by, key); !text.empty()) return text;
  return "";
}

// Seconds: start or end of a stretch of sound or video. Other starts count characters.
std::optional<std::int64_t> time_of(const Fields& value, const char* key) {
  const Fields& seconds = member_of(value, key);
  return seconds.is_number() ? nanoseconds_of(seconds.get<double>()) : std::nullopt;
}

// Whether whole nanoseconds say it; a region that was drawn begins anywhere.
bool is_exact(const Fields& value, const char* key) {
  const auto nanoseconds = time_of(value, key);
  return nanoseconds && seconds_of(*nanoseconds) == value[key].get<double>();
}

bool is_stretch(const ResultKind& kind, const Fields& value) {
  const bool of_text = kind.type != "textarea" && value.contains("text");
  return !of_text &&
         (kind.type == "labels" || kind.type == "choices" || kind.type == "rating" || kind.type == "textarea" ||
          kind.type == "number") &&
         time_of(value, "start") && (time_of(value, "end") || !value.contains("end"));
}

class TasksReader {
 public:
  TasksReader(const std::string& file, Notes& notes) : file_(file), notes_(notes) {}

  Result<Dataset> read(const Fields& tasks, std::vector<DatasetScheme> schemes) {
    dataset_.schemes = std::move(schemes);
    key_ = key_of(tasks);
    std::size_t number = 0;
    for (const Fields& task : tasks) {
      ++number;
      if (!task.is_object() || !member_of(task, "data").is_object()) return error("a task without data", number);
      std::string id = text_of(task, "id");
      if (id.empty()) id = std::to_string(number);
      if (!key_.empty()) id = text_of(member_of(task, "data"), key_);
      if (!ids_.insert(id).second) return error(fmt::format("a second task {}", id), number);
      items_.emplace_back(id);
      add_item(task, id);
      OA_CHECK(read_answers(task, id, number));
    }
    OA_CHECK(finish());
    return std::move(dataset_);
  }

 private:
  Error error(const std::string& what, std::size_t task) const {
    return {ErrorKind::format, "label studio: " + what, {file_, task, "", {}}};
  }

  // The member of data that says what each task is, where all have it, each its own text; or "".
  static std::string key_of(const Fields& tasks) {
    for (const char* key : {"file", "item"}) {
      std::set<std::string> seen;
      const auto has_own = [&](const Fields& task) {
        const Fields& text = member_of(member_of(task, "data"), key);
        return text.is_string() && !text.get_ref<const std::string&>().empty() &&
               seen.insert(text.get<std::string>()).second;
      };
      if (!tasks.empty() && std::all_of(tasks.begin(), tasks.end(), has_own)) return key;
    }
    return "";
  }

  void add_item(const Fields& task, const std::string& item) {
    Fields row = Fields::object();
    for (const auto& [key, value] : member_of(task, "data").items()) {
      if (key == key_) continue;
      const bool taken = key == "item" || key.starts_with(kOfTask) || key.starts_with(kOfData);
      append_member(row, taken ? std::string(kOfData) + key : key, value);
    }
    keep_rest(task, {"id", "data", "annotations", "predictions", "completions"}, kOfTask, row);
    if (!member_of(task, "id").is_null() && text_of(task, "id") != item)
      append_member(row, std::string(kOfTask) + "id", member_of(task, "id"));
    rows_.push_back(std::move(row));
  }

  Result<Done> read_answers(const Fields& task, const std::string& item, std::size_t number) {
    // Label Studio before 1.0 called annotations completions.
    for (const char* key : {"annotations", "completions", "predictions"}) {
      const Fields& answers = member_of(task, key);
      if (answers.is_null()) continue;
      if (!answers.is_array()) return error(fmt::format("{} that are no list", key), number);
      for (const Fields& answer : answers) {
        if (answer.is_number_integer()) {  // of the short export, which has their numbers alone
          notes_.add(fmt::format("{} are given as numbers alone: they stand in another export", key));
          continue;
        }
        if (!answer.is_object()) return error(fmt::format("{} that hold no objects", key), number);
        OA_CHECK(read_answer(answer, item, std::string_view(key) == "predictions", number));
      }
    }
    return Done{};
  }

  Result<Done> read_answer(const Fields& answer, const std::string& item, bool machine, std::size_t number) {
    const Fields& results = member_of(answer, "result");
    if (!results.is_array() && !results.is_null()) return error("a result that is no list", number);
    ItemRating base;
    base.item = item;
    base.rater_type = machine ? "machine" : "human";
    base.rater = machine ? text_of(answer, "model_version") : rater_of(answer);
    base.more = Fields::object();
    const std::string_view prefix = machine ? kOfPrediction : kOfAnnotation;
    const std::string id(prefix.substr(0, prefix.size() - 1));
    // Answers without an id are told apart by their place.
    append_member(base.more, id,
                  member_of(answer, "id").is_null() ? Fields(fmt::format("#{}", ++unnamed_)) : answer["id"]);
    if (machine)
      keep_rest(answer, {"id", "result", "model_version"}, prefix, base.more);
    else if (member_of(answer, "completed_by").is_object())
      keep_rest(answer, {"id", "result"}, prefix, base.more);
    else
      keep_rest(answer, {"id", "result", "completed_by"}, prefix, base.more);
    repeated_ += (json_line(base.more).size() + item.size() + base.rater.size()) * results.size();
    OA_CHECK(check_repeated(repeated_));
    if (results.empty()) ratings_.push_back(base);
    const double score = member_of(answer, "score").is_number() ? answer["score"].get<double>() : std::nan("");
    for (const Fields& result : results) {
      if (!result.is_object()) return error("a result that is no object", number);
      ItemRating rating = base;
      if (machine && std::isfinite(score)) rating.confidence = score;
      read_result(result, rating);
      ratings_.push_back(std::move(rating));
    }
    return Done{};
  }

  void read_result(const Fields& result, ItemRating& rating) const {
    rating.type = text_of(result, "type");
    rating.scheme = text_of(result, "from_name");
    const Fields& value = member_of(result, "value");
    if (member_of(result, "score").is_number()) rating.confidence = result["score"].get<double>();
    keep_rest(result, {"type", "from_name", "value"}, kOfResult, rating.more);
    if (rating.type.empty()) rating.type = "result";
    const ResultKind* kind = find_result_kind(rating.type);
    if (!kind || !read_value(*kind, member_of(value, kind->member), rating)) {
      keep_rest(value, {}, kOfValue, rating.more);
      return;
    }
    if (is_stretch(*kind, value)) {
      rating.start = time_of(value, "start"), rating.end = time_of(value, "end");
      const auto unless_exact = [&](const char* key) { return is_exact(value, key) ? key : kind->member; };
      keep_rest(value, {kind->member, unless_exact("start"), unless_exact("end")}, kOfValue, rating.more);
    } else {
      keep_rest(value, {kind->member}, kOfValue, rating.more);
    }
  }

  // Whether the value is of the shape that its kind has.
  static bool read_value(const ResultKind& kind, const Fields& value, ItemRating& rating) {
    const auto all_texts = [&] {
      return std::all_of(value.begin(), value.end(), [](const Fields& each) { return each.is_string(); });
    };
    if (kind.shape == ResultShape::number) {
      if (!value.is_number()) return false;
      rating.value = value.get<double>();
    } else if (kind.shape == ResultShape::text) {
      if (!value.is_string()) return false;
      rating.labels = {value.get<std::string>()};
    } else if (value.is_array() && all_texts()) {
      rating.labels = value.get<std::vector<std::string>>();
    } else {
      return false;
    }
    return true;
  }

  Result<Done> finish() {
    keep_nulls();
    take_splits();
    OA_TRY(columns, columns_of_json(rows_));
    DatasetTable items;
    items.id = "items";
    items.kind = key_ == "file" ? TableKind::files : TableKind::items;
    items.keys = 1;
    items.columns = plain_columns(std::move(columns));
    items.columns.insert(items.columns.begin(), DatasetColumn{{key_.empty() ? "item" : key_, std::move(items_)}});
    dataset_.name = "label_studio";
    dataset_.tables = has_splits_ ? divide_by_split(items, "split") : std::vector{std::move(items)};
    declare_splits(dataset_);
    declare_parts(ratings_, dataset_);
    if (ratings_.empty()) return Done{};
    OA_TRY(ratings, ratings_table(ratings_, nullptr));
    dataset_.tables.push_back(std::move(ratings));
    return Done{};
  }

  void keep_nulls() {
    std::unordered_map<std::string, std::size_t> count;
    for (const Fields& row : rows_)
      for (const auto& [key, value] : row.items())
        if (!key.starts_with(kOfTask)) ++count[key];
    if (std::all_of(count.begin(), count.end(), [&](const auto& each) { return each.second == rows_.size(); })) return;
    for (Fields& row : rows_) {
      Fields nulls = Fields::array();
      for (const auto& [key, value] : row.items())
        if (value.is_null() && !key.starts_with(kOfTask))
          nulls.push_back(key.starts_with(kOfData) ? key.substr(kOfData.size()) : key);
      append_member(row, std::string(kNulls), std::move(nulls));
    }
  }

  // A task's meta {"split": …}, which label_studio_tasks() writes, becomes its split, where all tasks have it.
  void take_splits() {
    const std::string meta = std::string(kOfTask) + "meta";
    has_splits_ = !rows_.empty() && std::all_of(rows_.begin(), rows_.end(), [&](const Fields& row) {
      const Fields& said = member_of(row, meta);
      return said.size() == 1 && !text_of(said, "split").empty() && !row.contains("split");
    });
    for (Fields& row : rows_) {
      if (!has_splits_) return;
      const std::string split = text_of(row[meta], "split");
      row = without(row, {meta});
      append_member(row, "split", split);
    }
  }

  const std::string& file_;
  Notes& notes_;
  Dataset dataset_;
  std::set<std::string> ids_;
  TableColumn::Cells<std::string> items_;
  std::vector<Fields> rows_;  // data, and what else is said of each task
  std::vector<ItemRating> ratings_;
  std::size_t unnamed_ = 0;
  std::uint64_t repeated_ = 0;  // bytes of what is said of answers, for each of their results
  std::string key_;             // of data, that says what a task is; or ""
  bool has_splits_ = false;
};

// A list of tasks, one task, or a task a line.
Result<Fields> tasks_of(std::string_view text, const std::string& file) {
  auto document = parse_document(text, file);
  if (document && document->is_object()) return Fields::array({*std::move(document)});
  if (document && !document->is_array())
    return Error{ErrorKind::format, "label studio: neither a list of tasks nor a task", {file, {}, "", {}}};
  if (document || text.find('\n') == std::string_view::npos) return document;
  Fields tasks = Fields::array();
  for (std::size_t at = 0, row = 1; at < text.size(); ++row) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.find_first_not_of(" \r\t") != std::string_view::npos) {
      auto task = parse_document(line, file);
      if (!task && tasks.empty()) return document.error();  // no lines of JSON either
      if (!task) {
        Error error = task.error();
        error.where.row = row;
        if (error.where.byte) *error.where.byte += at;
        return error;
      }
      tasks.push_back(*std::move(task));
    }
    at = end + 1;
  }
  return tasks;
}

}  // namespace

bool is_label_studio(const std::string& path) {
  constexpr std::size_t kHead = std::size_t{64} << 10;
  if (is_folder(path) || !path.ends_with(".json")) return false;
  auto file = File::open(path, File::Mode::read);
  const auto head = file ? file->read_some(kHead) : Result<std::string>(file.error());
  if (!head) return false;
  const auto has = [&](const char* key) { return head->find(key) != std::string::npos; };
  return has("\"data\"") && (has("\"annotations\"") || has("\"predictions\"") || has("\"completions\""));
}

Result<Dataset> parse_label_studio(std::string_view json, std::vector<DatasetScheme> schemes, const std::string& file,
                                   Notes& notes) {
  OA_TRY(tasks, tasks_of(json, file));
  return TasksReader(file, notes).read(tasks, std::move(schemes));
}

Result<Dataset> read_label_studio(const std::string& path, const DatasetReadOptions& options, Notes& notes) {
  constexpr std::uint64_t kMostConfigBytes = std::uint64_t{16} << 20;
  OA_TRY(text, read_file(path, kMostBytes));
  std::vector<DatasetScheme> schemes;
  if (!options.labels.empty()) {
    OA_TRY(config, read_file(options.labels, kMostConfigBytes));
    OA_TRY(parsed, parse_labelling(config, options.labels));
    schemes = std::move(parsed);
  }
  OA_TRY(tasks, tasks_of(text, path));
  text = {};  // as large as the tasks
  return TasksReader(path, notes).read(tasks, std::move(schemes));
}

}  // namespace openaffect
