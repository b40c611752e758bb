// How often each answer was given, and what follows from it. For this module.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/learn/training_plan.h"
#include "openaffect/learn/training_rows.h"

namespace openaffect {

// One line for every source, head of it, and label (or field of numbers). Of several labels each counts; of shares the
// largest one.
std::vector<ClassCount> count_answers(const Recipe& recipe, std::span<const SourceRows> sources);

// The loss's weights of a head's classes, as ClassWeights says, from the training parts of all sources; empty: none.
std::vector<float> class_weights(const RecipeHead& head, std::span<const ClassCount> counts,
                                 std::span<const SourceRows> sources);

// Error `refused`: a part of a source without rows; a head without answers in training or development, with one class
// only, or with one number only. Notes: labels without a training text, heads without an answer in a test part.
Result<std::vector<std::string>> check_answers(const Recipe& recipe, std::span<const ClassCount> counts,
                                               std::span<const SourceRows> sources);

}  // namespace openaffect
