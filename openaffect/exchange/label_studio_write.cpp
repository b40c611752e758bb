#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/core/sha256.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/label_studio.h"
#include "openaffect/exchange/label_studio_results.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr double kNanoseconds = 1e9;
constexpr std::string_view kOfData = "data.";

bool is_number_text(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  return !text.empty() && text.size() <= kMostDigits &&
         text.find_first_not_of("0123456789") == std::string_view::npos && (text == "0" || text[0] != '0');
}

Fields number_or_text(const std::string& text) {
  return is_number_text(text) ? Fields(*parse_integer(text)) : Fields(text);
}

Fields whole_if_whole(double value) {
  constexpr double kMost = 1e15;
  if (std::trunc(value) == value && std::abs(value) < kMost) return static_cast<std::int64_t>(value);
  return value;
}

// Rows of tables without keys are numbered through all of them.
void number_rows(Dataset& dataset) {
  std::int64_t next = 1;
  for (DatasetTable& table : dataset.tables) {
    if (table.kind != TableKind::items || table.keys != 0) continue;
    TableColumn::Cells<std::string> numbers;
    for (std::size_t row = 0; row < table.rows(); ++row) numbers.emplace_back(std::to_string(next++));
    table.columns.insert(table.columns.begin(), DatasetColumn{{"item", std::move(numbers)}});
    table.keys = 1;
  }
}

// Where rows are files, tables of other things are no tasks.
void leave_items_out(Dataset& dataset, Notes& notes) {
  const bool has_files = std::any_of(dataset.tables.begin(), dataset.tables.end(), [](const DatasetTable& table) {
    return table.kind == TableKind::files || table.kind == TableKind::segments;
  });
  std::erase_if(dataset.tables, [&](const DatasetTable& table) {
    const bool left_out = has_files && table.kind == TableKind::items;
    if (left_out) notes.add(fmt::format("table {} is left out: its rows are no files", table.id));
    return left_out;
  });
}

class TasksWriter {
 public:
  TasksWriter(const Dataset& dataset, Notes& notes) : dataset_(dataset), notes_(notes) {}

  Result<std::vector<Fields>> write() {
    for (const DatasetTable& table : dataset_.tables) {
      if (table.kind == TableKind::segments)
        add_files(table);
      else if (table.kind != TableKind::ratings)
        add_items(table);
    }
    for (const DatasetTable& table : dataset_.tables) {
      if (table.kind != TableKind::ratings) continue;
      OA_TRY(found, ratings_from(table));
      if (found.items) add_items(*found.items);
    }
    OA_TRY(ratings, ratings_of(dataset_));
    for (const ItemRating& rating : ratings) add_rating(rating);
    for (Fields& task : tasks_) finish(task);
    note_losses();
    return std::move(tasks_);
  }

 private:
  Fields& task_of(const std::string& item) {
    const auto [at, added] = place_.try_emplace(item, tasks_.size());
    if (!added) return tasks_[at->second];
    Fields task = Fields::object();
    if (is_number_text(item)) task["id"] = number_or_text(item);
    task["data"] = Fields::object();
    task["annotations"] = Fields::array();
    task["predictions"] = Fields::array();
    tasks_.push_back(std::move(task));
    return tasks_.back();
  }

  void add_items(const DatasetTable& table) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      Fields& task = task_of(item_of(table, row));
      if (!table.split.empty()) task["meta"] = {{"split", table.split}};
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const DatasetColumn& column = table.columns[i];
        std::string name = column.cells.name;
        if ((i < table.keys && name == "item") || !column.scheme.empty() || !column.rater.empty()) continue;
        Fields cell = cell_json(column.cells, row);
        if (name.starts_with(kOfTask)) {
          name.erase(0, kOfTask.size());
          if (!cell.is_null() && name != "data" && name != "annotations" && name != "predictions")
            task[name] = std::move(cell);
          continue;
        }
        if (name.starts_with(kOfData)) name.erase(0, kOfData.size());
        has_text_ = has_text_ || name == "text";
        if (!cell.is_null() || !task["data"].contains(name)) task["data"][name] = std::move(cell);
      }
    }
  }

  void add_files(const DatasetTable& table) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string file = cell_text(table.columns[0].cells, row).value_or("");
      Fields& task = task_of(file);
      task["data"]["file"] = file;
      if (!table.split.empty()) task["meta"] = {{"split", table.split}};
    }
    for (std::size_t i = table.keys; i < table.columns.size(); ++i)
      if (table.columns[i].scheme.empty() && table.columns[i].rater.empty())
        notes_.add(fmt::format("column {} of table {} is left out: it has neither scheme nor rater",
                               table.columns[i].cells.name, table.id));
  }

  // The annotation or prediction that a rating belongs to.
  Fields& answer_of(const ItemRating& rating, Fields& task) {
    const bool machine = rating.rater_type == "machine";
    const Fields& given = member_of(rating.more, machine ? "prediction" : "annotation");
    Fields& answers = task[machine ? "predictions" : "annotations"];
    const auto [at, added] =
        answer_place_.try_emplace(json_line({rating.item, machine, rating.rater, given}), answers.size());
    if (!added) return answers[at->second];
    Fields answer = Fields::object();
    if (given.is_number())
      answer["id"] = given;
    else if (given.is_string() && !given.get_ref<const std::string&>().starts_with('#'))
      answer["id"] = number_or_text(given.get<std::string>());
    if (machine && !rating.rater.empty())
      answer["model_version"] = rating.rater;
    else if (!rating.rater.empty())
      answer["completed_by"] =
          is_number_text(rating.rater) ? number_or_text(rating.rater) : Fields{{"email", rating.rater}};
    add_prefixed(rating.more, machine ? kOfPrediction : kOfAnnotation, answer);
    answer["result"] = Fields::array();
    answers.push_back(std::move(answer));
    return answers.back();
  }

  static void add_prefixed(const Fields& more, std::string_view prefix, Fields& object) {
    if (!more.is_object()) return;
    for (const auto& [key, value] : more.items())
      if (key.starts_with(prefix)) object[key.substr(prefix.size())] = value;
  }

  void add_rating(const ItemRating& rating) {
    note_unsayable(rating.more);
    Fields& answer = answer_of(rating, task_of(rating.item));
    if (rating.scheme.empty() && rating.type.empty() && !rating.labels && !rating.value) return;  // an empty answer
    Fields result = Fields::object();
    if (!rating.scheme.empty()) {  // else it is of no control: a relation
      result["from_name"] = rating.scheme;
      result["to_name"] = std::string(object_name());
    }
    add_prefixed(rating.more, kOfResult, result);
    const std::string type = rating.type.empty() ? type_of(rating) : rating.type;
    if (type != "result") result["type"] = type;
    if (Fields value = value_of(rating, type); !value.empty()) result["value"] = std::move(value);
    if (!result.contains("id")) {
      const std::string what = json_line({rating.item, rating.rater, rating.scheme, answer["result"].size()});
      constexpr std::size_t kIdCharacters = 10;
      result["id"] = sha256_hex(what).substr(0, kIdCharacters);
    }
    if (rating.confidence && !result.contains("score") && !answer.contains("score"))
      result["score"] = *rating.confidence;
    answer["result"].push_back(std::move(result));
  }

  static Fields value_of(const ItemRating& rating, const std::string& type) {
    Fields value = Fields::object();
    if (rating.start) value["start"] = whole_if_whole(static_cast<double>(*rating.start) / kNanoseconds);
    if (rating.end) value["end"] = whole_if_whole(static_cast<double>(*rating.end) / kNanoseconds);
    add_prefixed(rating.more, kOfValue, value);
    const ResultKind* kind = find_result_kind(type);
    if (!kind) return value;
    const std::string member(kind->member);
    if (kind->shape == ResultShape::number) {
      if (rating.value) value[member] = whole_if_whole(*rating.value);
    } else if (rating.labels) {
      value[member] = kind->shape == ResultShape::text && rating.labels->size() == 1 ? Fields((*rating.labels)[0])
                                                                                     : Fields(*rating.labels);
    }
    return value;
  }

  // Of ratings that another format had.
  std::string type_of(const ItemRating& rating) const {
    if (!rating.labels) return "number";
    const DatasetScheme* scheme = dataset_.scheme(rating.scheme);
    return scheme && scheme->labels.empty() && scheme->labels_from.empty() && scheme->type == ValueType::text
               ? "textarea"
               : "choices";
  }

  std::string_view object_name() const { return has_text_ ? "text" : "item"; }

  // A prediction's score is the mean of its results' where it has none of its own.
  static void finish(Fields& task) {
    for (Fields& prediction : task["predictions"]) {
      double sum = 0;
      std::size_t count = 0;
      for (const Fields& result : prediction["result"])
        if (member_of(result, "score").is_number()) sum += result["score"].get<double>(), ++count;
      if (count > 0 && count == prediction["result"].size() && !prediction.contains("score"))
        prediction["score"] = sum / static_cast<double>(count);
    }
  }

  void note_unsayable(const Fields& more) {
    if (!more.is_object()) return;
    for (const auto& [key, value] : more.items()) {
      const bool sayable = key == "annotation" || key == "prediction" || key.starts_with(kOfAnnotation) ||
                           key.starts_with(kOfPrediction) || key.starts_with(kOfResult) || key.starts_with(kOfValue);
      if (!sayable) notes_.add(fmt::format("column {} of the ratings is left out", key));
    }
  }

  void note_losses() {
    for (const DatasetPart& rater : dataset_.raters)
      if (rater.more.is_object() || !rater.description.empty())
        notes_.add("what is said of raters beyond their names is left out");
    for (const DatasetPart& rater : dataset_.raters)
      if (rater.type != "human" && rater.type != "machine")
        notes_.add(fmt::format("rater {} ({}) stands among the people", rater.id, rater.type));
    if (!dataset_.media.empty()) notes_.add("what is said of media is left out");
    if (!dataset_.attachments.empty()) notes_.add("attachments are left out");
    if (!dataset_.description.empty() || !dataset_.source.empty() || !dataset_.licence.empty() ||
        dataset_.more.is_object())
      notes_.add("what is said of the whole set (description, source, licence …) is left out");
  }

  const Dataset& dataset_;
  Notes& notes_;
  std::vector<Fields> tasks_;
  std::unordered_map<std::string, std::size_t> place_;
  std::unordered_map<std::string, std::size_t> answer_place_;
  bool has_text_ = false;
};

}  // namespace

Result<std::string> label_studio_tasks(const Dataset& given, Notes& notes) {
  Dataset dataset = given;
  leave_items_out(dataset, notes);
  number_rows(dataset);
  OA_TRY(tasks, TasksWriter(dataset, notes).write());
  std::string text = "[";
  for (const Fields& task : tasks) text += (text.size() > 1 ? ",\n" : "\n") + json_line(task);
  return text + "\n]\n";
}

Result<Done> write_label_studio(const Dataset& dataset, const std::string& path, const DatasetWriteOptions& options,
                                Notes& notes) {
  const std::string config = path.substr(0, path.ends_with(".json") ? path.size() - 5 : path.size()) + ".config.xml";
  for (const std::string& file : {path, config})
    if (options.overwrite == Overwrite::refuse && file_exists(file))
      return Error{ErrorKind::refused, "is there already; --force replaces it", {file, {}, "", {}}};
  OA_TRY(tasks, label_studio_tasks(dataset, notes));
  OA_CHECK(replace_file(config, labelling_text(dataset)));
  const auto slash = path.rfind('/');
  OA_CHECK(copy_media(dataset, slash == std::string::npos ? "." : path.substr(0, slash), options.copy_media, notes));
  return replace_file(path, tasks);
}

}  // namespace openaffect
