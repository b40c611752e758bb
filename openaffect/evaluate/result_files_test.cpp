#include "openaffect/evaluate/result_files.h"

#include <cmath>
#include <sstream>

#include <nlohmann/json.hpp>

#include "openaffect/core/sha256.h"
#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;

class ResultFiles : public TableFiles {
 protected:
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ + name, std::ios::binary).rdbuf();
    return text.str();
  }
  std::vector<nlohmann::json> samples(const std::vector<ScoringTask>& tasks) const {
    const PageJson page = page_head({.command = "evaluate", .title = "t"}, {});
    if (const auto done = write_result_folder(folder_ + "out", {}, page, tasks); !done)
      throw std::runtime_error(describe_error(done.error()));
    std::vector<nlohmann::json> lines;
    std::istringstream text(read("out/samples.jsonl"));
    for (std::string line; std::getline(text, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
  }
};

TEST_F(ResultFiles, three_files) {
  ResultRow row;
  row.metric = "accuracy";
  row.value = 0.5;
  const std::vector<ResultRow> rows = {row};
  const PageJson page = page_head({.command = "evaluate", .title = "t"}, rows);
  ASSERT_TRUE(write_result_folder(folder_ + "a/b", rows, page, {}));
  EXPECT_EQ(nlohmann::json::parse(read("a/b/result.json"))["results"][0]["value"], 0.5);
  EXPECT_THAT(read("a/b/report.html"), HasSubstr("accuracy"));
  EXPECT_FALSE(std::filesystem::exists(folder_ + "a/b/samples.jsonl"));  // agreement has none
}

TEST_F(ResultFiles, a_folder_for_them) {
  EXPECT_EQ(*result_folder(""), "");
  EXPECT_EQ(*result_folder("/"), "/");
  EXPECT_EQ(*result_folder(folder_ + "new//"), folder_ + "new");
  const std::string file = put("file", "");
  EXPECT_EQ(result_folder(file + "/").error().kind, ErrorKind::refused);
}

TEST_F(ResultFiles, a_sample_of_each_kind) {
  ScoringTask classes = class_task("a", {0, 1}, {0, kNoLabel});
  classes.texts = {"so angry", "boo"};
  classes.answers = {"anger", "Fear!"};
  classes.status = {AnswerStatus::ok, AnswerStatus::out_of_range};
  ScoringTask shares{.system = "a", .task = "", .field = "", .labels = {"x", "y"}, .ids = {"1"}};
  shares.gold_shares = {3, 1};
  shares.probabilities = {.5, .5};
  const auto lines = samples({classes, set_task("a", {{0, 2}}, {{kNoLabel, 1}}), number_task("a", {.5}, {std::nan("")}),
                              text_task("a", {"x"}, {"y"}), shares});
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(lines[0]["id"], "1");
  EXPECT_EQ(lines[0]["input_sha256"], sha256_hex("so angry"));
  EXPECT_EQ(lines[0]["parsed"], "anger");
  EXPECT_EQ(lines[0]["status"], "ok");
  EXPECT_EQ(lines[1]["raw"], "Fear!");
  EXPECT_TRUE(lines[1]["parsed"].is_null());
  EXPECT_EQ(lines[1]["gold"], "fear");
  EXPECT_EQ(lines[1]["status"], "out_of_range");
  EXPECT_EQ(lines[2]["gold"], nlohmann::json({"anger", "joy"}));
  EXPECT_EQ(lines[2]["parsed"], nlohmann::json({"fear"}));
  EXPECT_TRUE(lines[2]["input_sha256"].is_null());
  EXPECT_TRUE(lines[3]["parsed"].is_null());
  EXPECT_EQ(lines[3]["gold"], 0.5);
  EXPECT_EQ(lines[3]["field"], "valence");
  EXPECT_EQ(lines[4]["parsed"], "y");
  EXPECT_EQ(lines[5]["gold"]["x"], 3.0);
  EXPECT_EQ(lines[5]["parsed"]["y"], 0.5);
}

TEST_F(ResultFiles, more_samples_than_are_kept_in_memory) {
  ScoringTask task = text_task("a", {}, {});
  for (int i = 0; i < 3000; ++i) {
    task.ids.push_back(std::to_string(i));
    task.gold_texts.emplace_back(500, 'x');
    task.predicted_texts.emplace_back("\xff");  // not UTF-8: replaced
  }
  EXPECT_EQ(samples({task}).size(), 3000U);
}

TEST_F(ResultFiles, a_folder_that_cannot_be_made) {
  put("file", "x");
  EXPECT_FALSE(write_result_folder(folder_ + "file/out", {}, PageJson::object(), {}));
}

TEST_F(ResultFiles, the_hash_of_a_file) {
  EXPECT_EQ(*file_sha256(put("a.csv", "id\n1\n")), sha256_hex("id\n1\n"));
  EXPECT_EQ(*file_sha256(folder_), "");
}

}  // namespace
}  // namespace openaffect
