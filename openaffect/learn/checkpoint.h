// Where a killed training goes on: everything that the rest of the run depends on, in one file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "openaffect/core/error.h"
#include "openaffect/learn/optimizer.h"
#include "openaffect/nn/tensor.h"

namespace openaffect::learn {

struct Checkpoint {
  std::string identity;  // of data, base and options: a checkpoint of another run is refused
  nn::Tensor values;
  OptimizerState state;
  std::int64_t batches = 0;  // done
  double loss = 0;           // the moving average that is shown
  double seconds = 0;        // of all sessions
  std::int64_t tokens = 0;
  // The best epoch so far; its weights lie in a file of their own.
  std::optional<double> best_score = {};
  double best_epoch = 0;
  double epochs_without_gain = 0;
};

// Written beside and renamed: a full disk leaves the one before. `path` is the file.
Result<Done> write_checkpoint(const Checkpoint& checkpoint, const std::string& path);

// Nothing when there is no file; `format` when it is none of ours; tensors have as many numbers as `values`.
Result<std::optional<Checkpoint>> read_checkpoint(const std::string& path, const nn::Tensor& values);

// One flat tensor.
Result<Done> write_flat(const nn::Tensor& flat, const std::string& path);
Result<nn::Tensor> read_flat(const std::string& path, const nn::Tensor& like);

}  // namespace openaffect::learn
