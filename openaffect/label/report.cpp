#include "openaffect/label/report.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>

#include "openaffect/data/byte_source.h"
#include "openaffect/data/memory_table.h"
#include "openaffect/data/object_store.h"
#include "openaffect/label/store.h"
#include "openaffect/overview/languages.h"
#include "openaffect/overview/report_data.h"
#include "openaffect/report/page.h"
#include "openaffect/system/file.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

std::string entry(const FileMetadata& metadata, std::string_view key) {
  const auto found = std::find_if(metadata.begin(), metadata.end(), [&](const auto& e) { return e.first == key; });
  return found == metadata.end() ? std::string() : found->second;
}

std::string now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

const Rater* find_rater(const Raters& raters, const RatedRater& rated) {
  for (const auto& rater : raters)
    if (rater->info().name == rated.name && rater->info().content_sha256 == rated.sha256) return rater.get();
  return nullptr;
}

// Marks the words that decided in the rows that will be shown.
void explain(Overview& overview, const Raters& raters, std::size_t rows) {
  const RatedTable& table = overview.table();
  const auto shown = overview.sample().rows().first(std::min(rows, overview.sample().rows().size()));
  for (std::size_t reading = 0; reading < table.readings(); ++reading) {
    const Rater* rater = find_rater(raters, table.raters[reading % table.raters.size()]);
    if (!rater) continue;
    std::vector<Item> items;
    for (const SampledRow& row : shown) {
      const auto& text = row.texts[reading / table.raters.size()];
      items.push_back(
          {.text = text && text->size() < kLongestText ? std::optional<std::string_view>(*text) : std::nullopt});
    }
    RatingBatch batch = rater->rate(items, {.evidence = true});
    for (std::size_t i = 0; i < batch.evidence.size(); ++i)
      if (has_values(shown[i].readings[reading].status) || shown[i].readings[reading].status == Status::abstain)
        shown[i].readings[reading].evidence = std::move(batch.evidence[i]);
  }
}

}  // namespace

std::size_t rows_to_sample(std::optional<std::size_t> report_rows) {
  constexpr std::size_t kForLanguages = 500;
  return std::max(kForLanguages, report_rows.value_or(ShownRows{}.rows));
}

std::vector<std::string> language_warnings(const Overview& overview) {
  return language_warnings(overview.table(), source_languages(overview.table(), overview.sample()));
}

Result<Done> write_report(Overview& overview, const FileMetadata& metadata, const Raters& raters,
                          const ReportOptions& options) {
  ShownRows shown;
  if (options.rows) shown = {.rows = *options.rows, .bytes = std::numeric_limits<std::size_t>::max()};
  explain(overview, raters, shown.rows);
  ReportFacts facts{.title = options.title,
                    .generator = "openaffect " OPENAFFECT_VERSION,
                    .made = now(),
                    .input_sha256 = entry(metadata, "openaffect.input_sha256"),
                    .date_column = options.date,
                    .bad_rows = options.bad_rows,
                    .languages = source_languages(overview.table(), overview.sample()),
                    .warnings = {}};
  facts.warnings = language_warnings(overview.table(), facts.languages);
  const std::string data =
      report_data(overview.table(), overview.plan(), overview.tally(), overview.sample(), shown, facts);
  return replace_file(options.page, report_page(data));
}

Result<Done> report_file(const std::string& path, const FileMetadata& metadata, const Raters& raters,
                         const ReportOptions& options) {
  if (entry(metadata, "openaffect.layout") == "long")
    return Error{ErrorKind::format,
                 "is in the long layout: reports are made of the wide one (label without --long)",
                 {path, {}, "", {}}};
  OA_TRY(overview, overview_of({.path = path,
                                .metadata = metadata,
                                .date_column = options.date,
                                .sample_rows = rows_to_sample(options.rows),
                                .threads = options.threads}));
  ReportOptions known = options;
  const auto decode_error = static_cast<std::size_t>(Status::decode_error);
  if (!overview->tally().statuses.empty()) known.bad_rows = overview->tally().statuses.front()[decode_error];
  return write_report(*overview, metadata, raters, known);
}

Result<FileMetadata> read_file_metadata(const std::string& path, const ReadOptions& read) {
  if (const auto table = find_memory_table(read.memory, path)) return table->metadata();
  OA_TRY(is_parquet, begins_as_parquet(path));
  if (is_parquet) return read_parquet_metadata(path);
  const std::string beside = Store::summary_path(path);
  OA_TRY(is_beside, is_there(beside));
  if (!is_beside)
    return Error{ErrorKind::format,
                 "says nothing of its raters, and " + beside + ", which does, is not there",
                 {path, {}, "", {}}};
  constexpr std::uint64_t kMost = std::uint64_t{1} << 30;
  OA_TRY(text, read_source(beside, kMost));
  const auto json = nlohmann::json::parse(text, nullptr, false);
  FileMetadata metadata;
  if (json.is_object() && json.contains("metadata"))
    for (const auto& [key, value] : json["metadata"].items())
      if (value.is_string()) metadata.emplace_back(key, value);
  if (metadata.empty()) return Error{ErrorKind::format, "is no summary of a labelled table", {beside, {}, "", {}}};
  return metadata;
}

}  // namespace openaffect
