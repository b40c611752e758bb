// A text network that is ready to run: weights packed for the precision and the device that were asked for.
#pragma once

#include <memory>
#include <span>

#include "openaffect/core/error.h"
#include "openaffect/nn/matrix.h"
#include "openaffect/nn/precision.h"
#include "openaffect/nn/token_rows.h"

namespace openaffect {

struct ModelFolder;

struct TextModelOptions {
  Precision precision = Precision::float32;
  Device device = Device::cpu;
};

// Immutable; safe to share between threads, each of which works alone (no call starts threads of its own).
// On the CPU row i of every answer is a function of sequence i alone, to the last bit, whoever its neighbours are; on
// another device up to rounding.
class TextModel {
 public:
  virtual ~TextModel() = default;

  // [sequences, outputs]: what the head says before softmax or sigmoid; of a trained model the outputs of all its heads
  // side by side, in their order. Throws ContractError when the checkpoint has no head, or when a sequence is empty,
  // too long or holds an id that the vocabulary lacks.
  virtual FloatMatrix logits(std::span<const TokenSequence> sequences) const = 0;

  // [sequences, hidden]: the last layer pooled by the folder's rule. Throws as logits does.
  virtual FloatMatrix embeddings(std::span<const TokenSequence> sequences) const = 0;

  // Both. law: the same numbers, to the last bit on the CPU; the encoder may run once instead of twice.
  struct Both {
    FloatMatrix logits, embeddings;
  };
  virtual Both logits_and_embeddings(std::span<const TokenSequence> sequences) const {
    return {logits(sequences), embeddings(sequences)};
  }
};

// Whether this processor can: float32 and int8 run on all (without VNNI int8 gives the same numbers, at the speed of
// float32), bfloat16 where it is quick and exact. Another device is not asked.
bool runs_here(Precision precision);

// Error `unsupported` when the device is not here.
Result<std::shared_ptr<const TextModel>> make_text_model(std::shared_ptr<const ModelFolder> folder,
                                                         const TextModelOptions& options = {});

}  // namespace openaffect
