// One file of recorded answers (benchmark_aeb.h). For this module.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

struct AebBlock {
  std::string_view task;   // BenchmarkTask::id
  std::string_view field;  // "": the task's own, or the one that the input asks for
};

enum class AebProbabilities { none, in_order, reversed };

struct AebLayout {
  std::string_view folder;
  std::string_view ds_type;
  std::string_view ending;  // of the input, behind the text
  AebProbabilities probabilities;
  std::vector<AebBlock> blocks;  // 1,000 rows each when there are several
};

// One row as it is written.
struct AebRow {
  std::string ds_type, input, gold;
  bool has_list = false;
  std::string answer;                 // a text; "" for null
  std::vector<std::string> answers;   // a list
  std::vector<double> probabilities;  // empty when they are not one number after another
};

const std::vector<AebLayout>& aeb_layouts();

// One line. Fails when it is no object of the form above.
Result<AebRow> read_aeb_row(std::string_view line);

// What is judged; the whole input when it is of another form.
std::string_view aeb_text(std::string_view input, std::string_view ending);
// "joy" of "… Emotion E: joy. Intensity …"; "" when it asks for none.
std::string_view aeb_emotion(std::string_view input);

// The tasks of the file in the benchmark's order; fields without a row are left out.
Result<std::vector<ScoringTask>> read_aeb_file(const Benchmark& benchmark, const std::string& path);

}  // namespace openaffect
