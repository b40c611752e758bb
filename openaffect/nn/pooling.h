// One vector for a text, from the vectors of its tokens (sentence_pooling.h names the ways).
#pragma once

#include <span>

#include "openaffect/nn/attention.h"
#include "openaffect/nn/matrix.h"
#include "openaffect/nn/sentence_pooling.h"

namespace openaffect::nn {

// hidden [tokens of all texts, columns] -> [texts, columns]: mean or largest of each column over the text's rows, or
// its first row; then, if wanted, divided by its Euclidean length (at least 1e-12). law: pool(one text) == the row that
// pool(many texts) gives it.
FloatMatrix pool(std::span<const float> hidden, std::size_t columns, std::span<const RowSpan> texts,
                 const SentencePooling& pooling);

// [texts, 2 columns]: each text's first row beside the mean of its rows. law: as pool's.
FloatMatrix first_and_mean(std::span<const float> hidden, std::size_t columns, std::span<const RowSpan> texts);

}  // namespace openaffect::nn
