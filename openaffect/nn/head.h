// The classification head: output(f(dense(x))) over a text's first row, f = tanh (BERT's pooler, RoBERTa) or relu
// (DistilBERT); or output(x) alone, over the features that a trained model names (trained_model.h). float32 whatever
// the encoder's precision: it is a hundredth of the work.
#pragma once

#include <optional>

#include "openaffect/nn/encoder_tensors.h"
#include "openaffect/nn/linear.h"
#include "openaffect/nn/matrix.h"
#include "openaffect/nn/model_config.h"

namespace openaffect::nn {

class Head {
 public:
  Head(HeadTensors tensors, Architecture architecture);

  // features [texts, hidden], alone [texts, 2 hidden] -> logits [texts, labels]. Works where the tensors are, with
  // gradients if they want them.
  Tensor operator()(const Tensor& features) const;

 private:
  HeadTensors tensors_;
  bool relu_;
};

// The same for reading on the CPU. law: row r of the logits depends on row r alone, to the last bit.
class PackedHead {
 public:
  PackedHead(const HeadTensors& tensors, Architecture architecture);
  Tensor operator()(const Tensor& features) const;

 private:
  std::optional<Linear> dense_;
  Linear output_;
  bool relu_;
};

// A copy of a float32 tensor [rows, columns] from any device.
FloatMatrix to_matrix(const Tensor& tensor);

}  // namespace openaffect::nn
