// MPNet's relative positions (Song et al. 2020): to the score of a key each head adds a number that depends on how far
// the key stands from the query, far ones sharing theirs in buckets (Raffel et al. 2020, T5, section 2.1).
#pragma once

#include <cstdint>

#include "openaffect/nn/tensor.h"

namespace openaffect::nn {

// Row of the table for `distance` = position of the key - position of the query, in 0..buckets - 1. Half of the buckets
// are for keys behind the query; of each half, one half holds a distance each, the rest grow up to distance 128.
std::int64_t relative_bucket(std::int64_t distance, std::int64_t buckets);

// [length, length] int64: the bucket of each key (column) for each query (row).
Tensor relative_buckets(std::int64_t length, std::int64_t buckets);

// What every head adds to the scores of texts of `length` tokens: [1, heads, length, length] in the type of `table`
// [buckets, heads], with its gradients.
Tensor relative_bias(const Tensor& table, std::int64_t length);

// The same by distance: [heads, 2 * reach - 1] float32, column distance + reach - 1.
Tensor bias_by_distance(const Tensor& table, std::int64_t reach);

}  // namespace openaffect::nn
