// The page about a labelled table: overview → data → one HTML file.
#pragma once

#include <string>

#include "openaffect/label/job.h"
#include "openaffect/label/provenance.h"
#include "openaffect/overview/overview.h"

namespace openaffect {

struct ReportOptions {
  std::string page;        // where it is written
  std::string title;       // the input's name
  std::size_t rows = 500;  // sampled rows that it shows; rows are people's words, and 0 shows none
  std::string date = {};   // the column of the time axis; "": none
  std::size_t threads = 1;
  std::uint64_t bad_rows = 0;
};

// What the summary and the page say of languages that the raters do not know.
std::vector<std::string> language_warnings(const Overview& overview);

// Writes the page. The words that decided are found anew for the rows shown, by those of `raters` that rated the table
// (same name and content); of other raters no words are marked. Changes the overview's sample.
Result<Done> write_report(Overview& overview, const FileMetadata& metadata, const Raters& raters,
                          const ReportOptions& options);

// The same from a finished file. Error `format` when it is in the long layout or no labelled table.
Result<Done> report_file(const std::string& path, const FileMetadata& metadata, const Raters& raters,
                         const ReportOptions& options);

// What a labelled file says of itself: a Parquet file's metadata, else that in X.summary.json beside it. Error `format`
// when there is none.
Result<FileMetadata> read_file_metadata(const std::string& path);

}  // namespace openaffect
