// How well two raters agree with the people who rated the same texts: Pearson's r with the mean human rating, per set.
//   agreement_with_people LABELLED.parquet       (columns set, mean, text.vader.compound, text.pattern.polarity)
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "openaffect/data/table.h"
#include "openaffect/metrics/pearson.h"

namespace {

using namespace openaffect;

struct Agreement {
  PearsonMeter vader, pattern;
};

Result<std::map<std::string, Agreement>> measure(const std::string& path) {
  OA_TRY(table, open_table(path));
  std::vector<std::size_t> columns;
  for (const char* name : {"set", "mean", "text.vader.compound", "text.pattern.polarity"}) {
    const auto at =
        std::find_if(table->columns().begin(), table->columns().end(), [&](const auto& c) { return c.name == name; });
    if (at == table->columns().end()) return Error{ErrorKind::unknown, "no such column", {path, {}, name, {}}};
    columns.push_back(static_cast<std::size_t>(at - table->columns().begin()));
  }
  std::map<std::string, Agreement> agreement;
  for (;;) {
    OA_TRY(raw, table->next());
    if (!raw) return agreement;
    OA_TRY(block, table->parse(*raw, columns));
    const auto sets = block.texts(columns[0]);
    const auto means = block.texts(columns[1]);
    const auto vader = block.numbers(columns[2]), pattern = block.numbers(columns[3]);
    for (std::size_t row = 0; row < block.rows(); ++row) {
      const double mean = std::atof(std::string(means[row].value_or("nan")).c_str());
      Agreement& of_set = agreement[std::string(sets[row].value_or("?"))];
      of_set.vader.add(mean, vader[row]);
      of_set.pattern.add(mean, pattern[row]);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto agreement = measure(argc > 1 ? argv[1] : "labelled.parquet");
  if (!agreement) {
    std::fprintf(stderr, "%s\n", describe_error(agreement.error()).c_str());
    return exit_code(agreement.error().kind);
  }
  std::printf("Pearson's r with the mean rating of people\n%-24s %8s %8s %8s\n", "set", "texts", "vader", "pattern");
  for (const auto& [set, of_set] : *agreement)
    std::printf("%-24s %8ju %8.4f %8.4f\n", set.c_str(), static_cast<std::uintmax_t>(of_set.vader.count()),
                of_set.vader.value(), of_set.pattern.value());
}
