#include "openaffect/overview/report_data.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

using nlohmann::json;

// One source, one rater: a number in 0..1 and a class.
RatedTable small_table() {
  RatedTable table;
  table.sources = {"text"};
  table.raters.resize(1);
  table.raters[0].name = "a";
  table.raters[0].columns = 2;
  table.fields = {
      {.name = "score", .minimum = 0, .maximum = 1},
      {.place = 1, .name = "class", .kind = RaterField::Kind::label, .labels = {{"bad", "Bad"}, {"good", "Good"}}}};
  return table;
}

json data_of(const std::vector<double>& scores, std::size_t shown,
             const std::string& text = "so <b>good</b> </script>") {
  const RatedTable table = small_table();
  const TallyPlan plan(table, false);
  LabelColumn labels;
  for (const double score : scores) labels.push_back(score < 0.5 ? 0 : 1);
  const std::vector<NewValues> values = {
      {.values = scores}, {.values = labels}, {.values = LabelColumn(scores.size(), 0)}};
  Tally tally;
  tally.add(table, plan, values, {});
  const std::vector<std::vector<std::optional<std::string_view>>> texts = {
      std::vector<std::optional<std::string_view>>(scores.size(), text)};
  RowSample sample(100);
  sample.merge(RowSample::of_block(100, sample.threshold(), table, plan, 0, texts, values));
  if (!sample.rows().empty()) sample.rows()[0].readings[0].evidence = {{3, 7, "<b>g", "score", 0.25}};
  return json::parse(
      report_data(table, plan, tally, sample, {.rows = shown}, {.title = "t.csv", .warnings = {"careful"}}));
}

// Of a network's many fields the words of what it decided.
TEST(ReportData, words_that_decided) {
  RatedTable table;
  table.sources = {"text"};
  table.raters.resize(1);
  table.raters[0].name = "n";
  table.raters[0].columns = 2;
  table.fields = {{.name = "s2", .kind = RaterField::Kind::labels, .labels = {{"bad", "Bad"}, {"good", "Good"}}},
                  {.place = 1, .name = "score"}};
  const TallyPlan plan(table, true);
  const std::vector<NewValues> values = {{.values = LabelsColumn{{1}}},
                                         {.values = NumberColumn{.5}},
                                         {.values = LabelColumn{0}},
                                         {.values = EvidenceColumn{{{0, 2, "so", "s2.bad", .5},
                                                                    {0, 2, "so", "s2.good", -.1},
                                                                    {3, 7, "good", "s2.good", .25},
                                                                    {3, 7, "good", "score", -.5}}}}};
  Tally tally;
  tally.add(table, plan, values, {});
  RowSample sample(1);
  sample.merge(RowSample::of_block(1, sample.threshold(), table, plan, 0, {{"so good"}}, values));
  const json data = json::parse(report_data(table, plan, tally, sample, {}, {}));
  EXPECT_EQ(data["samples"]["rows"][0]["readings"][0]["evidence"],
            json::parse(R"({"s2.good": [[0, 2, -0.1], [3, 7, 0.25]], "score": [[3, 7, -0.5]]})"));
}

// A network: mood (label, two probabilities, a confidence), moods (several, of which one has a probability), a number.
struct Network {
  RatedTable table;
  std::vector<NewValues> values;
};
Network network() {
  Network made;
  made.table.sources = {"text"};
  made.table.raters.resize(1);
  made.table.raters[0].name = "n";
  made.table.raters[0].kind = "model";
  made.table.raters[0].columns = 7;
  const std::vector<RatedLabel> labels = {{"bad", "Bad"}, {"good", "Good"}};
  made.table.fields = {{.name = "mood", .kind = RaterField::Kind::label, .scheme = "m", .labels = labels},
                       {.place = 1, .name = "mood.bad"},
                       {.place = 2, .name = "mood.good"},
                       {.place = 3, .name = "mood.confidence"},
                       {.place = 4, .name = "moods", .kind = RaterField::Kind::labels, .labels = labels},
                       {.place = 5, .name = "moods.good"},
                       {.place = 6, .name = "score"}};
  made.values = {{.values = LabelColumn{0, 1, 1}},          {.values = NumberColumn{.9, .2, .1}},
                 {.values = NumberColumn{.1, .8, .9}},      {.values = NumberColumn{.9, .8, .9}},
                 {.values = LabelsColumn{{}, {0, 1}, {1}}}, {.values = NumberColumn{.12345, .6, .7}},
                 {.values = NumberColumn{0, .5, 1}},        {.values = LabelColumn{0, 0, 0}}};
  return made;
}

json data_of(const Network& network, const std::vector<std::optional<std::int64_t>>& days = {}) {
  const TallyPlan plan(network.table, false);
  Tally tally;
  tally.add(network.table, plan, network.values, days);
  RowSample sample(3);
  sample.merge(RowSample::of_block(3, sample.threshold(), network.table, plan, 0, {{"a", "b", "c"}}, network.values));
  return json::parse(report_data(network.table, plan, tally, sample, {}, {.date_column = days.empty() ? "" : "day"}));
}

// Thirty-eight histograms of probabilities would hide the rest: they stand beside the count of their label.
TEST(ReportData, probabilities_stand_with_their_labels) {
  const json data = data_of(network());
  EXPECT_EQ(data["rating_columns"], 7);
  ASSERT_EQ(data["columns"].size(), 3U);
  const json &mood = data["columns"][0], &moods = data["columns"][1];
  EXPECT_EQ(mood["labels"][0], (json{{"id", "bad"}, {"name", "Bad"}, {"count", 1}, {"mean_probability", .4}}));
  EXPECT_EQ(mood["labels"][1]["mean_probability"], .6);
  EXPECT_NEAR(mood["confidence"]["mean"].get<double>(), 2.6 / 3, 1e-6);
  EXPECT_EQ(mood["confidence"]["count"], 3);
  EXPECT_EQ(moods["labels"][0]["mean_probability"], nullptr);
  EXPECT_NEAR(moods["labels"][1]["mean_probability"].get<double>(), 1.42345 / 3, 1e-6);
  EXPECT_EQ(moods["none"], 1);
  EXPECT_FALSE(moods.contains("confidence"));
  EXPECT_EQ(data["columns"][2]["column"], "text.n.score");
}

TEST(ReportData, sample_rows_hold_probabilities_by_label) {
  const json reading = data_of(network())["samples"]["rows"][0]["readings"][0];
  EXPECT_EQ(reading["values"],
            (json{{"mood", "bad"}, {"mood.confidence", .9}, {"moods", json::array()}, {"score", 0}}));
  EXPECT_EQ(reading["probabilities"], (json{{"mood", {.9, .1}}, {"moods", {nullptr, .123}}}));
  EXPECT_FALSE(data_of({.5}, 1)["samples"]["rows"][0]["readings"][0].contains("probabilities"));
}

TEST(ReportData, several_labels_over_time) {
  const json time = data_of(network(), {19782, 19783, 19783})["time"];
  ASSERT_EQ(time["series"].size(), 2U);  // score is no number for good and bad
  EXPECT_EQ(time["series"][0]["counts"], (json{{1, 0}, {0, 2}}));
  EXPECT_EQ(time["series"][1], (json{{"column", "text.n.moods"},
                                     {"kind", "labels"},
                                     {"labels", {"bad", "good"}},
                                     {"counts", {{0, 1}, {0, 2}}},
                                     {"rated", {1, 2}}}));
}

// Twenty words weigh 1, 2 … 20 for one field: the twelve strongest, in the order of the text. Words below a tenth of
// the strongest fall away even where there is room.
TEST(ReportData, of_a_network_the_strongest_words) {
  const auto shown = [](const std::vector<double>& weights, const std::string& kind) {
    Network made = network();
    made.table.raters[0].kind = kind;
    std::vector<Evidence> words;
    for (const double weight : weights) {
      const auto at = static_cast<std::uint32_t>(words.size());
      words.push_back({at, at + 1, "x", "score", weight});
    }
    made.values.push_back({.values = EvidenceColumn{words, {}, {}}});
    const TallyPlan plan(made.table, true);
    Tally tally;
    tally.add(made.table, plan, made.values, {});
    RowSample all(3);
    all.merge(RowSample::of_block(3, all.threshold(), made.table, plan, 0, {{"a", "b", "c"}}, made.values));
    const json data = json::parse(report_data(made.table, plan, tally, all, {}, {}));
    std::vector<double> kept;
    for (const json& word : data["samples"]["rows"][0]["readings"][0]["evidence"].value("score", json::array()))
      kept.push_back(word[2]);
    return kept;
  };
  std::vector<double> weights;
  for (int i = 1; i <= 20; ++i) weights.push_back(i % 2 == 0 ? i : -i);
  EXPECT_EQ(shown(weights, "model"), (std::vector<double>{-9, 10, -11, 12, -13, 14, -15, 16, -17, 18, -19, 20}));
  EXPECT_EQ(shown({1, -.05, .1, .2}, "model"), (std::vector<double>{1, .1, .2}));
  EXPECT_EQ(shown({1, -.05, .1, .2}, "lexicon"), (std::vector<double>{1, -.05, .1, .2}));
}

TEST(ReportData, networks_have_a_limit_of_their_own) {
  EXPECT_EQ(data_of(network())["limits"].size(), data_of({.5}, 1)["limits"].size() + 1);
}

TEST(ReportData, says_what_was_counted) {
  std::vector<double> scores;
  for (int i = 0; i < 100; ++i) scores.push_back(i / 100.0);
  const json data = data_of(scores, 10);
  EXPECT_EQ(data["version"], 1);
  EXPECT_EQ(data["rows"], 100);
  EXPECT_EQ(data["columns"][0]["column"], "text.a.score");
  EXPECT_NEAR(data["columns"][0]["mean"].get<double>(), 0.495, 1e-6);
  EXPECT_NEAR(data["columns"][0]["quantiles"]["50"].get<double>(), 0.495, 0.01);
  EXPECT_NEAR(data["columns"][0]["quantiles"]["95"].get<double>(), 0.945, 0.01);
  EXPECT_EQ(data["columns"][1]["labels"][1], (json{{"id", "good"}, {"name", "Good"}, {"count", 50}}));
  EXPECT_EQ(data["statuses"][0]["counts"], (json{{"ok", 100}}));
  EXPECT_EQ(data["samples"]["rows"].size(), 10U);
  EXPECT_EQ(data["time"], nullptr);
  EXPECT_EQ(data["warnings"][0], "careful");
  std::uint64_t last = 0;
  for (const json& row : data["samples"]["rows"]) {
    EXPECT_GT(row["row"].get<std::uint64_t>(), last);
    last = row["row"];
  }
}

TEST(ReportData, no_rows_are_shown_when_none_are_wanted) {
  EXPECT_TRUE(data_of({0.1, 0.9}, 0)["samples"]["rows"].empty());
}

TEST(ReportData, nothing_at_all) {
  const json data = data_of({}, 10);
  EXPECT_EQ(data["rows"], 0);
  EXPECT_EQ(data["columns"][0]["mean"], nullptr);
  EXPECT_EQ(data["columns"][0]["quantiles"]["5"], nullptr);
}

TEST(ReportData, long_cells_are_cut_at_characters) {
  std::string text;
  for (int i = 0; i < 700; ++i) text += "é";
  const std::string cell = data_of({0.5}, 1, text)["samples"]["rows"][0]["cells"]["text"];
  EXPECT_EQ(cell.size(), 600 * 2 + std::string("…").size());
}

TEST(ReportData, evidence_keeps_its_place) {
  const json evidence = data_of({0.5}, 1)["samples"]["rows"][0]["readings"][0]["evidence"];
  EXPECT_EQ(evidence, json::parse(R"({"score": [[3, 7, 0.25]]})"));
}

}  // namespace
}  // namespace openaffect
