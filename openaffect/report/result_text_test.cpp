#include "openaffect/report/result_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

std::vector<ResultRow> sample() {
  ResultRow alpha;
  alpha.metric = "krippendorff_alpha";
  alpha.level = "nominal";
  alpha.value = 0.4255;
  alpha.interval = ResultInterval{0.41, 0.44, "percentile", 10'000, 7};
  alpha.n_items = 7442;
  alpha.n_ratings = 219'687;
  alpha.per_label = {{"joy", 0.75}, {"fear", std::nan(""), "no_support"}};
  ResultRow kappa;
  kappa.system = "a|b_c";
  kappa.metric = "cohen_kappa";
  kappa.reason = "constant";
  kappa.n_items = 3;
  return {alpha, kappa};
}

TEST(ResultText, table_has_only_columns_that_say_something) {
  EXPECT_EQ(render_results(sample(), ResultFormat::table),
            "system  metric                           value     95 % interval  items  ratings\n"
            "        krippendorff_alpha nominal      0.4255  [0.4100, 0.4400]   7442   219687\n"
            "          joy                           0.7500\n"
            "          fear                      no_support\n"
            "a|b_c   cohen_kappa                   constant                        3\n"
            "\n"
            "constant: there is only one value, or one side has only one\n"
            "no_support: nobody gave this label\n");
}

TEST(ResultText, json_has_the_published_fields) {
  const auto json = nlohmann::json::parse(render_results(sample(), ResultFormat::json));
  const auto& alpha = json["results"][0];
  EXPECT_EQ(alpha["value"], 0.4255);
  EXPECT_EQ(alpha["ci"], nlohmann::json({0.41, 0.44}));
  EXPECT_EQ(alpha["ci_method"], "percentile");
  EXPECT_EQ(alpha["resamples"], 10'000);
  EXPECT_EQ(alpha["seed"], 7);
  EXPECT_EQ(alpha["per_label"]["joy"]["value"], 0.75);
  EXPECT_TRUE(alpha["per_label"]["fear"]["value"].is_null());
  EXPECT_EQ(alpha["per_label"]["fear"]["reason"], "no_support");
  const auto& kappa = json["results"][1];
  EXPECT_TRUE(kappa["value"].is_null());
  EXPECT_EQ(kappa["reason"], "constant");
  EXPECT_TRUE(kappa["ci"].is_null());
  EXPECT_FALSE(kappa.contains("p"));
}

TEST(ResultText, tests_and_published_values_have_their_columns) {
  ResultRow row;
  row.system = "a";
  row.against = "b";
  row.metric = "macro_f1";
  row.value = 0.5;
  row.published = 0.51;
  row.test = ResultTest{-0.02, 0.00001, 0.03, 3, "paired_permutation"};
  const std::vector<ResultRow> rows = {row};
  EXPECT_EQ(render_results(rows, ResultFormat::table),
            "system  against  metric     value  difference        p  p (Holm)  published  ours - published\n"
            "a       b        macro_f1  0.5000     -0.0200  <0.0001    0.0300     0.5100           -0.0100\n");
  const auto json = nlohmann::json::parse(render_results(rows, ResultFormat::json))["results"][0];
  EXPECT_EQ(json["p"], 0.00001);
  EXPECT_EQ(json["p_adjusted"], 0.03);
  EXPECT_EQ(json["family"], 3);
  EXPECT_EQ(json["published"], 0.51);
}

TEST(ResultText, comparisons_stand_below_the_figures) {
  ResultRow a;
  a.system = "a";
  a.against = "gold";
  a.metric = "accuracy";
  a.value = 0.5;
  ResultRow pair = a;
  pair.against = "b";
  pair.test = ResultTest{0, 1, 1, 1, "paired_permutation"};
  pair.note = "a tie";
  const std::vector<ResultRow> rows = {a, pair};
  EXPECT_EQ(render_results(rows, ResultFormat::table),
            "system  metric     value\n"
            "a       accuracy  0.5000\n"
            "\n"
            "system  against  metric     value  difference       p  p (Holm)  note\n"
            "a       b        accuracy  0.5000     +0.0000  1.0000    1.0000  a tie\n");
}

// A sentence that several rows share stands once, below.
TEST(ResultText, long_notes_stand_below_the_table) {
  std::vector<ResultRow> rows(3);
  for (ResultRow& row : rows) row.metric = "pearson", row.value = 0.5;
  rows[0].note = rows[2].note = "asked for in another range than the paper did";
  rows[1].note = "short";
  EXPECT_EQ(render_results(rows, ResultFormat::table),
            "metric    value  note\n"
            "pearson  0.5000  [1]\n"
            "pearson  0.5000  short\n"
            "pearson  0.5000  [1]\n"
            "[1] asked for in another range than the paper did\n");
  EXPECT_THAT(render_results(rows, ResultFormat::markdown),
              ::testing::EndsWith("|\n\n- [1] asked for in another range than the paper did\n"));
  EXPECT_THAT(render_results(rows, ResultFormat::latex),
              ::testing::EndsWith("\\end{tabular}\n% [1] asked for in another range than the paper did\n"));
}

TEST(ResultText, a_grid_has_a_title_and_may_be_notes_alone) {
  const ResultGrid grid{.title = "Notes", .notes = {"one\ntwo"}};
  EXPECT_EQ(render_grid(grid, ResultFormat::table), "Notes\none\ntwo\n");
  EXPECT_EQ(render_grid(grid, ResultFormat::markdown), "**Notes**\n\n- one two\n");
  EXPECT_EQ(render_grid(grid, ResultFormat::latex), "% Notes\n% one two\n");
}

TEST(ResultText, benchmark_rows_say_what_was_answered) {
  ResultRow row;
  row.metric = "pearson", row.value = 0.5, row.published = 0.75, row.part = "unseen";
  row.answers = AnswerCounts{.ok = 3, .out_of_range = 1};
  const auto json = nlohmann::json::parse(render_results(std::span(&row, 1), ResultFormat::json))["results"][0];
  EXPECT_EQ(json["published_difference"], -0.25);
  EXPECT_EQ(json["part"], "unseen");
  EXPECT_EQ(json["answers"], nlohmann::json({{"ok", 3}, {"out_of_range", 1}, {"no_number", 0}, {"no_answer", 0}}));
}

// What ends a cell or begins markup is escaped.
TEST(ResultText, markdown_and_latex_escape_what_they_must) {
  const std::string markdown = render_results(sample(), ResultFormat::markdown);
  EXPECT_THAT(markdown, ::testing::HasSubstr("| a\\|b\\_c | cohen\\_kappa | constant |"));
  EXPECT_THAT(markdown, ::testing::HasSubstr("|---|---|---:|---:|---:|---:|\n"));
  const std::string latex = render_results(sample(), ResultFormat::latex);
  EXPECT_THAT(latex, ::testing::HasSubstr("a|b\\_c & cohen\\_kappa & constant"));
  EXPECT_THAT(latex, ::testing::StartsWith("\\begin{tabular}{llrrrr}\n  \\toprule\n"));
  EXPECT_THAT(latex, ::testing::HasSubstr("95 \\% interval"));
}

TEST(ResultText, format_names) {
  EXPECT_EQ(*result_format_of_name("latex"), ResultFormat::latex);
  EXPECT_THAT(describe_error(result_format_of_name("markdwon").error()),
              ::testing::HasSubstr("did you mean 'markdown'"));
}

TEST(ResultText, no_rows) {
  EXPECT_EQ(render_results({}, ResultFormat::json), "{\n  \"results\": []\n}\n");
}

}  // namespace
}  // namespace openaffect
