// Texts through a network: tokens, windows, the network, and one answer per text.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "openaffect/nn/text_model.h"
#include "openaffect/nn/trained_model.h"
#include "openaffect/raters/windows.h"
#include "openaffect/text/preparation.h"
#include "openaffect/text/tokenizer.h"

namespace openaffect {

// A head of the network, and its place among the outputs: behind those of the heads before.
struct ScoredHead {
  HeadKind kind = HeadKind::single_label;
  std::size_t outputs = 0;
  double temperature = 1;
};

// What is made of a head's outputs z, per window and output i, T being the head's temperature; in float64.
//   single_label, distribution   softmax: exp(z_i / T) / sum_j exp(z_j / T)
//   multi_label, ordinal         sigmoid: 1 / (1 + exp(-z_i / T)); of an ordinal head that is P(grade > i)
//   regression                   z_i as it is
// Over windows the mean by window_share(); of an embedding, too, which is divided by its length again where
// `normalise` says so. A text of one window is as the network gives it.
struct ScorerOptions {
  std::vector<ScoredHead> heads = {};  // as the network has them; none: vectors only
  WindowRule windows = {};
  bool normalise = true;
  std::optional<TextPreparation> preparation = {};  // of a text before it is cut into tokens
};

// What a network says of one text.
struct TextScore {
  std::vector<double> values;    // [outputs of all heads]: probabilities, or numbers; empty when not asked for
  std::vector<double> remains;   // [outputs]: 1 - probability, of full precision where that is small; as values
  std::vector<float> embedding;  // [hidden]; empty when not asked for
  std::size_t windows = 1;       // how many the text took
  std::size_t bytes = 0;         // of the text as it was given that were read; less than all when whole is false
  bool whole = true;

  // log(p / (1 - p)) of an output, which for one window of a model of several labels is the head's own output by its
  // temperature; of a regression the number.
  double log_odds(std::size_t output, HeadKind kind) const;
  bool is_finite() const;
};

// A text is read up to this many bytes.
inline constexpr std::size_t kMostScoredBytes = std::size_t{16} << 20;

// Immutable; safe to share between threads.
class TextScorer {
 public:
  struct Wanted {
    bool values = true;
    bool embeddings = false;
  };

  TextScorer(std::shared_ptr<const TextModel> model, std::shared_ptr<const Tokenizer> tokenizer,
             const ScorerOptions& options);

  // In the order of the texts. Throws ContractError when the network has other outputs than the heads. Texts are handed
  // to the network in batches of like length that depend on `texts` alone.
  std::vector<TextScore> score(std::span<const std::string_view> texts, Wanted wanted) const;

  const ScorerOptions& options() const { return options_; }

 private:
  class Batch;
  std::shared_ptr<const TextModel> model_;
  std::shared_ptr<const Tokenizer> tokenizer_;
  ScorerOptions options_;
};

}  // namespace openaffect
