// A report as one HTML file that needs nothing else: web/report, built at set-up and embedded here, with the data in
// it.
#pragma once

#include <string>
#include <string_view>

namespace openaffect {

// The page for a report's data.
//   json     one JSON value in UTF-8, version 1 of web/report/src/lib/report.ts (a label job) or of results.ts beside
//            it (agree, evaluate, compare); its strings may hold anything
//   returns  HTML in UTF-8; opened from disk it sends no request, and its policy lets no script run but its own
// Whatever the strings say, they cannot end the element that holds them: '<', U+2028 and U+2029 are written as JSON
// escapes. The JSON is not checked; the page says so when it cannot read it. Pure; safe from any thread.
std::string report_page(std::string_view json);

// The page before it is filled, with `null` for the data.
std::string_view report_template();

}  // namespace openaffect
