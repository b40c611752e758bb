// Predicted strategies of emotional support, in the form of results.json of the work on preference bias (Kang et al.,
// ACL 2024): a JSON list of objects with sample_id, context, res_gold, strg_gold, strg_pred, res_pred; other keys are
// passed over.
//
//   strategy  classes of esc_strategy8: strg_gold against strg_pred, by id, name or alias. A prediction that is none of
//             the eight, or null, counts as others, as in the authors' code, and is counted in `notes`. Gold that is
//             none of them is an error with its row.
//   response  texts: res_gold against res_pred, when all items have both
//   ids       sample_id, or the position counted from 1 when an item has none
//   texts     context
//
// The system is named after the file. Errors: `format` with the row; `refused` when an id stands twice.
#pragma once

#include <string>
#include <vector>

#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

Result<BenchmarkSystem> read_esc(const Benchmark& benchmark, const std::string& path);

}  // namespace openaffect
