// The held-out texts of a head, what people said of them and what the finished model says, as scoring tasks.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/learn/judged_head.h"
#include "openaffect/learn/training_plan.h"

namespace openaffect {

// One task a head; one a field of a regression. Of a head of kind
//   single_label  classes: the decision, and the labels' probabilities
//   ordinal       grades, with the numbers that the scheme gives them
//   multi_label   label_sets: the labels decided (of a scheme of one label a text that one) and their probabilities; a
//                 share of at least .5 holds
//   distribution  shares against probabilities
//   regression    numbers
// `column` is what the rater calls the head ("ekman7", with "ekman7.joy"; of one number "polarity" alone).
// Texts of which nothing was said, and those that `only` says no to, are left out; a rating without values is
// `no_answer`. ScoringTask::texts stays empty. Throws ContractError when `ratings` are not those of the part, or when
// the rater has no field for the head.
std::vector<ScoringTask> head_tasks(const TrainedHead& head, const Scheme& scheme, const std::string& column,
                                    const HeldOutPart& part, const RaterInfo& rater, const RatingBatch& ratings,
                                    const std::vector<bool>& only = {});

// The probabilities of the finished model as outputs that give them at temperature 1, for calibration_error(); texts
// without values are left out. Absent for a regression and for a rater without probabilities.
std::optional<JudgedHead> judged_by_rater(const TrainedHead& head, const std::string& column, const HeldOutPart& part,
                                          const RaterInfo& rater, const RatingBatch& ratings);

}  // namespace openaffect
