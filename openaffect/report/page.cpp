#include "openaffect/report/page.h"

#include "openaffect/core/error.h"

namespace openaffect {

namespace {

constexpr std::string_view kPlace = "id=\"report-data\">";
constexpr std::string_view kNoData = "null";

// JSON that an HTML parser reads as plain text up to the end tag. Outside of strings JSON has none of these characters,
// so replacing them everywhere changes no value.
void append_for_html(std::string& html, std::string_view json) {
  for (std::size_t at = 0; at < json.size(); ++at) {
    const std::string_view rest = json.substr(at);
    if (rest.front() == '<') {
      html += "\\u003c";
    } else if (rest.starts_with("\u2028")) {
      html += "\\u2028";
      at += 2;
    } else if (rest.starts_with("\u2029")) {
      html += "\\u2029";
      at += 2;
    } else {
      html += rest.front();
    }
  }
}

}  // namespace

std::string report_page(std::string_view json) {
  const std::string_view page = report_template();
  const std::size_t found = page.find(kPlace);
  if (found == std::string_view::npos) throw ContractError("the report's template has no place for the data");
  const std::size_t begin = found + kPlace.size();
  if (!page.substr(begin).starts_with(kNoData)) throw ContractError("the report's template holds data already");

  std::string html;
  html.reserve(page.size() + json.size() + json.size() / 16);
  html += page.substr(0, begin);
  append_for_html(html, json);
  html += page.substr(begin + kNoData.size());
  return html;
}

}  // namespace openaffect
