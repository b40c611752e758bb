#include "openaffect/catalog/overlap.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/sha256.h"
#include "openaffect/data/table.h"
#include "openaffect/text/normal_form.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::array<std::string_view, 6> kBrackets = {"-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"};
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// The first half of a sha256: two different texts of a billion have one once in 10^20.
using Key = std::array<std::uint64_t, 2>;

Key key_of(const std::string& form) {
  const std::string hex = sha256_hex(form);
  return {std::stoull(hex.substr(0, 16), nullptr, 16), std::stoull(hex.substr(16, 16), nullptr, 16)};
}

struct Cells {
  std::string_view text, split, task, id;
};
using RowFunction = std::function<void(const Cells& cells, const std::string& form)>;

struct Places {
  std::size_t text = kNone, split = kNone, task = kNone, id = kNone, root = kNone;
};

Result<Places> find_places(const TableReader& reader, const OverlapSource& source) {
  Places places;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < reader.columns().size(); ++i) {
    const ColumnInfo& column = reader.columns()[i];
    names.push_back(column.name);
    if (column.name == "root" && column.type == ColumnType::boolean) places.root = i;
    if (column.type != ColumnType::text) continue;
    if (column.name == source.text_column) places.text = i;
    if (column.name == "split") places.split = i;
    if (column.name == "task") places.task = i;
    if (column.name == "id") places.id = i;
  }
  if (places.text != kNone) return places;
  return Error{ErrorKind::unknown,
               unknown_name_message("column of texts", source.text_column, names),
               {source.path, {}, "", {}}};
}

// Calls `row` for every row that counts.
Result<Done> for_each_row(const OverlapSource& source, const RowFunction& row) {
  OA_TRY(reader, open_table(source.path));
  OA_TRY(places, find_places(*reader, source));
  std::vector<std::size_t> wanted;
  for (const std::size_t place : {places.text, places.split, places.task, places.id, places.root})
    if (place != kNone) wanted.push_back(place);
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  reader->want(wanted);
  while (true) {
    OA_TRY(raw, reader->next());
    if (!raw) return Done{};
    OA_TRY(block, reader->parse(*raw, wanted));
    using Texts = std::vector<std::optional<std::string_view>>;
    const auto texts = [&](std::size_t place) { return place == kNone ? Texts(block.rows()) : block.texts(place); };
    const Texts text = texts(places.text), split = texts(places.split), task = texts(places.task),
                id = texts(places.id);
    const auto root = places.root == kNone ? std::vector<double>(block.rows(), 1) : block.numbers(places.root);
    for (std::size_t i = 0; i < block.rows(); ++i)
      if (text[i] && root[i] == 1)
        row({*text[i], split[i].value_or(""), task[i].value_or(""), id[i].value_or("")}, comparable_form(*text[i]));
  }
}

// A set's texts, each with its split and task. Names are numbered in the order in which they appear.
struct Texts {
  struct Names {
    std::vector<std::string> all;
    std::uint32_t number(std::string_view name) {
      const auto found = std::find(all.begin(), all.end(), name);
      if (found == all.end()) return all.emplace_back(name), static_cast<std::uint32_t>(all.size() - 1);
      return static_cast<std::uint32_t>(found - all.begin());
    }
  };
  struct Row {
    Key key;
    std::uint32_t split, task;
    bool empty;
  };
  std::string set;
  std::vector<Row> rows;
  Names splits, tasks;
};

Result<Texts> read_texts(const OverlapSource& source) {
  Texts texts;
  texts.set = source.name;
  OA_CHECK(for_each_row(source, [&](const Cells& cells, const std::string& form) {
    texts.rows.push_back(
        {key_of(form), texts.splits.number(cells.split), texts.tasks.number(cells.task), form.empty()});
  }));
  return texts;
}

// A part and the keys of its texts, sorted. Rows without any letter count as texts and are found nowhere.
struct Part {
  OverlapPart what;
  std::vector<Key> keys;
};

Part select(const Texts& texts, const std::string& kind, std::size_t number) {
  Part part{{texts.set, kind, "", 0}, {}};
  if (kind == "split") part.what.value = texts.splits.all[number];
  if (kind == "task") part.what.value = texts.tasks.all[number];
  for (const Texts::Row& row : texts.rows) {
    if (kind == "split" ? row.split != number : kind == "task" && row.task != number) continue;
    ++part.what.texts;
    if (!row.empty) part.keys.push_back(row.key);
  }
  std::sort(part.keys.begin(), part.keys.end());
  return part;
}

bool has(const Texts::Names& names) {
  return names.all.size() > 1 || (names.all.size() == 1 && !names.all[0].empty());
}

std::vector<Part> parts_of(const Texts& texts, const std::string& kind) {
  std::vector<Part> parts;
  const Texts::Names& names = kind == "split" ? texts.splits : texts.tasks;
  for (std::size_t i = 0; has(names) && i < names.all.size(); ++i) parts.push_back(select(texts, kind, i));
  return parts;
}

std::uint64_t count_found(const Part& of, const Part& in) {
  std::uint64_t found = 0;
  for (const Key& key : of.keys) found += std::binary_search(in.keys.begin(), in.keys.end(), key) ? 1 : 0;
  return found;
}

struct Parts {
  std::vector<Part> splits, tasks;
  Part whole;
};

void compare(const Parts& a, const Parts& b, bool same, std::vector<OverlapCount>& counts) {
  const auto add = [&](const Part& of, const Part& in) { counts.push_back({of.what, in.what, count_found(of, in)}); };
  const auto against = [&](const Part& of) {
    if (!same) add(of, b.whole);
    for (const Part& in : b.splits)
      if (!same || in.what.value != of.what.value) add(of, in);
    for (const Part& in : b.tasks)
      if (!same) add(of, in);
  };
  for (const Part& of : a.splits) against(of);
  if (a.splits.empty() && !same) against(a.whole);
}

}  // namespace

std::string comparable_form(std::string_view text) {
  if (text.find("B-") == std::string_view::npos) return normal_form(text);
  std::string kept;
  for (const std::string_view token : python_split(text))
    if (std::find(kBrackets.begin(), kBrackets.end(), token) == kBrackets.end()) kept.append(token).append(" ");
  return normal_form(kept);
}

Result<std::vector<OverlapCount>> find_overlaps(std::span<const OverlapSource> sources) {
  std::vector<Parts> sets;
  for (const OverlapSource& source : sources) {
    OA_TRY(texts, read_texts(source));
    sets.push_back({parts_of(texts, "split"), parts_of(texts, "task"), select(texts, "", 0)});
  }
  std::vector<OverlapCount> counts;
  for (std::size_t a = 0; a < sets.size(); ++a)
    for (std::size_t b = 0; b < sets.size(); ++b) compare(sets[a], sets[b], a == b, counts);
  return counts;
}

Result<std::vector<OverlapRow>> overlapping_rows(std::span<const OverlapSource> sources, std::size_t limit) {
  struct First {
    std::size_t source = 0;
    std::string split;
    bool several = false;
  };
  std::map<Key, First> seen;
  for (std::size_t i = 0; i < sources.size(); ++i)
    OA_CHECK(for_each_row(sources[i], [&](const Cells& cells, const std::string& form) {
      if (form.empty()) return;
      const auto [at, added] = seen.try_emplace(key_of(form), First{i, std::string(cells.split), false});
      if (!added && (at->second.source != i || at->second.split != cells.split)) at->second.several = true;
    }));
  std::vector<OverlapRow> rows;
  for (const OverlapSource& source : sources)
    OA_CHECK(for_each_row(source, [&](const Cells& cells, const std::string& form) {
      if (form.empty() || !seen.at(key_of(form)).several) return;
      rows.push_back({source.name, std::string(cells.split), std::string(cells.task), std::string(cells.id),
                      std::string(cells.text), form});
    }));
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.form < b.form; });
  if (rows.size() > limit) rows.resize(limit);
  return rows;
}

}  // namespace openaffect
