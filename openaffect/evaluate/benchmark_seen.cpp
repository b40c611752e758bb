#include "openaffect/evaluate/benchmark_seen.h"

#include <algorithm>

#include "openaffect/catalog/overlap.h"
#include "openaffect/core/names.h"
#include "openaffect/core/sha256.h"
#include "openaffect/data/table.h"
#include "openaffect/evaluate/joined_tasks.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;

void add(std::string_view text, SeenTexts& texts) {
  if (const auto hash = seen_hash(text)) texts.insert(*hash);
}

Result<Done> add_lines(const std::string& path, SeenTexts& texts) {
  OA_TRY(bytes, read_file(path, kMostBytes));
  const std::string_view all = bytes;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    add(all.substr(at, end - at), texts);
    at = end + 1;
  }
  return Done{};
}

Result<std::size_t> find_column(const TableReader& reader, const std::string& column, const std::string& path) {
  std::vector<std::string> names;
  for (const ColumnInfo& each : reader.columns()) {
    if (each.name == column) return names.size();
    names.push_back(each.name);
  }
  return Error{ErrorKind::unknown, unknown_name_message("column", column, names), {path, {}, "", {}}};
}

Result<Done> add_column(const std::string& path, const std::string& column, SeenTexts& texts) {
  OA_TRY(reader, open_table(path));
  OA_TRY(at, find_column(*reader, column, path));
  const std::vector<std::size_t> wanted = {at};
  reader->want(wanted);
  while (true) {
    OA_TRY(raw, reader->next());
    if (!raw) return Done{};
    OA_TRY(block, reader->parse(*raw, wanted));
    for (const auto& text : block.as_texts(at))
      if (text) add(*text, texts);
  }
}

}  // namespace

std::optional<std::uint64_t> seen_hash(std::string_view text) {
  const std::string form = comparable_form(text);
  if (form.empty()) return std::nullopt;
  return std::stoull(sha256_hex(form).substr(0, 16), nullptr, 16);
}

Result<SeenTexts> read_seen_texts(std::span<const std::string> paths, const std::string& column) {
  SeenTexts texts;
  for (const std::string& path : paths)
    OA_CHECK(path.ends_with(".txt") ? add_lines(path, texts) : add_column(path, column, texts));
  return texts;
}

void mark_seen(const SeenTexts& texts, BenchmarkSystem& system) {
  for (ScoringTask& task : system.tasks) {
    task.seen.clear();
    for (const std::string& text : task.texts) {
      const auto hash = seen_hash(text);
      task.seen.push_back(hash && texts.contains(*hash));
    }
  }
}

ScoringTask unseen_part(const ScoringTask& task) {
  std::vector<std::size_t> items;
  for (std::size_t item = 0; item < task.ids.size(); ++item)
    if (task.seen.empty() || !task.seen[item]) items.push_back(item);
  ScoringTask part = items_of(task, items);
  part.seen.clear();
  return part;
}

}  // namespace openaffect
