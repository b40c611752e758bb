// Scaled dot-product self-attention of many texts of any lengths, without padding (Vaswani et al. 2017, eq. 1).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "openaffect/nn/pending.h"
#include "openaffect/nn/token_rows.h"

namespace openaffect::nn {

struct AttentionShape {
  std::size_t heads = 1;
  std::size_t head_size = 1;  // columns of one head; heads * head_size are the hidden columns
};

// What each head adds to a score, by the key's distance from the query (relative_position.h); {} adds nothing.
struct DistanceBias {
  const float* values = nullptr;  // [heads, 2 * reach - 1]: column key - query + reach - 1
  std::size_t reach = 0;          // no text is longer
};

// Which rows of a text ask: all of them, or the first alone (a classifier that reads [CLS] wants no more of the last
// layer).
enum class Asking { all_rows, first_rows };

// Keeps its memory between calls; one for each thread.
class Attention {
 public:
  // For each text t and head h: context = softmax(Q K^T / sqrt(head_size) + bias) V over the rows of t alone.
  //   projected  [rows, 3 * hidden]: queries, keys, values side by side
  //   context    [rows, hidden] float32, or [texts, hidden] for Asking::first_rows
  void attend(const Pending& projected, std::span<const RowSpan> texts, const AttentionShape& shape, Asking asking,
              const DistanceBias& bias, float* context);

 private:
  std::vector<float> scratch_;
};

}  // namespace openaffect::nn
