// What a network says of texts, beside what people said of them, for one head: what calibration works on.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "openaffect/learn/trainer_library.h"
#include "openaffect/learn/training_data.h"

namespace openaffect {

// law: logits.size() == texts() * outputs; targets.size() == texts() * columns (TargetMatrix says what columns hold).
struct JudgedHead {
  std::string head;
  HeadKind kind = HeadKind::single_label;
  std::size_t outputs = 1;
  std::size_t columns = 1;
  std::vector<float> logits = {};   // [texts, outputs]
  std::vector<float> targets = {};  // [texts, columns]

  std::size_t texts() const { return targets.size() / columns; }
  std::span<const float> logits_of(std::size_t text) const {
    return std::span(logits).subspan(text * outputs, outputs);
  }
  std::span<const float> targets_of(std::size_t text) const {
    return std::span(targets).subspan(text * columns, columns);
  }
};

// The development parts of all sources, joined, one a head of `data` in its order. Texts of which nothing was said for
// a head are left out; a head of which nothing was said has no texts. Throws ContractError when the outputs are not
// those of the parts.
std::vector<JudgedHead> judged_heads(const TrainingData& data, std::span<const HeadOutputs> development);

}  // namespace openaffect
