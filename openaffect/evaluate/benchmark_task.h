// One task of a benchmark file. For this module; callers use parse_benchmark().
#pragma once

#include "openaffect/core/scheme_json.h"
#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

Result<BenchmarkTask> parse_benchmark_task(const scheme_json::Object& object, BenchmarkReader reader);

}  // namespace openaffect
