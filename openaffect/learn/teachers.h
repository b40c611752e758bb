// Distillation (Hinton, Vinyals and Dean 2015; Furlanello et al., Born-Again Neural Networks, ICML 2018): finished
// models say of every training text what they think, and the new one learns that, too, also of texts that nobody was
// asked about. For this module.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/progress.h"
#include "openaffect/core/rater.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/training_data.h"
#include "openaffect/learn/training_plan.h"

namespace openaffect {

class Teachers {
 public:
  struct Teacher {
    std::shared_ptr<const Rater> rater;
    RecipeTeacher asked = {};
  };

  Teachers() = default;
  Teachers(std::vector<Teacher> teachers, std::vector<RecipeHead> heads, double share)
      : teachers_(std::move(teachers)), heads_(std::move(heads)), share_(share) {}

  // The raters of Recipe::teachers. Errors: those of the rater; `not_found` for a teacher that is not here; `unknown`
  // for one that has none of the heads.
  static Result<Teachers> open(const Recipe& recipe);

  // For each head but ordinal ones that a teacher knows and is to teach: where somebody said something of a text,
  // (1 - share) of it and share of the teachers' mean; else the teachers' mean. Labels of single_label become shares.
  // `targets` are of `texts`, in their order; heads that they lack are added. Errors: `interrupted`.
  Result<Done> teach(std::span<const std::string> texts, std::vector<TargetMatrix>& targets,
                     const Watcher& watcher = {}) const;

  bool empty() const { return teachers_.empty(); }
  std::vector<TeacherFacts> facts() const;

 private:
  std::vector<Teacher> teachers_;
  std::vector<RecipeHead> heads_;
  double share_ = 0;
};

}  // namespace openaffect
