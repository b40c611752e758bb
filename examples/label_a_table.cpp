// Labels a column of a table with both lexicon raters.
//   label_a_table INPUT COLUMN OUTPUT
#include <cstdio>

#include "openaffect/label/job.h"
#include "openaffect/label/summary.h"
#include "openaffect/raters/table.h"

int main(int argc, char** argv) {
  using namespace openaffect;
  if (argc != 4) return 2;
  const std::vector<std::string> names = {"vader", "pattern"};
  const auto raters = make_raters(names);
  if (!raters) {
    std::fprintf(stderr, "%s\n", describe_error(raters.error()).c_str());
    return exit_code(raters.error().kind);
  }
  LabelOptions options;
  options.input = argv[1];
  options.text = {argv[2]};
  options.output = argv[3];
  options.force = true;
  const auto summary = run_label(options, *raters);
  if (!summary) {
    std::fprintf(stderr, "%s\n", describe_error(summary.error()).c_str());
    return exit_code(summary.error().kind);
  }
  std::printf("%s", summary_text(options, *summary).c_str());
}
