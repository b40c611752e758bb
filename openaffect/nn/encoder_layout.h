// An encoder's tensors as a list, under the names that its architecture gives them.
#pragma once

#include <string_view>
#include <vector>

#include "openaffect/nn/encoder_weights.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/tensor_view.h"

namespace openaffect {

// Of embeddings and layers, not of heads; in the order of the layers. Names as transformers writes them today, whatever
// the files called them. `prefix` goes in front of each: "" as for a bare encoder (BertModel), or
// encoder_names(…).prefix as for one with a head. Bytes as in `weights`.
std::vector<TensorView> encoder_tensor_list(const EncoderWeights& weights, Architecture architecture,
                                            std::string_view prefix);

}  // namespace openaffect
