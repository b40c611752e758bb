// What a checkpoint's outputs mean: its labels as those of a built-in scheme, or as a scheme of its own.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/scheme.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/raters/network_settings.h"

namespace openaffect {

struct LabelScheme {
  std::shared_ptr<const Scheme> scheme;
  // Which label (of a regression: which number) output i is. A permutation of 0 … outputs - 1.
  std::vector<LabelId> label_of_output;
  bool built_in = false;
  std::string note = {};  // what does not quite fit, a sentence; "" when all does
};

// The scheme of a model's outputs:
//   - a built-in one when every label is one of it (ids, names and aliases, without case) and none of it is missing. Of
//     several: rather one that wants as many labels per text as the model gives, rather one whose ids the labels are,
//     then the first in alphabetical order. A model of single labels may so have a scheme of several (and the other way
//     round), which `note` says.
//   - else, and for every regression (whose printed scale nobody knows), a scheme of its own called `name`, whose ids
//     are the labels in snake_case: letters and digits of ASCII in lower case, everything else "_", "label_" in front
//     of what does not begin with a letter, "_2" behind the second of a kind. "label_0" stays "label_0". Where the id
//     would be one of a built-in scheme, or a column's of every rater (embedding, status, evidence), "_labels" follows.
LabelScheme match_labels(std::string_view name, std::span<const std::string> labels, ProblemType problem,
                         const NumberRange& range = {});

}  // namespace openaffect
