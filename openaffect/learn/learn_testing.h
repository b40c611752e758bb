// Folders of made-up files, a tokenizer of words, recipes of one table. For tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/learn/training_plan.h"

namespace openaffect {

// An empty folder, and no set of the catalogue on this machine.
class LearnFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    setenv("XDG_CACHE_HOME", (folder_ + "/cache").c_str(), 1);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string put(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = folder_ + "/" + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << text;
    return whole.string();
  }

  std::string folder_ = ::testing::TempDir() + "learn_" +
                        ::testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() + "_" +
                        ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

// [CLS] 2, [SEP] 3, and the words a … e as 5 … 9; all others are [UNK] 1.
inline std::unique_ptr<const Tokenizer> word_tokenizer() {
  auto made =
      make_tokenizer({.vocab_txt = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\ne\n"}, TokenizerKind::wordpiece);
  EXPECT_TRUE(made);
  return *std::move(made);
}

inline RecipeHead head_of(const std::string& scheme, HeadKind kind) {
  return {.id = scheme, .kind = kind, .scheme = built_in_scheme(scheme)};
}

// One table, one head.
inline Recipe recipe_of(const std::string& data, RecipeHead head, RecipeTarget target) {
  Recipe recipe;
  target.head = head.id;
  recipe.heads.push_back(std::move(head));
  recipe.sources.push_back({.name = "mine", .data = data, .targets = {std::move(target)}});
  return recipe;
}

inline std::string failure_of(const Recipe& recipe) {
  const auto plan = plan_training(recipe, *word_tokenizer());
  return plan ? "" : describe_error(plan.error());
}

}  // namespace openaffect
