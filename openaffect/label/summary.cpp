#include "openaffect/label/summary.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/progress.h"
#include "openaffect/label/provenance.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

double rows_per_second(const LabelSummary& summary) {
  const auto rows = static_cast<double>(summary.counts.rows - summary.rows_before);
  return summary.seconds > 0 ? rows / summary.seconds : 0;
}

ordered_json shares_json(const LabelCounts& counts, std::uint64_t rows) {
  ordered_json json = ordered_json::object();
  for (const auto& [label, count] : counts)
    json[label.empty() ? "null" : label] = {{"rows", count},
                                            {"share", static_cast<double>(count) / static_cast<double>(rows)}};
  return json;
}

ordered_json raters_json(const Raters& raters) {
  ordered_json json = ordered_json::array();
  for (const auto& rater : raters)
    json.push_back({{"name", rater->info().name},
                    {"version", rater->info().version},
                    {"licence_class", licence_class_name(rater->info().licence)},
                    {"sha256", rater->info().content_sha256}});
  return json;
}

// "title.vader.class  negative 12.1 %  neutral 40.0 %  positive 47.9 %"
std::string shares_line(const std::string& column, const LabelCounts& counts, std::uint64_t rows) {
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [label, count] : counts) order.emplace_back(count, label.empty() ? "null" : label);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  constexpr std::size_t kShown = 7;  // all of ekman7
  std::string line = "  " + column;
  for (std::size_t i = 0; i < std::min(order.size(), kShown); ++i)
    line += fmt::format("  {} {:.1f} %", order[i].second,
                        100.0 * static_cast<double>(order[i].first) / static_cast<double>(rows));
  if (order.size() > kShown) line += "  …";
  return line + "\n";
}

bool all_ok(const std::string& column, const LabelCounts& counts) {
  return column.ends_with(".status") && counts.size() == 1 && counts.begin()->first == status_name(Status::ok);
}

// Whether the column rates `source`, and not one whose name begins like it ("user" and "user.bio").
bool is_of(const std::string& column, const std::string& source, const std::vector<std::string>& sources) {
  const auto begins = [&](const std::string& with) { return column.starts_with(with + "."); };
  return begins(source) && std::none_of(sources.begin(), sources.end(), [&](const std::string& other) {
           return other.size() > source.size() && begins(other);
         });
}

}  // namespace

std::string summary_json(const LabelOptions& options, const Raters& raters, const LabelSummary& summary,
                         const FileMetadata& metadata) {
  const JobCounts& counts = summary.counts;
  ordered_json json = {{"schema_version", kSchemaVersion},
                       {"program", "openaffect " OPENAFFECT_VERSION},
                       {"command_line", options.command_line},
                       {"input", options.input},
                       {"input_bytes", summary.input.bytes},
                       {"input_sha256", summary.input.sha256},
                       {"output", options.output},
                       {"shard", fmt::format("{}/{}", options.shard.index, options.shard.count)},
                       {"job", summary.job},
                       {"header_bytes", summary.header_bytes},
                       {"raters", raters_json(raters)},
                       {"rows", counts.rows},
                       {"rows_of_earlier_runs", summary.rows_before},
                       {"bad_rows", counts.bad_rows},
                       {"first_bad_rows", counts.first_bad_rows},
                       {"failed_ratings", counts.failed_ratings},
                       {"invalid_utf8_rows", counts.invalid_utf8_rows},
                       {"first_invalid_utf8", counts.first_invalid_utf8},
                       {"columns", ordered_json::object()},
                       {"seconds", summary.seconds},
                       {"rows_per_second", rows_per_second(summary)},
                       {"threads", summary.threads},
                       {"peak_memory_bytes", summary.peak_memory}};
  json["warnings"] = summary.warnings;
  for (const auto& [column, labels] : counts.labels) json["columns"][column] = shares_json(labels, counts.rows);
  for (const PartSize& part : summary.parts) json["parts"].push_back({{"rows", part.rows}, {"bytes", part.bytes}});
  for (const auto& [key, value] : metadata) json["metadata"][key] = value;
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string summary_text(const LabelOptions& options, const LabelSummary& summary) {
  const JobCounts& counts = summary.counts;
  std::string text = fmt::format("{} rows in {} ({} rows/s, {} threads, {} MB at most)\n", with_thousands(counts.rows),
                                 describe_duration(summary.seconds),
                                 with_thousands(static_cast<std::uint64_t>(rows_per_second(summary))), summary.threads,
                                 summary.peak_memory / 1000000);
  if (summary.rows_before > 0)
    text += fmt::format("  {} of them were there from earlier runs\n", with_thousands(summary.rows_before));
  for (const std::string& source : options.text)  // in the order in which they were asked for
    for (const auto& [column, labels] : counts.labels)
      if (is_of(column, source, options.text) && !all_ok(column, labels))
        text += shares_line(column, labels, counts.rows);
  if (counts.bad_rows > 0)
    text += fmt::format("  {} rows could not be read and have status decode_error; the first: {}\n",
                        with_thousands(counts.bad_rows), counts.first_bad_rows.front());
  if (counts.invalid_utf8_rows > 0)
    text += fmt::format("  {} rows held bytes that are no UTF-8; they were read as U+FFFD\n",
                        with_thousands(counts.invalid_utf8_rows));
  for (const std::string& warning : summary.warnings) text += "  warning: " + warning + "\n";
  if (!options.report.empty()) text += fmt::format("report in {}\n", options.report);
  if (options.output != "-") text += fmt::format("written to {}\n", options.output);
  return text;
}

}  // namespace openaffect
