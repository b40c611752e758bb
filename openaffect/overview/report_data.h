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

// At most `rows` of the sample are shown, in the order of the table.
std::string report_data(const RatedTable& table, const TallyPlan& plan, const Tally& tally, const RowSample& sample,
                        std::size_t rows, const ReportFacts& facts);

}  // namespace openaffect
