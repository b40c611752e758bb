// What a training run learns from, ready: token ids and targets. No text, no table, no tensor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/nn/trained_model.h"
#include "openaffect/text/tokenizer.h"

namespace openaffect {

enum class MultiLabelLoss { cross_entropy, asymmetric };
enum class ThresholdGoal { f1, jaccard };  // what a multi_label head's thresholds are best for (thresholds.h)

// A head to train, and how its loss is weighed.
struct HeadPlan {
  std::string id;
  HeadKind kind = HeadKind::single_label;
  std::size_t outputs = 0;  // of the network: one fewer than grades for an ordinal head
  double weight = 1;        // of its loss in a batch's
  MultiLabelLoss loss = MultiLabelLoss::cross_entropy;
  // single_label: by class; multi_label: of a label's positives. Empty: all 1.
  std::vector<float> class_weights = {};
  ThresholdGoal thresholds = ThresholdGoal::f1;  // of multi_label, when the training is over; not kept in files
};

// What was said of the texts of one part, for one head: [texts, columns], NaN in a row's first column: nothing.
//   single_label, ordinal   columns 1: the position of the label
//   single_label, taught    columns = outputs: shares that sum to 1 (Teachers); in training parts alone
//   multi_label             columns = outputs: 1 for a label that holds, else 0, or a share of raters between them
//   distribution            columns = outputs: shares that sum to 1
//   regression              columns = outputs: numbers; one by one, NaN where nothing was said
struct TargetMatrix {
  std::string head;
  std::size_t columns = 1;
  std::vector<float> values;
};

struct TrainingPart {
  std::vector<TokenId> tokens;         // one text behind the other, each with its frame
  std::vector<std::uint64_t> offsets;  // [texts + 1]; empty: no texts
  std::vector<TargetMatrix> targets;

  std::size_t texts() const { return offsets.empty() ? 0 : offsets.size() - 1; }
};

// Batches are drawn from one source at a time.
struct TrainingSource {
  std::string name;
  TrainingPart train, development;
};

struct TrainingData {
  HeadFeatures features = HeadFeatures::first;
  std::vector<HeadPlan> heads;
  std::vector<TrainingSource> sources;
};

// As one safetensors file, so that a machine with nothing but a compiler and libtorch can train. Tensors
// SOURCE/PART/tokens [I32], /offsets [I64], /targets/HEAD [F32]; the heads' plans in the metadata.
// Errors of reading: `format` with what does not fit.
Result<Done> write_training_data(const TrainingData& data, const std::string& path);
Result<TrainingData> read_training_data(const std::string& path);

}  // namespace openaffect
