#include "openaffect/learn/table_recipe.h"

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TableRecipeTest : public TableFiles {
 protected:
  Result<Recipe> of(const std::string& text, TableRecipe table = {}) const {
    table.data = put("mine.csv", text);
    if (table.text.empty()) table.text = "body";
    if (table.label.empty()) table.label = "mood";
    return recipe_of_table(table);
  }
  std::string failure(const std::string& text, const TableRecipe& table = {}) const {
    const auto recipe = of(text, table);
    return recipe ? "" : describe_error(recipe.error());
  }
};

TEST_F(TableRecipeTest, labels_of_a_built_in_scheme) {
  const auto recipe = of("body,mood\na,Positive\nb,negative\nc,neutral\nd,\n");
  ASSERT_TRUE(recipe) << describe_error(recipe.error());
  EXPECT_EQ(recipe->heads[0].scheme->id(), "sentiment3");
  EXPECT_EQ(recipe->heads[0].kind, HeadKind::single_label);
  EXPECT_EQ(recipe->sources[0].name, "mine");
  EXPECT_EQ(recipe->sources[0].targets[0].column, "mood");
  EXPECT_EQ(recipe->sources[0].targets[0].head, recipe->heads[0].id);
}

TEST_F(TableRecipeTest, labels_of_its_own) {
  const auto recipe = of("body,mood\na,Very calm\nb,tense\nc,odd\n", {.where = {"mood=Very calm"}});
  EXPECT_FALSE(recipe);  // one label is left
  const auto all = of("body,mood\na,Very calm\nb,tense\n");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->heads[0].scheme->labels().size(), 2U);
  EXPECT_EQ(all->heads[0].scheme->labels()[0].id, "very_calm");
  EXPECT_EQ(all->heads[0].scheme->id(), "mood");
}

TEST_F(TableRecipeTest, several_labels_a_text) {
  const auto recipe = of("body,mood\na,calm|odd\nb,tense\n");
  ASSERT_TRUE(recipe);
  EXPECT_EQ(recipe->heads[0].kind, HeadKind::multi_label);
  EXPECT_EQ(recipe->heads[0].scheme->labels().size(), 3U);
}

TEST_F(TableRecipeTest, a_scheme_that_is_named) {
  const auto numbers = of("body,mood\na,.5\n", {.scheme = "polarity"});
  ASSERT_TRUE(numbers);
  EXPECT_EQ(numbers->heads[0].kind, HeadKind::regression);
  EXPECT_THAT(failure("body,mood\na,.5\n", {.scheme = "vad"}), HasSubstr("vad.{field}"));
  EXPECT_THAT(failure("body,mood\na,x\n", {.scheme = "ekman8"}), HasSubstr("ekman7"));
}

TEST_F(TableRecipeTest, bad_input) {
  EXPECT_THAT(failure("body,mod\na,x\n"), HasSubstr("'mod'"));
  EXPECT_THAT(failure("body,mood\na,x\nb,x\n"), HasSubstr("one label only"));
  EXPECT_THAT(failure("body,mood\na,\n"), HasSubstr("no label"));
  EXPECT_THAT(failure("body,mood\na,.25\nb,1\n"), HasSubstr("--scheme"));
  EXPECT_THAT(failure("body,mood\na,x\nb,y\n", {.where = {"mood"}}), HasSubstr("mood"));
}

TEST_F(TableRecipeTest, a_table_or_a_recipe) {
  const std::string data = put("mine.csv", "body,mood\na,Positive\nb,negative\nc,neutral\n");
  const TableRecipe table{.data = data, .text = "body", .label = "mood"};
  EXPECT_TRUE(recipe_of("", table));
  for (const auto& [missing, flag] : {std::pair{TableRecipe{}, "--data"},
                                      {TableRecipe{.data = data}, "--text"},
                                      {TableRecipe{.data = data, .text = "body"}, "--label"}})
    EXPECT_THAT(recipe_of("", missing).error().what, HasSubstr(std::string(flag) + " is missing"));
  const std::string config = put("recipe.json", "{");
  EXPECT_THAT(recipe_of(config, {.split = "part"}).error().what, HasSubstr("--split is for a table"));
  const Error broken = recipe_of(config, {}).error();
  EXPECT_EQ(broken.kind, ErrorKind::format);
  EXPECT_EQ(broken.where.file, config);
  EXPECT_EQ(recipe_of(config + ".json", {}).error().kind, ErrorKind::not_found);
}

TEST(HeadFeatures, of_names) {
  EXPECT_EQ(*head_features_of_name("first"), HeadFeatures::first);
  EXPECT_EQ(*head_features_of_name("first_and_mean"), HeadFeatures::first_and_mean);
  EXPECT_EQ(head_features_of_name("mean").error().kind, ErrorKind::unknown);
}

}  // namespace
}  // namespace openaffect
