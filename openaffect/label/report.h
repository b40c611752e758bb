// The page about a labelled table: overview → data → one HTML file.
#pragma once

#include <string>

#include "openaffect/label/job.h"
#include "openaffect/label/provenance.h"
#include "openaffect/overview/overview.h"

namespace openaffect {

struct ReportOptions {
  std::string page;                      // where it is written
  std::string title;                     // the input's name
  std::optional<std::size_t> rows = {};  // sampled rows that it shows, 0: none, for rows are people's words; absent:
                                         // 500, or as many as leave the page below 3 MB
  std::string date = {};                 // the column of the time axis; "": none
  std::size_t threads = 1;
  std::uint64_t bad_rows = 0;
};

// Rows to draw so that the report has enough, and the languages too.
std::size_t rows_to_sample(std::optional<std::size_t> report_rows);

// What the summary and the page say of languages that the raters do not know.
std::vector<std::string> language_warnings(const Overview& overview);

// Writes the page. The words that decided are found anew for the rows shown, by those of `raters` that rated the table
// (same name and content); of other raters no words are marked. Changes the overview's sample.
Result<Done> write_report(Overview& overview, const FileMetadata& metadata, const Raters& raters,
                          const ReportOptions& options);

// The same from a finished file. Error `format` when it is in the long layout or no labelled table.
Result<Done> report_file(const std::string& path, const FileMetadata& metadata, const Raters& raters,
                         const ReportOptions& options);

// What a labelled table says of itself: the metadata of a Parquet file or of a table of `read.memory`, else that in
// X.summary.json beside it. Error `format` when there is none.
Result<FileMetadata> read_file_metadata(const std::string& path, const ReadOptions& read = {});

}  // namespace openaffect
