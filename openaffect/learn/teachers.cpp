#include "openaffect/learn/teachers.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "openaffect/catalog/store.h"
#include "openaffect/core/item.h"
#include "openaffect/learn/train_setup.h"
#include "openaffect/raters/rate_all.h"
#include "openaffect/raters/table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

// Whose targets are shares that sum to 1.
bool is_shares(HeadKind kind) {
  return kind == HeadKind::single_label || kind == HeadKind::distribution;
}

// A head of one label as shares: all on the one that people said.
TargetMatrix as_shares(const TargetMatrix& labels, std::size_t classes) {
  TargetMatrix shares{labels.head, classes, std::vector<float>(labels.values.size() * classes)};
  for (std::size_t text = 0; text < labels.values.size(); ++text) {
    const float label = labels.values[text];
    const auto row = std::span(shares.values).subspan(text * classes, classes);
    if (std::isnan(label))
      std::ranges::fill(row, label);
    else
      row[static_cast<std::size_t>(label)] = 1;
  }
  return shares;
}

std::vector<std::string> names_of(const RecipeHead& head) {
  std::vector<std::string> names;
  for (const Label& label : head.scheme->labels()) names.push_back(label.id);
  for (const NumberField& field : head.scheme->fields()) names.push_back(field.id);
  return names;
}

// Where a rater's numbers for the head stand among its fields; nothing when one is missing.
std::optional<std::vector<std::size_t>> find_numbers(const RaterInfo& info, const RecipeHead& head) {
  std::vector<std::size_t> places;
  for (const std::string& name : names_of(head)) {
    const auto found = std::ranges::find_if(info.fields, [&](const RaterField& field) {
      return field.kind == RaterField::Kind::number && field.scheme->id() == head.scheme->id() &&
             field.scheme_field == name;
    });
    if (found == info.fields.end()) return std::nullopt;
    places.push_back(static_cast<std::size_t>(found - info.fields.begin()));
  }
  return places;
}

// What the teachers say of one head: sums, and how many said something.
struct Lesson {
  std::vector<double> sums;  // [texts, columns]
  std::size_t columns = 0;
  double teachers = 0;
};

// Probabilities of labels that may hold together become shares; of none, equal ones.
void make_shares(std::span<double> numbers) {
  const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
  if (std::isnan(sum)) return;  // it said nothing
  for (double& number : numbers) number = sum > 0 ? number / sum : 1 / static_cast<double>(numbers.size());
}

void listen(const RatingBatch& ratings, const std::vector<std::size_t>& places, HeadKind kind, Lesson& lesson) {
  lesson.columns = places.size();
  lesson.sums.resize(ratings.size() * lesson.columns);
  std::vector<double> said(lesson.columns);
  for (std::size_t row = 0; row < ratings.size(); ++row) {
    for (std::size_t c = 0; c < said.size(); ++c) said[c] = std::get<NumberColumn>(ratings.columns[places[c]])[row];
    if (is_shares(kind)) make_shares(said);
    for (std::size_t c = 0; c < said.size(); ++c) lesson.sums[row * said.size() + c] += said[c];
  }
  ++lesson.teachers;
}

void blend(const Lesson& lesson, double share, TargetMatrix& matrix) {
  for (std::size_t i = 0; i < matrix.values.size(); ++i) {
    const double taught = lesson.sums[i] / lesson.teachers;
    const double said = matrix.values[i];
    matrix.values[i] = static_cast<float>(std::isnan(said) ? taught : (1 - share) * said + share * taught);
  }
}

// A folder, or a name in the store, where `train` leaves a recipe's model.
Result<std::string> find_teacher(const std::string& teacher) {
  if (is_folder(teacher)) return teacher;
  if (teacher.find('/') != std::string::npos)
    return Error{ErrorKind::not_found, "no such folder of a finished model", {teacher, {}, "", {}}};
  OA_TRY(folder, store_folder(CatalogKind::model, teacher));
  if (is_folder(folder)) return folder;
  return Error{
      ErrorKind::not_found,
      fmt::format("the teacher {} is not here: make it first, openaffect train text --config with its recipe", teacher),
      {folder, {}, "", {}}};
}

std::string name_of(const Teachers::Teacher& teacher) {
  return std::filesystem::path(teacher.asked.model).filename().string();
}

// Where the teacher's numbers for a head stand; nothing when it is not to teach it.
std::optional<std::vector<std::size_t>> lesson_of(const Teachers::Teacher& teacher, const RecipeHead& head) {
  const std::vector<std::string>& heads = teacher.asked.heads;
  if (head.kind == HeadKind::ordinal) return std::nullopt;
  if (!heads.empty() && std::ranges::find(heads, head.id) == heads.end()) return std::nullopt;
  return find_numbers(teacher.rater->info(), head);
}

}  // namespace

Result<Teachers> Teachers::open(const Recipe& recipe) {
  Teachers teachers;
  teachers.share_ = recipe.teacher_share;
  teachers.heads_ = recipe.heads;
  for (const RecipeTeacher& asked : recipe.teachers) {
    OA_TRY(folder, find_teacher(asked.model));
    OA_TRY(rater, make_rater(fmt::format("teacher_{}=model:{}", teachers.teachers_.size() + 1, folder), {},
                             {.precision = fastest_precision(Device::cpu)}));
    const Teacher teacher{std::move(rater), asked};
    if (std::ranges::none_of(teachers.heads_,
                             [&](const RecipeHead& head) { return lesson_of(teacher, head).has_value(); }))
      return Error{ErrorKind::unknown, "the teacher has none of the recipe's heads", {folder, {}, "", {}}};
    teachers.teachers_.push_back(teacher);
  }
  return teachers;
}

std::vector<TeacherFacts> Teachers::facts() const {
  std::vector<TeacherFacts> facts;
  for (const Teacher& teacher : teachers_) {
    const RaterInfo& info = teacher.rater->info();
    facts.push_back({name_of(teacher), info.version, info.licence_text, info.content_sha256, info.licence});
  }
  return facts;
}

Result<Done> Teachers::teach(std::span<const std::string> texts, std::vector<TargetMatrix>& targets,
                             const Watcher& watcher) const {
  std::vector<Item> items;
  for (const std::string& text : texts) items.push_back({.text = text});
  std::vector<Lesson> lessons(heads_.size());
  for (const Teacher& teacher : teachers_) {
    const std::string what = fmt::format("asking the teacher {}", name_of(teacher));
    OA_TRY(ratings, rate_all(*teacher.rater, items, {.watcher = watcher, .what = what}));
    for (std::size_t h = 0; h < heads_.size(); ++h)
      if (const auto places = lesson_of(teacher, heads_[h])) listen(ratings, *places, heads_[h].kind, lessons[h]);
  }
  for (std::size_t h = 0; h < heads_.size(); ++h) {
    if (lessons[h].teachers == 0) continue;
    auto matrix = std::ranges::find(targets, heads_[h].id, &TargetMatrix::head);
    if (matrix == targets.end()) {
      targets.push_back(
          {heads_[h].id, lessons[h].columns, std::vector<float>(texts.size() * lessons[h].columns, std::nanf(""))});
      matrix = targets.end() - 1;
    } else if (matrix->columns != lessons[h].columns) {
      *matrix = as_shares(*matrix, lessons[h].columns);
    }
    blend(lessons[h], share_, *matrix);
  }
  return Done{};
}

}  // namespace openaffect
