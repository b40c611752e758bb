#include "openaffect/learn/training_plan.h"

#include <atomic>
#include <cmath>
#include <set>

#include "openaffect/data/table_file.h"
#include "openaffect/learn/learn_testing.h"

namespace openaffect {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kHeader = "text,split,mood\n";
// Two texts of each part, both classes in each.
constexpr const char* kRows =
    "a one,train,positive\nb two,train,negative\nc three,dev,positive\nd four,dev,negative\n"
    "e five,test,positive\na six,test,negative\n";

class Plans : public LearnFiles {
 protected:
  Recipe recipe(const std::string& rows, const std::string& header = kHeader) const {
    return recipe_of(put("mine.csv", header + rows), head_of("sentiment3", HeadKind::single_label),
                     {.head = "", .column = "mood"});
  }
  TrainingPlan plan(const Recipe& of) const {
    auto made = plan_training(of, *word_tokenizer());
    EXPECT_TRUE(made) << describe_error(made.error());
    return made ? *std::move(made) : TrainingPlan{};
  }
  std::string failure(const std::string& rows, const std::string& header = kHeader) const {
    return failure_of(recipe(rows, header));
  }
  // A set of the catalogue on this machine.
  void put_set(const std::string& name, const std::vector<std::array<std::string, 3>>& rows) const {
    TableColumn::Cells<std::string> texts, splits;
    TableColumn::Cells<bool> roots;
    for (const auto& [text, split, root] : rows)
      texts.emplace_back(text), splits.emplace_back(split), roots.emplace_back(root == "root");
    const std::vector<TableColumn> columns = {{"text", texts}, {"split", splits}, {"root", roots}};
    put("cache/openaffect/data/" + name + "/dataset.json", "{}");
    ASSERT_TRUE(write_table(folder_ + "/cache/openaffect/data/" + name + "/" + name + ".parquet", columns, {}));
  }
};

TEST_F(Plans, say_what_they_are_at_and_stop) {
  put_set("emobank", {{"other", "test", ""}});
  std::vector<std::string> lines;
  std::atomic<bool> stop = false;
  const Watcher watcher{&stop, [&](const std::string& line) { lines.push_back(line); }};
  const Recipe of = recipe(kRows);
  ASSERT_TRUE(plan_training(of, *word_tokenizer(), "", watcher));
  EXPECT_THAT(lines, ElementsAre("reading mine: 6 rows", "looking for texts that must not teach: emobank",
                                 "looking for texts that are nearly the same",
                                 "looking for texts that are nearly the same: 0 of 2"));
  stop = true;
  const auto stopped = plan_training(of, *word_tokenizer(), "", watcher);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::interrupted);
}

TEST_F(Plans, a_table_becomes_tokens_and_targets) {
  const TrainingPlan made = plan(recipe(kRows));
  ASSERT_EQ(made.data.sources.size(), 1U);
  const TrainingPart& train = made.data.sources[0].train;
  EXPECT_EQ(train.texts(), 2U);
  EXPECT_THAT(train.tokens, ElementsAre(2, 5, 1, 3, 2, 6, 1, 3));
  EXPECT_THAT(train.offsets, ElementsAre(0, 4, 8));
  ASSERT_EQ(train.targets.size(), 1U);
  EXPECT_THAT(train.targets[0].values, ElementsAre(2, 0));
  EXPECT_EQ(made.data.heads[0].outputs, 3U);
  EXPECT_EQ(made.sources[0].split_rule, "the column split");
  EXPECT_EQ(made.sources[0].train, 2U);
  EXPECT_EQ(made.sources[0].development, 2U);
  EXPECT_EQ(made.sources[0].test, 2U);
  EXPECT_EQ(made.sources[0].sha256.size(), 64U);
  ASSERT_EQ(made.held_out.size(), 2U);
  EXPECT_EQ(made.held_out[1].part, "test");
  EXPECT_EQ(made.held_out[1].texts[0].text, "e five");
  EXPECT_THAT(made.held_out[1].targets[0].values, ElementsAre(2, 0));
  ASSERT_EQ(made.classes.size(), 3U);
  EXPECT_EQ(made.classes[0].label, "negative");
  EXPECT_EQ(made.classes[0].train, 1U);
  EXPECT_EQ(made.classes[1].train, 0U);
  EXPECT_THAT(made.notes, Contains(HasSubstr("sentiment3: no training text has neutral")));
}

TEST_F(Plans, long_texts_are_cut_and_texts_prepared) {
  Recipe of = recipe(std::string("a b c d e a b c d e,train,neutral\n&#97; @b,train,positive\n") + kRows);
  of.longest_text = 8;
  const TrainingPlan made = plan(of);
  EXPECT_EQ(made.data.sources[0].train.offsets[1], 8U);
  EXPECT_THAT(
      std::vector<TokenId>(made.data.sources[0].train.tokens.begin(), made.data.sources[0].train.tokens.begin() + 8),
      ElementsAre(2, 5, 6, 7, 8, 9, 5, 3));
  EXPECT_EQ(made.data.sources[0].train.tokens[9], 5);  // "&#97;" is a
  EXPECT_THAT(made.notes, Contains(HasSubstr("1 of 4 training texts are longer than 8 tokens")));
}

TEST_F(Plans, heads_of_other_kinds) {
  Recipe of = recipe("a 1,train,1\nb 2,train,3\nc 3,dev,2\nd 4,test,5\n");
  of.heads = {head_of("sst5", HeadKind::ordinal), head_of("polarity", HeadKind::regression)};
  of.sources[0].targets = {{.head = "sst5", .column = "mood", .cuts = {1.5, 2.5, 3.5, 4.5}},
                           {.head = "polarity", .column = "mood", .scale = .5, .offset = -1.5}};
  const TrainingPlan made = plan(of);
  EXPECT_EQ(made.data.heads[0].outputs, 4U);
  EXPECT_EQ(made.data.heads[1].outputs, 1U);
  EXPECT_THAT(made.data.sources[0].train.targets[0].values, ElementsAre(0, 2));
  EXPECT_THAT(made.data.sources[0].train.targets[1].values, ElementsAre(-1, 0));
}

// 4 texts, 3 classes: positive 3 times, negative once: 4 / (3 * 3) and 4 / (3 * 1); neutral never, so that what
// teachers say of it has no weight of its own: 1.
TEST_F(Plans, balanced_class_weights) {
  Recipe of = recipe(std::string(kRows) + "a seven,train,positive\nb eight,train,positive\n");
  of.heads[0].class_weights = ClassWeights::balanced;
  EXPECT_THAT(plan(of).data.heads[0].class_weights,
              ElementsAre(::testing::FloatEq(4.0F / 3), 1, ::testing::FloatEq(4.0F / 9)));
}

TEST_F(Plans, a_split_is_drawn_when_there_is_none) {
  std::string rows;
  for (int i = 0; i < 200; ++i) {
    const std::string row =
        "number " + std::to_string(i) + (i % 2 ? ",positive" : ",negative") + ",p" + std::to_string(i / 4) + "\n";
    rows += row;
  }
  const Recipe of = recipe(rows, "text,mood,person\n");
  const TrainingPlan made = plan(of);
  EXPECT_EQ(made.sources[0].split_rule, "drawn by a hash of person: 80 % train, 10 % development, 10 % test");
  EXPECT_THAT(made.notes, Contains(HasSubstr("drawn by a hash of person")));
  EXPECT_EQ(made.sources[0].train + made.sources[0].development + made.sources[0].test, 200U);
  std::set<std::string> development, test;
  for (const auto& text : made.held_out[0].texts) development.insert(text.group);
  for (const auto& text : made.held_out[1].texts) test.insert(text.group);
  for (const std::string& person : development) EXPECT_FALSE(test.contains(person)) << person;
  EXPECT_EQ(made.held_out[1].texts.size(), 4 * test.size());
  EXPECT_THAT(plan(recipe(rows, "text,mood,colour\n")).sources[0].split_rule, HasSubstr("a hash of the text"));
}

TEST_F(Plans, equal_texts_never_fall_apart) {
  std::string rows;
  for (int i = 0; i < 300; ++i)
    rows += "number " + std::to_string(i % 100) + (i >= 200 ? "!" : "") + (i % 2 ? ",positive" : ",negative") + "\n";
  const TrainingPlan made = plan(recipe(rows, "text,mood\n"));
  EXPECT_THAT(made.leaks, IsEmpty());
  EXPECT_EQ(made.sources[0].train % 3, 0U);
}

TEST_F(Plans, training_texts_that_are_held_out_in_the_same_data) {
  const TrainingPlan made =
      plan(recipe(std::string(kRows) + "\"E, FIVE!\",train,positive\nd four,train,negative\nb x,train,neutral\n"));
  EXPECT_EQ(made.sources[0].train, 3U);
  ASSERT_EQ(made.leaks.size(), 2U);
  EXPECT_EQ(made.leaks[0].of, "the same data");
  EXPECT_EQ(made.leaks[0].part, "development");
  EXPECT_EQ(made.leaks[1].part, "test");
  EXPECT_EQ(made.leaks[0].removed, 1U);
}

TEST_F(Plans, training_texts_that_any_fetched_set_holds_out) {
  put_set("sst", {{"A one .", "test", "root"}, {"b two", "test", "part"}, {"x y", "train", "root"}});
  put_set("emobank", {{"q r", "development", "root"}});
  const TrainingPlan made = plan(recipe(std::string(kRows) + "q r,train,neutral\nx y,train,positive\n"));
  ASSERT_EQ(made.leaks.size(), 2U);
  EXPECT_EQ(made.leaks[0].source, "mine");
  EXPECT_EQ(made.leaks[0].of, "emobank");
  EXPECT_EQ(made.leaks[0].part, "development");
  EXPECT_EQ(made.leaks[1].of, "sst");
  EXPECT_EQ(made.leaks[1].part, "test");
  EXPECT_EQ(made.sources[0].train, 2U);  // "b two" is a phrase of a test tree, no root; "x y" a training text
  EXPECT_THAT(made.notes,
              Contains(AllOf(HasSubstr("not fetched"), HasSubstr("goemotions"), Not(HasSubstr("emobank,")))));
}

TEST_F(Plans, near_duplicates_of_ones_own_data) {
  const std::string like = "the day was long and the night was cold and wet and i went home";
  const TrainingPlan made = plan(recipe(std::string(kRows) + like + " early,test,positive\n" + like +
                                        " late,train,positive\n" + "b x,train,neutral\n"));
  ASSERT_EQ(made.near_duplicates.size(), 1U);
  EXPECT_EQ(made.near_duplicates[0].train_row, 8U);
  EXPECT_EQ(made.near_duplicates[0].other_row, 7U);
  EXPECT_EQ(made.near_duplicates[0].other_part, "test");
  EXPECT_GE(made.near_duplicates[0].similarity, .8);
  EXPECT_EQ(made.sources[0].train, 3U);
}

TEST_F(Plans, persons_of_a_given_split) {
  const std::string header = "text,split,mood,person\n";
  const std::string rows =
      "a one,train,positive,p\nb two,train,negative,q\nc x,train,neutral,r\nc three,dev,positive,s\n"
      "e five,test,positive,p\n";
  Recipe of = recipe(rows, header);
  const TrainingPlan said = plan(of);
  EXPECT_EQ(said.sources[0].train, 3U);
  EXPECT_THAT(said.notes, Contains(HasSubstr("1 training texts have a person that also stands in the test part")));
  of.sources[0].keep_together = {"person"};
  const TrainingPlan kept = plan(of);
  EXPECT_EQ(kept.sources[0].train, 2U);
  ASSERT_EQ(kept.leaks.size(), 1U);
  EXPECT_EQ(kept.leaks[0].of, "the same person");
}

TEST_F(Plans, rows_without_text_or_label_are_passed_over) {
  const TrainingPlan made = plan(recipe(std::string(kRows) + ",train,positive\n\" \",train,positive\nb c,train,\n"
                                                             "b d,holdout,positive\n"));
  EXPECT_EQ(made.sources[0].without_text, 2U);
  EXPECT_EQ(made.sources[0].train, 2U);
  EXPECT_THAT(made.notes, Contains(HasSubstr("1 texts without a label")));
  EXPECT_THAT(made.notes, Contains(HasSubstr("'holdout'")));
}

TEST_F(Plans, rows_where) {
  Recipe of = recipe(
      "a one,train,positive,x\nb two,train,negative,x\nb no,train,negative,y\nc three,dev,positive,x\n"
      "d four,test,negative,x\ne five,test,negative,z\n",
      "text,split,mood,kind\n");
  of.sources[0].where = {{"kind", "x"}};
  EXPECT_EQ(plan(of).sources[0].train, 2U);
  of.sources[0].where = {};
  of.sources[0].where_held_out = {{"kind", "x"}};
  EXPECT_EQ(plan(of).sources[0].train, 3U);
  EXPECT_EQ(plan(of).sources[0].test, 1U);
  of.sources[0].where = {{"kind", "nothing"}};
  EXPECT_THAT(failure_of(of), HasSubstr("no row where kind is 'nothing'"));
}

TEST_F(Plans, equal_training_texts_merge) {
  Recipe of = recipe(
      "a one,train,positive,0.5\na one,train,,0.25\nb two,train,negative,\nb two,train,,1\nc three,dev,positive,0\n"
      "d four,test,negative,0\n",
      "text,split,mood,score\n");
  of.heads.push_back(head_of("polarity", HeadKind::regression));
  of.sources[0].targets.push_back({.head = "polarity", .column = "score"});
  EXPECT_EQ(plan(of).sources[0].train, 4U);
  of.sources[0].merge_equal = true;
  const TrainingPlan made = plan(of);
  EXPECT_EQ(made.sources[0].train, 2U);
  EXPECT_THAT(made.data.sources[0].train.targets[0].values, ElementsAre(2, 0));
  EXPECT_THAT(made.data.sources[0].train.targets[1].values, ElementsAre(.5, 1));
}

TEST_F(Plans, lists_of_jsonl) {
  std::string rows;
  for (const char* row :
       {R"({"text": "a", "split": "train", "mood": ["joy", "anger"]})",
        R"({"text": "b", "split": "train", "mood": []})", R"({"text": "c", "split": "dev", "mood": ["joy"]})",
        R"({"text": "d", "split": "test", "mood": ["fear"]})"})
    rows += std::string(row) + "\n";
  Recipe of =
      recipe_of(put("mine.jsonl", rows), head_of("ekman7", HeadKind::multi_label), {.head = "", .column = "mood"});
  EXPECT_THAT(plan(of).data.sources[0].train.targets[0].values, ElementsAre(1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

TEST_F(Plans, bad_input_one_class) {
  EXPECT_THAT(failure("a,train,positive\nb,train,positive\nc,dev,negative\nd,test,negative\n"),
              AllOf(HasSubstr("one class only"), HasSubstr("'positive' is said of all 2")));
}

TEST_F(Plans, bad_input_one_number) {
  Recipe of = recipe("a,train,1\nb,train,1\nc,dev,0\nd,test,0\n");
  of.heads = {head_of("polarity", HeadKind::regression)};
  of.sources[0].targets[0].head = "polarity";
  EXPECT_THAT(failure_of(of), HasSubstr("one number only, 1,"));
}

TEST_F(Plans, bad_input_no_rows) {
  EXPECT_THAT(failure(""), HasSubstr("no rows"));
  EXPECT_THAT(failure(",train,positive\n,test,negative\n"), HasSubstr("no rows: all 2 have no text in column text"));
  EXPECT_THAT(failure("a,train,\nb,test,\n"), HasSubstr("no rows: all 2 are without a label"));
  EXPECT_THAT(failure("a,x,positive\nb,y,negative\n"), HasSubstr("no rows of train, development or test"));
}

TEST_F(Plans, bad_input_labels_outside_the_scheme) {
  const std::string said = failure(std::string(kRows) + "x,train,happy\ny,train,positiv\nz,train,happy\n");
  EXPECT_THAT(said, AllOf(HasSubstr("row 7, column mood"), HasSubstr("'happy', 'positiv' are no labels")));
}

TEST_F(Plans, bad_input_nan_targets) {
  Recipe of = recipe("a,train,1\nb,train,nan\nc,dev,0\nd,test,0\n");
  of.heads = {head_of("polarity", HeadKind::regression)};
  of.sources[0].targets[0].head = "polarity";
  EXPECT_THAT(failure_of(of), AllOf(HasSubstr("row 2, column mood"), HasSubstr("'nan' is no number")));
}

TEST_F(Plans, bad_input_missing_column) {
  Recipe of = recipe(kRows);
  of.sources[0].targets[0].column = "mod";
  EXPECT_THAT(failure_of(of), AllOf(HasSubstr("mine.csv"), HasSubstr("did you mean 'mood'")));
  of = recipe(kRows);
  of.sources[0].text = "txt";
  EXPECT_THAT(failure_of(of), HasSubstr("did you mean 'text'"));
  of = recipe(kRows);
  of.sources[0].keep_together = {"moot"};
  EXPECT_THAT(failure_of(of), HasSubstr("did you mean 'mood'"));
}

TEST_F(Plans, bad_input_all_texts_equal) {
  EXPECT_THAT(failure("a!,train,positive\nA,train,negative\na,dev,negative\n a ,test,positive\n"),
              HasSubstr("all 4 texts are equal"));
}

TEST_F(Plans, bad_input_a_split_without_rows) {
  EXPECT_THAT(failure("a,train,positive\nb,train,negative\nc,test,negative\n"),
              HasSubstr("the development part has no rows (the column split)"));
  EXPECT_THAT(failure("a,train,positive\nb,train,negative\nc,dev,negative\n"), HasSubstr("the test part has no rows"));
  EXPECT_THAT(failure("a,dev,positive\nb,dev,negative\nc,test,negative\n"), HasSubstr("the train part has no rows"));
}

TEST_F(Plans, bad_input_no_such_file_or_set) {
  Recipe of = recipe(kRows);
  of.sources[0].data = folder_ + "/none.csv";
  EXPECT_THAT(failure_of(of), HasSubstr("none.csv"));
  of.sources[0].data = "";
  of.sources[0].set = "goemotion";
  EXPECT_THAT(failure_of(of), HasSubstr("did you mean 'goemotions'"));
  of.sources[0].set = "goemotions";
  EXPECT_THAT(failure_of(of), HasSubstr("openaffect data fetch goemotions"));
}

TEST_F(Plans, bad_input_a_recipe_made_of_flags_is_checked) {
  Recipe of = recipe(kRows);
  of.fit.lr = NAN;
  EXPECT_THAT(failure_of(of), HasSubstr("fit.lr"));
}

}  // namespace
}  // namespace openaffect
