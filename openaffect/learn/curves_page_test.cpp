#include "openaffect/learn/curves_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json points_of(const std::string& log, const std::string& section, const std::string& name) {
  const json page = json::parse(curves_json(log, {.title = "t"}));
  for (const json& curve : page["curves"])
    if (curve["section"] == section && curve["name"] == name) return curve["points"];
  return nullptr;
}

const std::string kLog =
    R"({"step":20,"epoch":0.1,"loss":0.9,"losses":{"mood":0.8},"lr":1e-4,"tokens_per_second":3400,"seconds":12.3})"
    "\n"
    R"({"step":40,"epoch":0.2,"loss":0.8,"lr":2e-4})"
    "\n"
    R"({"epoch":1,"development":{"mood":{"loss":0.5,"score":0.4}},"score":0.4})"
    "\n";

TEST(CurvesPage, curves_of_a_log) {
  EXPECT_EQ(points_of(kLog, "run", "loss"), json::parse("[[0.1,0.9],[0.2,0.8]]"));
  EXPECT_EQ(points_of(kLog, "run", "learning rate"), json::parse("[[0.1,1e-4],[0.2,2e-4]]"));
  EXPECT_EQ(points_of(kLog, "run", "tokens a second"), json::parse("[[0.1,3400]]"));
  EXPECT_EQ(points_of(kLog, "heads", "mood"), json::parse("[[0.1,0.8]]"));
  EXPECT_EQ(points_of(kLog, "development", "mood: score"), json::parse("[[1,0.4]]"));
  EXPECT_EQ(points_of(kLog, "development", "mood: loss"), json::parse("[[1,0.5]]"));
  EXPECT_EQ(points_of(kLog, "development", "mean score"), json::parse("[[1,0.4]]"));
}

TEST(CurvesPage, passes_over_what_it_cannot_read) {
  const std::string odd =
      "[1]\nno json\n" + kLog + R"({"epoch":2,"loss":"high","losses":[1],"lr":null})" +
      "\n{\"loss\":1}\n{\"epoch\":3,\"development\":{\"mood\":7},\"score\":null}\n{\"step\":60,\"lo";
  EXPECT_EQ(points_of(odd, "run", "loss"), points_of(kLog, "run", "loss"));
  EXPECT_EQ(points_of(odd, "development", "mean score"), json::parse("[[1,0.4]]"));
  EXPECT_EQ(json::parse(curves_json("", {}))["curves"], json::array());
}

// Continued from a checkpoint at epoch .1: what came after it is learned again.
TEST(CurvesPage, of_a_continued_run) {
  EXPECT_EQ(points_of(kLog + R"({"step":40,"epoch":0.2,"loss":0.7})", "run", "loss"),
            json::parse("[[0.1,0.9],[0.2,0.7]]"));
  EXPECT_EQ(points_of(kLog + R"({"step":40,"epoch":0.2,"loss":0.7})", "development", "mean score"), json::array());
}

TEST(CurvesPage, thins_long_runs_and_keeps_the_last_point) {
  std::string log;
  for (int step = 1; step <= 2500; ++step) log += R"({"step":)" + std::to_string(step) + R"(,"loss":1})" + "\n";
  const json points = points_of(log, "run", "loss");
  EXPECT_LE(points.size(), 1000U);
  EXPECT_EQ(points.back()[0], 2500);
  EXPECT_EQ(json::parse(curves_json(log, {}))["across"], "step");
}

TEST(CurvesPage, is_a_page) {
  const std::string page = curves_page(kLog, {.title = "</script>", .facts = {{"texts", "3"}}});
  EXPECT_THAT(page, HasSubstr("\"kind\":\"training\""));
  EXPECT_THAT(page, HasSubstr("\\u003c/script>"));
}

}  // namespace
}  // namespace openaffect
