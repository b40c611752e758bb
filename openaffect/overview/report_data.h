// An overview as the JSON that a report's page shows (openaffect/report, web/report).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "openaffect/overview/languages.h"
#include "openaffect/overview/rated_table.h"
#include "openaffect/overview/sample.h"
#include "openaffect/overview/tally.h"

namespace openaffect {

// What the report says beside the counts.
struct ReportFacts {
  std::string title = {};      // the input's name
  std::string generator = {};  // program and version
  std::string made = {};       // ISO 8601
  std::string input_sha256 = {};
  std::string date_column = {};  // "": no time axis
  std::uint64_t bad_rows = 0;
  std::vector<SourceLanguages> languages = {};
  std::vector<std::string> warnings = {};
};

// How much of the sample is shown.
struct ShownRows {
  std::size_t rows = 500;
  std::size_t bytes = std::size_t{1800} << 10;  // of their JSON: no more rows than fit
};

// The rows are shown in the order of the table.
std::string report_data(const RatedTable& table, const TallyPlan& plan, const Tally& tally, const RowSample& sample,
                        const ShownRows& shown, const ReportFacts& facts);

}  // namespace openaffect
