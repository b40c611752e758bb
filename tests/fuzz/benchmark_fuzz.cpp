// Benchmark files, rows of recorded answers and answers from strangers. The first byte chooses which.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "openaffect/evaluate/answers.h"
#include "openaffect/evaluate/benchmark.h"
#include "openaffect/evaluate/benchmark_aeb_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace openaffect;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 3 == 0) return (void)parse_benchmark(bytes), 0;
  if (data[0] % 3 == 1) {
    const auto row = read_aeb_row(bytes);
    if (row && aeb_text(row->input, " Intensity Class: ").size() > row->input.size()) __builtin_trap();
    return 0;
  }
  constexpr std::int64_t kValues[] = {-1, 0, 1};
  static const auto scheme = built_in_scheme("semeval11");
  const NumberAnswer number = read_number_answer(bytes, 0, 1);
  if (std::isnan(number.value) != (number.status != AnswerStatus::ok)) __builtin_trap();
  if ((read_class_answer(bytes, kValues).label == kNoLabel) ==
      (read_class_answer(bytes, kValues).status == AnswerStatus::ok))
    __builtin_trap();
  if (read_labels_answer(bytes, *scheme).labels.size() > scheme->labels().size()) __builtin_trap();
  return 0;
}
