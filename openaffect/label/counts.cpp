#include "openaffect/label/counts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

constexpr std::size_t kKept = 100;

template <class T>
void append_first(std::vector<T>& kept, const std::vector<T>& more) {
  for (const T& value : more) {
    if (kept.size() == kKept) return;
    kept.push_back(value);
  }
}

LabelCounts count_labels(const NewColumn& column, const LabelColumn& labels) {
  std::vector<std::uint64_t> counts(column.dictionary.size() + 1);
  for (LabelId id : labels) ++counts[static_cast<std::size_t>(id + 1)];
  LabelCounts named;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) named[i == 0 ? std::string() : column.dictionary[i - 1]] = counts[i];
  return named;
}

LabelCounts count_label_lists(const NewColumn& column, const LabelsColumn& lists) {
  LabelCounts named;
  for (const std::vector<LabelId>& list : lists)
    for (LabelId id : list) ++named[column.dictionary[static_cast<std::size_t>(id)]];
  return named;
}

bool is_status_column(const NewColumn& column) {
  return column.name.ends_with(".status");
}

}  // namespace

void JobCounts::merge(const JobCounts& later) {
  rows += later.rows;
  bad_rows += later.bad_rows;
  failed_ratings += later.failed_ratings;
  invalid_utf8_rows += later.invalid_utf8_rows;
  append_first(first_invalid_utf8, later.first_invalid_utf8);
  append_first(first_bad_rows, later.first_bad_rows);
  for (const auto& [column, counts] : later.labels)
    for (const auto& [label, count] : counts) labels[column][label] += count;
}

JobCounts count_block(const Block& block, std::span<const NewColumn> columns, std::span<const NewValues> values) {
  JobCounts counts;
  counts.rows = block.rows();
  counts.bad_rows = block.faults().size();
  for (const RowFault& fault : block.faults())
    if (counts.first_bad_rows.size() < kKept) counts.first_bad_rows.push_back(describe_error(fault.error));
  counts.invalid_utf8_rows = block.invalid_utf8().size();
  for (std::uint64_t row : block.invalid_utf8())
    if (counts.first_invalid_utf8.size() < kKept) counts.first_invalid_utf8.push_back(row);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (const auto* labels = std::get_if<LabelColumn>(&values[i].values))
      counts.labels[columns[i].name] = count_labels(columns[i], *labels);
    if (const auto* lists = std::get_if<LabelsColumn>(&values[i].values))
      counts.labels[columns[i].name] = count_label_lists(columns[i], *lists);
    if (!is_status_column(columns[i])) continue;
    for (Status failed : {Status::decode_error, Status::error})
      if (const auto& named = counts.labels[columns[i].name]; named.contains(std::string(status_name(failed))))
        counts.failed_ratings += named.at(std::string(status_name(failed)));
  }
  return counts;
}

std::string counts_to_json(const JobCounts& counts) {
  const nlohmann::json json = {{"rows", counts.rows},
                               {"bad_rows", counts.bad_rows},
                               {"failed_ratings", counts.failed_ratings},
                               {"invalid_utf8_rows", counts.invalid_utf8_rows},
                               {"first_invalid_utf8", counts.first_invalid_utf8},
                               {"first_bad_rows", counts.first_bad_rows},
                               {"labels", counts.labels}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<JobCounts> counts_from_json(std::string_view text) {
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    JobCounts counts;
    json.at("rows").get_to(counts.rows);
    json.at("bad_rows").get_to(counts.bad_rows);
    json.at("failed_ratings").get_to(counts.failed_ratings);
    json.at("invalid_utf8_rows").get_to(counts.invalid_utf8_rows);
    json.at("first_invalid_utf8").get_to(counts.first_invalid_utf8);
    json.at("first_bad_rows").get_to(counts.first_bad_rows);
    json.at("labels").get_to(counts.labels);
    return counts;
  } catch (const nlohmann::json::exception& failure) {
    return Error{ErrorKind::format, fmt::format("counts: {}", failure.what())};
  }
}

}  // namespace openaffect
