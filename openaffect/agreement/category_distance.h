// Weighted disagreement between two distributions over categories, without a table of categories by categories.
#pragma once

#include <span>
#include <vector>

#include "openaffect/agreement/kappa.h"
#include "openaffect/agreement/unit_rows.h"

namespace openaffect {

// 1 - w_kl, the distance of two categories, for the weights of kappa.h.
class CategoryDistance {
 public:
  // scale: the category's values, ascending, two at least. Ordinal weights see their positions only.
  CategoryDistance(KappaWeights weights, std::vector<double> scale);

  // One category and what it weighs.
  struct Part {
    std::uint32_t position = 0;
    double a = 0, b = 0;
  };

  // sum_k sum_l (1 - w_kl) a_k b_l over parts by ascending position; O(parts).
  double between(std::span<const Part> parts) const;

  // The same for a = b = the counts of a row.
  double within(std::span<const ValueCount> row) const;

 private:
  KappaWeights weights_;
  std::vector<double> scale_;
  double largest_ = 1;  // the distance of the first and the last category, before division by it
};

}  // namespace openaffect
