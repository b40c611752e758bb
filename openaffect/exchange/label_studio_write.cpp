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
#include "openaffect/exchange/losses.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/staged_files.h"
#include "openaffect/exchange/values.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

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

// Members of `more` that begin with the prefix, without it.
Fields prefixed(const Fields& more, std::string_view prefix) {
  Fields found = Fields::object();
  if (!more.is_object()) return found;
  for (const auto& [key, value] : more.items())
    if (key.starts_with(prefix)) append_member(found, key.substr(prefix.size()), value);
  return found;
}

// What becomes of the columns of a table of items.
struct ItemColumns {
  std::vector<std::pair<std::size_t, std::string>> data, task;  // columns, and the members that they are
  std::size_t nulls;                                            // the column kNulls, or how many columns there are
  bool has_id = false, has_item = false;
};

class TasksWriter {
 public:
  TasksWriter(const Dataset& dataset, Notes& notes) : dataset_(dataset), notes_(notes), shown_(shown_object(dataset)) {
    for (const DatasetScheme& scheme : dataset.schemes) schemes_.emplace(scheme.id, &scheme);
  }

  Result<std::vector<Fields>> write() {
    for (const DatasetTable& table : dataset_.tables) {
      if (table.kind == TableKind::segments)
        add_files(table);
      else if (table.kind != TableKind::ratings)
        add_items(table, &table);
    }
    for (const DatasetTable& table : dataset_.tables) {
      if (table.kind != TableKind::ratings) continue;
      OA_TRY(found, ratings_from(table));
      if (found.items) add_items(*found.items, nullptr);
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
    owners_.push_back(nullptr);
    return tasks_.back();
  }

  // Ids are numbers; what is called otherwise, or shown, stands in its data.
  bool says_item(const std::string& item) const { return !is_number_text(item) || shown_.member == "item"; }

  ItemColumns columns_of(const DatasetTable& table) {
    ItemColumns found{{}, {}, table.find(kNulls)};
    std::vector<bool> sure(table.columns.size() + 1);
    for (const std::size_t column : confidence_columns(table)) sure[column] = true;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const DatasetColumn& column = table.columns[i];
      std::string name = column.cells.name;
      if (i < table.keys && name == "item") found.has_item = true;
      if ((i < table.keys && name == "item") || !column.scheme.empty() || !column.rater.empty() || sure[i] ||
          i == found.nulls)
        continue;
      const bool of_task = name.starts_with(kOfTask);
      if (of_task) name.erase(0, kOfTask.size());
      if (!of_task && name.starts_with(kOfData)) name.erase(0, kOfData.size());
      if (of_task && (name == "data" || name == "annotations" || name == "predictions")) continue;
      found.has_id = found.has_id || (of_task && name == "id");
      if (!taken.insert((of_task ? "t" : "d") + name).second)
        notes_.add(fmt::format("column {} of table {} is left out: another has its name", column.cells.name, table.id));
      else
        (of_task ? found.task : found.data).emplace_back(i, name);
    }
    return found;
  }

  // The data of one row. Null cells are members too, unless the row says which are.
  static Fields data_of(const DatasetTable& table, const ItemColumns& columns, std::size_t row) {
    std::optional<std::set<std::string>> nulls;
    if (columns.nulls < table.columns.size())
      if (const Fields said = cell_json(table.columns[columns.nulls].cells, row); said.is_array()) {
        nulls.emplace();
        for (const Fields& name : said)
          if (name.is_string()) nulls->insert(name.get<std::string>());
      }
    Fields data = Fields::object();
    for (const auto& [column, name] : columns.data) {
      Fields cell = cell_json(table.columns[column].cells, row);
      if (!cell.is_null() || !nulls || nulls->contains(name)) append_member(data, name, std::move(cell));
    }
    return data;
  }

  // Adds what the data does not have yet; counts what is there and says something else.
  static std::size_t merge(const Fields& more, Fields& data) {
    if (data.empty()) {
      data = more;
      return 0;
    }
    std::unordered_map<std::string_view, Fields*> there;
    for (auto each = data.begin(); each != data.end(); ++each) there.emplace(each.key(), &*each);
    std::size_t others = 0;
    Fields rest = Fields::object();
    for (const auto& [key, value] : more.items()) {
      const auto found = there.find(key);
      if (found == there.end())
        append_member(rest, key, value);
      else if (found->second->is_null())
        *found->second = value;
      else if (!value.is_null() && *found->second != value)
        ++others;
    }
    for (const auto& [key, value] : rest.items()) append_member(data, key, value);
    return others;
  }

  // `owner`: the table, where its rows are items in their own right.
  void add_items(const DatasetTable& table, const DatasetTable* owner) {
    const ItemColumns columns = columns_of(table);
    std::size_t twins = 0, others = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string item = item_of(table, row);
      Fields& task = task_of(item);
      const DatasetTable*& first = owners_[place_.at(item)];
      if (owner && first && (first == owner || table.kind == TableKind::items)) ++twins;
      if (owner && !first) first = owner;
      if (!table.split.empty()) task["meta"] = {{"split", table.split}};
      Fields data = data_of(table, columns, row);
      const bool says = columns.has_item ? columns.has_id || says_item(item) : shown_.member == "item";
      if (says && table.kind == TableKind::items) data.emplace("item", item);
      others += merge(data, task["data"]);
      for (const auto& [column, name] : columns.task)
        if (Fields cell = cell_json(table.columns[column].cells, row); !cell.is_null()) task[name] = std::move(cell);
    }
    if (twins > 0)
      notes_.add(fmt::format("{} rows of table {} are called as others, and share their tasks", twins, table.id));
    if (others > 0)
      notes_.add(
          fmt::format("{} cells of table {} are left out: their tasks have other values there", others, table.id));
  }

  void add_files(const DatasetTable& table) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string file = cell_text(table.columns[0].cells, row).value_or("");
      Fields& task = task_of(file);
      task["data"]["file"] = file;
      if (!table.split.empty()) task["meta"] = {{"split", table.split}};
    }
    std::vector<bool> sure(table.columns.size() + 1);
    for (const std::size_t column : confidence_columns(table)) sure[column] = true;
    for (std::size_t i = table.keys; i < table.columns.size(); ++i)
      if (table.columns[i].scheme.empty() && table.columns[i].rater.empty() && !sure[i])
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
    const Fields more = prefixed(rating.more, machine ? kOfPrediction : kOfAnnotation);
    if (machine && !rating.rater.empty())
      answer["model_version"] = rating.rater;
    else if (!rating.rater.empty() && !more.contains("completed_by"))
      answer["completed_by"] =
          is_number_text(rating.rater) ? number_or_text(rating.rater) : Fields{{"email", rating.rater}};
    add_fields(answer, more);
    answer["result"] = Fields::array();
    answers.push_back(std::move(answer));
    return answers.back();
  }

  void add_rating(const ItemRating& rating) {
    note_unsayable(rating.more);
    const std::size_t before = tasks_.size();
    Fields& task = task_of(rating.item);
    if (tasks_.size() > before && says_item(rating.item)) task["data"]["item"] = rating.item;
    Fields& answer = answer_of(rating, task);
    if (rating.scheme.empty() && rating.type.empty() && !rating.labels && !rating.value) return;  // an empty answer
    Fields result = Fields::object();
    const Fields more = prefixed(rating.more, kOfResult);
    if (!rating.scheme.empty()) {  // else it is of no control: a relation
      result["from_name"] = rating.scheme;
      if (!more.contains("to_name")) result["to_name"] = shown_.name;
    }
    add_fields(result, more);
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
    // Seconds that nanoseconds do not say exactly stand in `more`.
    Fields value = prefixed(rating.more, kOfValue);
    if (rating.start && !value.contains("start")) value["start"] = whole_if_whole(seconds_of(*rating.start));
    if (rating.end && !value.contains("end")) value["end"] = whole_if_whole(seconds_of(*rating.end));
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
    const auto found = schemes_.find(rating.scheme);
    if (found == schemes_.end()) return "choices";
    const DatasetScheme& scheme = *found->second;
    const bool open = scheme.labels.empty() && scheme.labels_from.empty() && scheme.type == ValueType::text;
    return open ? "textarea" : "choices";
  }

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
    note_unsaid(dataset_, {Said::column_raters, Said::scheme_names, Said::keys, Said::unused_schemes}, notes_);
    for (const DatasetPart& rater : dataset_.raters)
      if (rater.type != "human" && rater.type != "machine")
        notes_.add(fmt::format("rater {} ({}) stands among the people", rater.id, rater.type));
  }

  const Dataset& dataset_;
  Notes& notes_;
  ShownObject shown_;
  std::unordered_map<std::string_view, const DatasetScheme*> schemes_;
  std::vector<Fields> tasks_;
  std::vector<const DatasetTable*> owners_;  // of each task: the table whose row it was first, or null
  std::unordered_map<std::string, std::size_t> place_;
  std::unordered_map<std::string, std::size_t> answer_place_;
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
  for (const std::string& file : {path, config})  // before the work
    if (options.overwrite == Overwrite::refuse && file_exists(file))
      return Error{ErrorKind::refused, "is there already; --force replaces it", {file, {}, "", {}}};
  OA_TRY(tasks, label_studio_tasks(dataset, notes));
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
  StagedFiles files(options.overwrite);
  for (const std::string& name : media_to_copy(dataset, options, notes))
    OA_CHECK(files.copy(dataset.folder + "/" + name, folder + "/" + name));
  OA_CHECK(files.write(config, labelling_text(dataset)));
  OA_CHECK(files.write(path, tasks));
  return files.commit();
}

}  // namespace openaffect
