#include "openaffect/evaluate/pairing.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "openaffect/evaluate/field_task.h"
#include "openaffect/evaluate/row_pairs.h"
#include "openaffect/evaluate/scored_columns.h"
#include "openaffect/label/report.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

std::optional<RatedTable> rated_table_of(const std::string& path) {
  const auto metadata = read_file_metadata(path);
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

Result<Done> read_sides(Sides& sides, const ScoredColumns& columns, const Descriptions& described) {
  std::vector<std::string> gold, predicted;
  for (const ScoredField& field : columns.fields) {
    gold.push_back(field.gold);
    if (!field.predicted.empty()) predicted.push_back(field.predicted);
    predicted.insert(predicted.end(), field.probabilities.begin(), field.probabilities.end());
  }
  for (const Described& column : {described.cluster, described.text})
    if (!column.name.empty()) (column.in_gold ? gold : predicted).push_back(column.name);
  if (!described.id.empty()) gold.push_back(described.id), predicted.push_back(described.id);
  if (sides.own_gold) {
    OA_CHECK(sides.own_gold->read(gold));
  } else {
    predicted.insert(predicted.end(), gold.begin(), gold.end());
  }
  return sides.predicted.read(predicted);
}

Result<RowPairs> pair_sides(const Sides& sides, const Descriptions& described, bool allow_missing) {
  if (!sides.own_gold || described.id.empty()) return pair_by_order(sides.predicted, sides.gold());
  return pair_by_id(sides.predicted, sides.gold(), described.id, allow_missing);
}

}  // namespace

Result<std::shared_ptr<const Scheme>> open_scheme(const std::string& name) {
  if (name.find('/') == std::string::npos && !name.ends_with(".json")) return find_scheme(name);
  OA_TRY(text, read_file(name, std::uint64_t{4} << 20));
  auto scheme = Scheme::parse(text);
  if (!scheme) return Error{scheme.error().kind, scheme.error().what, {name, {}, "", {}}};
  return std::make_shared<const Scheme>(*std::move(scheme));
}

Result<PairedTasks> pair_tables(const std::string& predicted, const std::string& gold, const PairingOptions& options) {
  OA_TRY(sides, open_sides(predicted, gold == predicted ? "" : gold, options.read));
  const auto rated = rated_table_of(predicted);
  OA_TRY(columns, choose_columns(sides.predicted, rated ? &*rated : nullptr, sides.gold(), !sides.own_gold, options));
  OA_TRY(described, find_descriptions(sides, columns, options));
  OA_CHECK(read_sides(sides, columns, described));
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
    paired.tasks.push_back(std::move(task));
  }
  return paired;
}

}  // namespace openaffect
