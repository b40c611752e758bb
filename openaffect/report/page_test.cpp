#include "openaffect/report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace openaffect {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr std::string_view kBegin = R"(<script type="application/json" id="report-data">)";

// What an HTML parser takes for the element's text: up to the next "</script", in any case.
std::string data_of(const std::string& html) {
  const std::size_t begin = html.find(kBegin) + kBegin.size();
  std::size_t end = begin;
  const auto ends_here = [&](std::size_t at) {
    std::string tag = html.substr(at, 8);
    for (char& letter : tag) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return tag == "</script";
  };
  while (end < html.size() && !ends_here(end)) ++end;
  return html.substr(begin, end - begin);
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(ReportTemplate, is_the_page_that_set_up_built) {
  std::ifstream file(OA_REPORT_PAGE, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  ASSERT_FALSE(bytes.str().empty());
  EXPECT_EQ(report_template(), bytes.str());
}

TEST(ReportTemplate, has_one_place_for_data_and_lets_no_request_leave) {
  const std::string page(report_template());
  EXPECT_EQ(occurrences(page, "id=\"report-data\">null</script>"), 1U);
  EXPECT_EQ(data_of(page), "null");
  EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src 'sha256-"));
  EXPECT_EQ(occurrences(page, " src=\""), 0U);
  EXPECT_EQ(occurrences(page, "<link rel=\"stylesheet\""), 0U);
  EXPECT_LT(page.size(), 1'000'000U);
}

TEST(ReportPage, keeps_the_data_and_the_page_around_it) {
  const json data = {{"version", 1}, {"title", "videos.csv"}};
  const std::string html = report_page(data.dump());
  EXPECT_EQ(json::parse(data_of(html)), data);
  EXPECT_EQ(html.size(), report_template().size() - 4 + data.dump().size());
}

TEST(ReportPage, no_text_can_end_its_element) {
  for (const std::string text :
       {"</script><img src=x onerror=alert(1)>", "</SCRIPT >", "<!--<script>", "a < b && c > d", "]]>", "\u2028\u2029",
        "\xE2\x80", "id=\"report-data\">null", "\\u003c/script>", "👩‍🚀 שלום"}) {
    const json data = {{"title", text}, {text, 1}};
    const std::string written = data.dump(-1, ' ', false, json::error_handler_t::replace);
    const std::string held = data_of(report_page(written));
    EXPECT_EQ(json::parse(held), json::parse(written)) << text;
    EXPECT_EQ(held.find('<'), std::string::npos) << text;
    EXPECT_EQ(held.find("\u2028"), std::string::npos) << text;
    EXPECT_EQ(held.find("\u2029"), std::string::npos) << text;
  }
}

TEST(ReportPage, a_bare_byte_at_the_end_is_kept) {  // not UTF-8, and still no read behind the end
  EXPECT_EQ(data_of(report_page("\"\xE2\x80")), "\"\xE2\x80");
  EXPECT_EQ(data_of(report_page("")), "");
}

}  // namespace
}  // namespace openaffect
