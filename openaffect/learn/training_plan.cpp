#include "openaffect/learn/training_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/catalog/store.h"
#include "openaffect/core/stop.h"
#include "openaffect/core/use.h"
#include "openaffect/learn/answer_counts.h"
#include "openaffect/learn/leakage.h"
#include "openaffect/learn/near_duplicates.h"
#include "openaffect/learn/plan_parts.h"
#include "openaffect/learn/teachers.h"
#include "openaffect/learn/training_rows.h"

namespace openaffect {
namespace {

constexpr const char* kSameData = "the same data";

bool is_held_out(Part part) {
  return part == Part::development || part == Part::test;
}

const std::string& owner_of(const RecipeSource& source) {
  return source.set.empty() ? source.name : source.set;
}

class Planner {
 public:
  Planner(const Recipe& recipe, const Tokenizer& tokenizer, const std::string& use, const Watcher& watcher)
      : recipe_(recipe), tokenizer_(tokenizer), use_(use), watcher_(watcher) {}

  Result<TrainingPlan> run() {
    OA_CHECK(read_sources());
    OA_CHECK(gather_held_out());
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      for (std::size_t column = 0; column < sources_[i].groups.size(); ++column) keep_groups_apart(i, column);
      take_out_leaks(i);
      OA_CHECK(take_out_near_duplicates(i));
      if (recipe_.sources[i].merge_equal) merge_equal(i);
    }
    plan_.classes = count_answers(recipe_, sources_);
    OA_TRY(notes, check_answers(recipe_, plan_.classes, sources_));
    for (std::string& note : notes) plan_.notes.push_back(std::move(note));
    make_heads();
    OA_TRY(teachers, Teachers::open(recipe_));
    teachers_ = std::move(teachers);
    plan_.teachers = teachers_.facts();
    for (const TeacherFacts& teacher : plan_.teachers)
      OA_CHECK(check_use(teacher.name, teacher.licence, teacher.licence_class, use_));
    for (std::size_t i = 0; i < sources_.size(); ++i) OA_CHECK(make_parts(i));
    return std::move(plan_);
  }

 private:
  Result<Done> read_sources() {
    for (const RecipeSource& source : recipe_.sources) {
      OA_TRY(rows, read_source_rows(recipe_, source, watcher_));
      OA_CHECK(check_use(source.name, rows.licence, rows.licence_class, use_));
      for (const std::string& note : rows.notes) plan_.notes.push_back(note);
      sources_.push_back(std::move(rows));
    }
    return Done{};
  }

  Result<Done> gather_held_out() {
    std::set<std::string> named;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      named.insert(recipe_.sources[i].set);
      const std::uint32_t owner = held_out_.owner(owner_of(recipe_.sources[i]));
      for (std::size_t row = 0; row < sources_[i].size(); ++row)
        if (is_held_out(sources_[i].parts[row])) held_out_.add(sources_[i].keys[row], owner, sources_[i].parts[row]);
    }
    std::vector<std::string> absent;
    for (const CatalogEntry& entry : catalog_entries(CatalogKind::data_set)) {
      if (is_in_store(CatalogKind::data_set, entry.name)) {
        OA_CHECK(check_stop(watcher_.stop));
        if (watcher_.status) watcher_.status(fmt::format("looking for texts that must not teach: {}", entry.name));
        OA_TRY(folder, store_folder(CatalogKind::data_set, entry.name));
        OA_CHECK(add_held_out_set(entry.name, table_in(folder, entry.name), held_out_));
      } else if (!named.contains(entry.name)) {
        absent.push_back(entry.name);
      }
    }
    if (!absent.empty())
      plan_.notes.push_back(
          fmt::format("not fetched, so their test texts may be among the training texts: {}", fmt::join(absent, ", ")));
    held_out_.sort();
    return Done{};
  }

  // Of a source whose parts are given: what stands together with a text of a held-out part is no longer for training,
  // where the recipe asks for it; else it is said.
  void keep_groups_apart(std::size_t i, std::size_t column) {
    SourceRows& rows = sources_[i];
    const std::vector<std::string>& cells = rows.groups[column];
    std::unordered_map<std::string_view, Part> held;
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (is_held_out(rows.parts[row]) && !cells[row].empty()) {
        Part& part = held[cells[row]];
        part = std::max(part, rows.parts[row]);
      }
    std::map<Part, std::uint64_t> found;
    const bool take_out = !recipe_.sources[i].keep_together.empty();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto at = held.find(cells[row]);
      if (rows.parts[row] != Part::train || at == held.end()) continue;
      ++found[at->second];
      if (take_out) rows.parts[row] = Part::none;
    }
    const std::string& name = recipe_.sources[i].name;
    for (const auto& [part, count] : found) {
      if (take_out)
        plan_.leaks.push_back({name, "the same " + rows.group_columns[column], std::string(part_name(part)), count});
      else
        plan_.notes.push_back(
            fmt::format("{}: {} training texts have a {} that also stands in the {} part; "
                        "keep_together would take them out",
                        name, count, rows.group_columns[column], part_name(part)));
    }
  }

  void take_out_leaks(std::size_t i) {
    SourceRows& rows = sources_[i];
    const std::uint32_t own = held_out_.owner(owner_of(recipe_.sources[i]));
    std::map<std::pair<std::uint32_t, Part>, std::uint64_t> removed;
    std::uint64_t chosen = 0;  // development texts of a drawn split that stand in its test part
    const bool drawn = rows.split_rule.starts_with("drawn");
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows.keys[row].is_empty() || rows.parts[row] == Part::test || rows.parts[row] == Part::none) continue;
      const auto found = held_out_.find(rows.keys[row], own);
      if (rows.parts[row] == Part::development) {
        if (!drawn || found.owner != own || found.part != Part::test) continue;
        ++chosen;
      } else if (found.part == Part::none) {
        continue;
      } else {
        ++removed[{found.owner, found.part}];
      }
      rows.parts[row] = Part::none;
    }
    const std::string& name = recipe_.sources[i].name;
    for (const auto& [where, count] : removed)
      plan_.leaks.push_back({name, where.first == own ? kSameData : held_out_.name(where.first),
                             std::string(part_name(where.second)), count});
    if (chosen > 0)
      plan_.notes.push_back(
          fmt::format("{}: {} development texts that stand in the test part are left out", name, chosen));
  }

  Result<Done> take_out_near_duplicates(std::size_t i) {
    if (recipe_.sources[i].data.empty()) return Done{};
    SourceRows& rows = sources_[i];
    std::vector<std::size_t> train, held;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows.parts[row] == Part::train) train.push_back(row);
      if (is_held_out(rows.parts[row])) held.push_back(row);
    }
    const auto texts = [&](const std::vector<std::size_t>& of) {
      std::vector<const std::string*> views;
      for (const std::size_t row : of) views.push_back(&rows.texts[row]);
      return views;
    };
    OA_TRY(pairs, find_near_duplicates(texts(train), texts(held), watcher_));
    for (const NearPair& pair : pairs) {
      const std::size_t row = train[pair.text], other = held[pair.other];
      plan_.near_duplicates.push_back({recipe_.sources[i].name, rows.rows[row], rows.rows[other],
                                       std::string(part_name(rows.parts[other])), pair.similarity});
      rows.parts[row] = Part::none;
    }
    return Done{};
  }

  // RecipeSource::merge_equal.
  void merge_equal(std::size_t i) {
    SourceRows& rows = sources_[i];
    std::unordered_map<std::string_view, std::size_t> first;
    std::uint64_t merged = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows.parts[row] != Part::train) continue;
      const auto [found, added] = first.emplace(rows.texts[row], row);
      if (added) continue;
      for (TargetMatrix& matrix : rows.targets)
        for (std::size_t k = 0; k < matrix.columns; ++k) {
          float& kept = matrix.values[found->second * matrix.columns + k];
          if (std::isnan(kept)) kept = matrix.values[row * matrix.columns + k];
        }
      rows.parts[row] = Part::none;
      ++merged;
    }
    if (merged > 0)
      plan_.notes.push_back(fmt::format("{}: {} training texts became one with an equal one, with the answers of both",
                                        recipe_.sources[i].name, merged));
  }

  void make_heads() {
    plan_.data.features = recipe_.features;
    for (const RecipeHead& head : recipe_.heads) {
      const bool is_numbers = head.kind == HeadKind::regression;
      HeadPlan plan{.id = head.id, .kind = head.kind, .outputs = 0, .weight = head.weight, .loss = head.loss};
      plan.thresholds = head.thresholds;
      plan.outputs = is_numbers ? head.scheme->fields().size() : head.scheme->labels().size();
      if (head.kind == HeadKind::ordinal) --plan.outputs;
      plan.class_weights = class_weights(head, plan_.classes, sources_);
      plan_.data.heads.push_back(std::move(plan));
    }
  }

  Result<Done> make_parts(std::size_t i) {
    const RecipeSource& source = recipe_.sources[i];
    SourceRows& rows = sources_[i];
    auto train = tokenize_part(rows, Part::train, recipe_, tokenizer_);
    auto development = tokenize_part(rows, Part::development, recipe_, tokenizer_);
    if (!teachers_.empty()) OA_CHECK(teachers_.teach(texts_of(rows, Part::train), train.part.targets, watcher_));
    if (train.cut > 0)
      plan_.notes.push_back(
          fmt::format("{}: {} of {} training texts are longer than {} tokens; their beginnings are used", source.name,
                      train.cut, train.part.texts(), recipe_.longest_text));
    plan_.sources.push_back({source.name, rows.licence, rows.path, rows.sha256, rows.licence_class, rows.split_rule,
                             rows.count(Part::train), rows.count(Part::development), rows.count(Part::test),
                             rows.without_text});
    for (const Part part : {Part::development, Part::test})
      plan_.held_out.push_back(held_out_part(source.name, rows, part));
    plan_.data.sources.push_back({source.name, std::move(train.part), std::move(development.part)});
    rows = {};  // its memory
    return Done{};
  }

  static std::vector<std::string> texts_of(const SourceRows& rows, Part part) {
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (rows.parts[row] == part) texts.push_back(rows.texts[row]);
    return texts;
  }

  const Recipe& recipe_;
  const Tokenizer& tokenizer_;
  const std::string& use_;
  const Watcher& watcher_;
  std::vector<SourceRows> sources_;
  HeldOutTexts held_out_;
  Teachers teachers_;
  TrainingPlan plan_;
};

}  // namespace

Result<TrainingPlan> plan_training(const Recipe& recipe, const Tokenizer& tokenizer, const std::string& use,
                                   const Watcher& watcher) {
  OA_CHECK(check_recipe(recipe));
  const TokenFrame& frame = tokenizer.frame();
  if (frame.before.size() + frame.after.size() >= recipe.longest_text)
    return Error{ErrorKind::format, fmt::format("longest_text: {} leaves no room for a text", recipe.longest_text)};
  return Planner(recipe, tokenizer, use, watcher).run();
}

}  // namespace openaffect
