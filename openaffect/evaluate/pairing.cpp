#include "openaffect/evaluate/pairing.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"

#include "openaffect/evaluate/field_task.h"
#include "openaffect/evaluate/row_pairs.h"
#include "openaffect/evaluate/scored_columns.h"
#include "openaffect/evaluate/share_task.h"
#include "openaffect/label/report.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

std::optional<RatedTable> rated_table_of(const std::string& path, const ReadOptions& read) {
  const auto metadata = read_file_metadata(path, read);
  if (!metadata) return std::nullopt;
  auto rated = RatedTable::parse(*metadata);
  if (!rated) return std::nullopt;
  return *std::move(rated);
}

// The two sides, which may be one table.
struct Sides {
  TableColumns predicted;
  std::optional<TableColumns> own_gold;
  const TableColumns& gold() const { return own_gold ? *own_gold : predicted; }
};

Result<Sides> open_sides(const std::string& predicted, const std::string& gold, const ReadOptions& read) {
  OA_TRY(table, TableColumns::open(predicted, read));
  Sides sides{std::move(table), std::nullopt};
  if (gold.empty()) return sides;
  OA_TRY(other, TableColumns::open(gold, read));
  sides.own_gold.emplace(std::move(other));
  return sides;
}

// Where a column that describes items stands; the table of gold is asked first.
struct Described {
  std::string name;
  bool in_gold = true;
};

Described find_described(const Sides& sides, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    for (const bool in_gold : {true, false})
      if ((in_gold ? sides.gold() : sides.predicted).find(name)) return {name, in_gold};
  return {};
}

struct Descriptions {
  std::string id;  // "": paired in order
  Described cluster, text;
};

Result<Descriptions> find_descriptions(const Sides& sides, const ScoredColumns& columns,
                                       const PairingOptions& options) {
  Descriptions found;
  const auto both = [&](const std::string& name) { return sides.gold().find(name) && sides.predicted.find(name); };
  found.id = options.id.empty() && both("id") ? "id" : options.id;
  const std::string cluster = options.cluster;
  if (cluster.empty())
    found.cluster = find_described(sides, {"person", "speaker", "dialogue", "video"});
  else if (cluster != "none")
    found.cluster = find_described(sides, {cluster});
  if (!cluster.empty() && cluster != "none" && found.cluster.name.empty())
    return Error{
        ErrorKind::unknown, fmt::format("no column {} to cluster by", cluster), {sides.gold().path(), {}, "", {}}};
  std::vector<std::string> texts = {"text"};
  if (!columns.source.empty()) texts.insert(texts.begin(), columns.source);
  if (!options.text.empty()) texts = {options.text};
  found.text = find_described(sides, texts);
  return found;
}

// The filters whose column a table has.
std::vector<CellFilter> filters_of(const TableColumns& table, const std::vector<CellFilter>& where) {
  std::vector<CellFilter> own;
  for (const CellFilter& filter : where)
    if (table.find(filter.column)) own.push_back(filter);
  return own;
}

Result<Done> check_filters(const Sides& sides, const std::vector<CellFilter>& where) {
  for (const CellFilter& filter : where)
    if (!sides.gold().find(filter.column) && !sides.predicted.find(filter.column))
      return Error{ErrorKind::unknown,
                   unknown_name_message("column", filter.column, sides.gold().names()),
                   {sides.gold().path(), {}, "", {}}};
  return Done{};
}

Result<Done> read_side(TableColumns& table, std::vector<std::string> names, const PairingOptions& options) {
  const std::vector<CellFilter> filters = filters_of(table, options.where);
  for (const CellFilter& filter : filters) names.push_back(filter.column);
  std::erase(names, "");
  OA_CHECK(table.read(names, options.stop));
  return table.keep(filters);
}

Result<Done> read_sides(Sides& sides, const ScoredColumns& columns, const Descriptions& described,
                        const PairingOptions& options) {
  OA_CHECK(check_filters(sides, options.where));
  std::vector<std::string> gold, predicted;
  for (const ScoredField& field : columns.fields) {
    gold.push_back(field.gold);
    gold.insert(gold.end(), field.shares.begin(), field.shares.end());
    predicted.push_back(field.predicted);
    predicted.insert(predicted.end(), field.probabilities.begin(), field.probabilities.end());
    predicted.push_back(field.log_probabilities);
  }
  for (const Described& column : {described.cluster, described.text})
    if (!column.name.empty()) (column.in_gold ? gold : predicted).push_back(column.name);
  if (!described.id.empty()) gold.push_back(described.id), predicted.push_back(described.id);
  if (sides.own_gold) {
    OA_CHECK(read_side(*sides.own_gold, gold, options));
  } else {
    predicted.insert(predicted.end(), gold.begin(), gold.end());
  }
  return read_side(sides.predicted, predicted, options);
}

Result<RowPairs> pair_sides(const Sides& sides, const Descriptions& described, bool allow_missing) {
  if (!sides.own_gold || described.id.empty()) return pair_by_order(sides.predicted, sides.gold());
  return pair_by_id(sides.predicted, sides.gold(), described.id, allow_missing);
}

std::string column_names(const ScoredColumns& columns, std::string ScoredField::*side) {
  std::vector<std::string> names;
  for (const ScoredField& field : columns.fields)
    if (!(field.*side).empty() && std::ranges::find(names, field.*side) == names.end()) names.push_back(field.*side);
  if (names.empty()) return "no column";
  return fmt::format("column{} {}", names.size() > 1 ? "s" : "", fmt::join(names, ", "));
}

constexpr std::string_view kKindNames[] = {"classes", "grades", "label_sets", "numbers", "texts"};  // of TaskKind

std::string_view kind_name(TaskKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

std::string what_was_decided(const Sides& sides, const ScoredColumns& columns, const Descriptions& described,
                             const std::vector<ScoringTask>& tasks, bool own_names) {
  const auto file = [](const TableColumns& table) { return std::filesystem::path(table.path()).filename().string(); };
  std::size_t items = 0;
  for (const ScoringTask& task : tasks) items = std::max(items, task.ids.size());
  std::string text =
      fmt::format("{}: predictions in {}; gold in {}", own_names ? sides.predicted.path() : file(sides.predicted),
                  column_names(columns, &ScoredField::predicted), column_names(columns, &ScoredField::gold));
  if (sides.own_gold) text += " of " + file(*sides.own_gold);
  text += fmt::format("; {} item{}", items, items == 1 ? "" : "s");
  if (sides.own_gold) text += described.id.empty() ? " in the order of rows" : " by " + described.id;
  text += fmt::format("; kind {}", kind_name(tasks[0].kind));
  if (columns.scheme) text += "; scheme " + columns.scheme->id();
  for (const ScoringTask& task : tasks) {
    if (!task.gold_shares.empty()) text += "; shares of answers";
    if (!task.probabilities.empty() && task.gold_shares.empty()) text += "; with probabilities";
    if (!task.log_probabilities.empty()) text += "; with log probabilities";
  }
  return text;
}

}  // namespace

Result<TaskKind> task_kind_of_name(const std::string& name) {
  const std::vector<std::string> names(std::begin(kKindNames), std::end(kKindNames));
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<TaskKind>(found - names.begin());
  return Error{ErrorKind::unknown, "--kind: " + unknown_name_message("kind", name, names)};
}

Result<std::shared_ptr<const Scheme>> open_scheme(const std::string& name) {
  if (name.find('/') == std::string::npos && !name.ends_with(".json")) return find_scheme(name);
  OA_TRY(text, read_file(name, std::uint64_t{4} << 20));
  auto scheme = Scheme::parse(text);
  if (!scheme) return Error{scheme.error().kind, scheme.error().what, {name, {}, "", {}}};
  return std::make_shared<const Scheme>(*std::move(scheme));
}

Result<PairedTasks> pair_tables(const std::string& predicted, const std::string& gold, const PairingOptions& options) {
  OA_TRY(sides, open_sides(predicted, gold == predicted ? "" : gold, options.read));
  const auto rated = rated_table_of(predicted, options.read);
  OA_TRY(columns, choose_columns(sides.predicted, rated ? &*rated : nullptr, sides.gold(), !sides.own_gold, options));
  OA_TRY(described, find_descriptions(sides, columns, options));
  OA_CHECK(read_sides(sides, columns, described, options));
  OA_TRY(pairs, pair_sides(sides, described, options.allow_missing));
  PairedTasks paired;
  paired.cluster_column = described.cluster.name;
  paired.dropped = pairs.only_first + pairs.only_second;
  if (paired.dropped > 0)
    paired.warnings.push_back(fmt::format("{} rows of {} and {} rows of {} have no partner and are left out",
                                          pairs.only_first, sides.predicted.path(), pairs.only_second,
                                          sides.gold().path()));
  const auto cells = [&](const Described& column) -> const TextCells* {
    return column.name.empty() ? nullptr : &(column.in_gold ? sides.gold() : sides.predicted).cells(column.name);
  };
  const FieldRows rows{pairs.rows,
                       cells(described.cluster),
                       described.cluster.in_gold,
                       cells(described.text),
                       described.text.in_gold,
                       described.id.empty() ? nullptr : &sides.gold().cells(described.id)};
  for (const ScoredField& field : columns.fields) {
    OA_TRY(task, make_field_task(sides.predicted, sides.gold(), columns, field, rows, options.kind, paired.warnings));
    const bool classes = task.kind == TaskKind::classes || task.kind == TaskKind::grades;
    if (!task.ids.empty()) paired.tasks.push_back(std::move(task));
    if (!classes) continue;
    OA_TRY(shares, make_share_task(sides.predicted, sides.gold(), columns, field, rows, paired.warnings));
    if (shares) paired.tasks.push_back(*std::move(shares));
  }
  if (paired.tasks.empty())
    return Error{ErrorKind::refused,
                 fmt::format("nothing to score: none of {} paired rows has gold in {}", pairs.rows.size(),
                             column_names(columns, &ScoredField::gold)),
                 {sides.gold().path(), {}, "", {}}};
  paired.decided = what_was_decided(sides, columns, described, paired.tasks, options.own_names);
  return paired;
}

}  // namespace openaffect
