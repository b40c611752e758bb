// Which numbers of a rating stand behind a decided label: the probability of each label, and the confidence.
#pragma once

#include <optional>
#include <vector>

#include "openaffect/overview/rated_table.h"

namespace openaffect {

// Positions in RatedTable::fields.
struct LabelNumbers {
  std::vector<std::optional<std::size_t>> probabilities;  // [labels]; empty when no label has one
  std::optional<std::size_t> confidence;
};

// [fields]. Of a field of kind label or labels, called S: the numbers of the same reading that are called S.LABEL and
// S.confidence, which is how networks name them (raters/network_head.h). Of numbers: none.
std::vector<LabelNumbers> label_numbers(const RatedTable& table);

// Of every field whether it is among the probabilities, [fields]; or among them and the confidences, which are shown
// with their label and not as numbers of their own.
std::vector<bool> are_probabilities(const std::vector<LabelNumbers>& numbers);
std::vector<bool> are_behind_labels(const std::vector<LabelNumbers>& numbers);

}  // namespace openaffect
