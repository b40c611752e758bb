// What is scored: the same items judged by a system and by gold, as columns.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/core/scheme.h"

namespace openaffect {

enum class TaskKind {
  classes,     // one label an item (LabelColumn on both sides)
  grades,      // the same, labels ordered from low to high
  label_sets,  // several labels an item (LabelsColumn)
  numbers,     // one number an item (NumberColumn)
  texts,       // generated text against reference text
};

// Why a prediction is no label or number of the scheme. Counts as wrong in accuracy and F1, is left out of
// correlations.
enum class AnswerStatus : std::uint8_t { ok, out_of_range, no_number, no_answer };
inline constexpr std::array<std::string_view, 4> kAnswerStatusNames = {"ok", "out_of_range", "no_number", "no_answer"};
inline constexpr std::string_view answer_status_name(AnswerStatus status) {
  return kAnswerStatusNames[static_cast<std::size_t>(status)];
}

// One field of one system on one set of items. Columns are all as long as `ids`. Only the pair of columns that `kind`
// asks for is filled.
struct ScoringTask {
  std::string system = {};  // "Emollama-chat-13b", "vader"
  std::string task = {};    // of a benchmark ("EI-reg"); "" else
  std::string field = {};   // of a scheme of numbers ("valence"), or what the task is split by ("anger"); "" else
  TaskKind kind = TaskKind::classes;
  std::vector<std::string> labels = {};   // ids, in the scheme's order; of classes, grades, label_sets
  std::vector<double> label_values = {};  // of grades that the scheme numbers (-3..3); empty: positions 0, 1, …
  std::vector<std::string> ids = {};
  std::vector<std::string> texts = {};                  // what was judged; empty when not known
  std::vector<std::string> clusters = {};               // what is resampled together; empty: items alone
  LabelColumn gold_labels = {}, predicted_labels = {};  // kNoLabel predicted: wrong
  LabelsColumn gold_sets = {}, predicted_sets = {};
  NumberColumn gold_numbers = {}, predicted_numbers = {};  // NaN predicted: left out
  std::vector<std::string> gold_texts = {}, predicted_texts = {};
  std::vector<double> probabilities = {};  // [items × labels], row-major, or empty; of classes and label_sets
  // [items × labels], people's answers as shares or counts. Where it is filled, it is the gold instead of gold_labels:
  // the task is about distributions, and scored by soft_label_scores() alone. Needs probabilities.
  std::vector<double> gold_shares = {};
  std::vector<std::vector<double>> log_probabilities = {};  // of texts: those of an item's tokens; or empty
  std::vector<std::string> answers = {};  // what the system said, as recorded; empty when it was not kept
  std::vector<AnswerStatus> status = {};  // empty: all ok
  std::vector<bool> seen = {};            // the system was trained on this item's text; empty: not known
};

}  // namespace openaffect
