// From a recipe to training data: rows read, splits kept apart, leaks closed, texts prepared and cut into tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/progress.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/training_data.h"
#include "openaffect/text/tokenizer.h"

namespace openaffect {

// Texts taken out of a source's training part because they stand in a development or test part.
struct LeakCount {
  std::string source;  // that lost them
  std::string of;      // the set whose part holds them: "sst", or "the same data"
  std::string part;    // "test"
  std::uint64_t removed = 0;
};

// Two texts of different parts that are nearly the same (of a user's data): shown, the training one taken out.
struct NearDuplicate {
  std::string source;
  std::uint64_t train_row = 0, other_row = 0;  // of the table, from 1
  std::string other_part;
  double similarity = 0;  // Jaccard of the texts' word pairs
};

struct ClassCount {
  std::string source, head, label;
  std::uint64_t train = 0, development = 0, test = 0;
};

struct SourceFacts {
  std::string name, licence, path, sha256;
  LicenceClass licence_class = LicenceClass::open;
  std::string split_rule;  // "the column split", "drawn by a hash of person: 80 % train, 10 % development, 10 % test"
  std::uint64_t train = 0, development = 0, test = 0;  // texts after everything was taken out
  std::uint64_t without_text = 0;                      // rows passed over
};

// A finished model that the new one learns from, too.
struct TeacherFacts {
  std::string name, version, licence, sha256;
  LicenceClass licence_class = LicenceClass::open;
};

// Texts of a test part, with their targets, for the card's scores: rated by the finished model.
struct HeldOutText {
  std::string text;
  std::string group;  // the cell of the first of person, speaker, group … that there is; ""
};
struct HeldOutPart {
  std::string source;
  std::string part;  // "development", "test"
  std::vector<HeldOutText> texts;
  std::vector<TargetMatrix> targets;  // as in TrainingPart
};

struct TrainingPlan {
  TrainingData data;
  std::vector<SourceFacts> sources;
  std::vector<TeacherFacts> teachers;
  std::vector<LeakCount> leaks;
  std::vector<NearDuplicate> near_duplicates;
  std::vector<ClassCount> classes;
  std::vector<HeldOutPart> held_out;
  std::vector<std::string> notes;  // what was decided without being asked for, a line each
};

// Errors: `not_found` for a set that was not fetched, with the command; `unknown` for a missing column (with the
// nearest) and a label outside the scheme (with row); `format` for NaN and text among numbers; `refused`: no rows, one
// class only, all texts equal, a part without rows, data or a teacher that `use` forbids (core/use.h); `interrupted`.
Result<TrainingPlan> plan_training(const Recipe& recipe, const Tokenizer& tokenizer, const std::string& use = "",
                                   const Watcher& watcher = {});

}  // namespace openaffect
