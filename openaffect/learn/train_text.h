// What a training job says of its plan, for people.
#pragma once

#include <string>

#include "openaffect/learn/trainer_library.h"
#include "openaffect/learn/training_plan.h"

namespace openaffect {

// Sources and their parts, texts taken out against leaks, near-duplicates (the first of them), how many texts
// have each label, and what was decided without being asked for.
std::string plan_text(const TrainingPlan& plan, std::size_t most_near_duplicates = 20);

// "epoch 1.35 of 4 · loss 0.4213 · 3,400 tokens/s · 12 min 05 s left"
std::string describe_fit(const FitProgress& progress, double epochs);

}  // namespace openaffect
