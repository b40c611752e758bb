// How well raters agree with the people who rated the same texts: Pearson's r with the mean human rating, per set.
//   agreement_with_people LABELLED.parquet       (columns set, mean, and those of kRatings that are there)
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "openaffect/data/table.h"
#include "openaffect/metrics/pearson.h"

namespace {

using namespace openaffect;

constexpr std::array kRatings = {"text.vader.compound", "text.pattern.polarity", "text.text.polarity"};
using Agreement = std::map<std::string, std::array<PearsonMeter, kRatings.size()>>;  // by set

Result<Agreement> measure(const std::string& path) {
  OA_TRY(table, open_table(path));
  const auto find = [&](const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(table->columns(), name, &ColumnInfo::name) -
                                    table->columns().begin());
  };
  std::vector<std::size_t> columns = {find("set"), find("mean")}, raters;
  for (std::size_t rater = 0; rater < kRatings.size(); ++rater)
    if (find(kRatings[rater]) < table->columns().size()) raters.push_back(rater);
  for (const std::size_t rater : raters) columns.push_back(find(kRatings[rater]));
  if (std::ranges::max(columns) == table->columns().size())
    return Error{ErrorKind::unknown, "lacks the column set or mean", {path, {}, "", {}}};
  Agreement agreement;
  for (;;) {
    OA_TRY(raw, table->next());
    if (!raw) return agreement;
    OA_TRY(block, table->parse(*raw, columns));
    const auto sets = block.texts(columns[0]), means = block.texts(columns[1]);
    for (std::size_t i = 0; i < raters.size(); ++i) {
      const std::vector<double> numbers = block.numbers(columns[2 + i]);
      for (std::size_t row = 0; row < block.rows(); ++row)
        agreement[std::string(sets[row].value_or("?"))][raters[i]].add(
            std::atof(std::string(means[row].value_or("nan")).c_str()), numbers[row]);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto agreement = measure(argc > 1 ? argv[1] : "labelled.parquet");
  if (!agreement) return std::fputs(describe_error(agreement.error()).c_str(), stderr), 1;
  const bool has_text = !agreement->empty() && agreement->begin()->second.back().count() > 0;
  std::printf("Pearson's r with the mean rating of people\n%-24s %8s %8s %8s%s\n", "set", "texts", "vader", "pattern",
              has_text ? "     text" : "");
  for (const auto& [set, meters] : *agreement) {
    std::printf("%-24s %8ju", set.c_str(), static_cast<std::uintmax_t>(meters[0].count()));
    for (const PearsonMeter& meter : meters)
      if (meter.count() > 0) std::printf(" %8.4f", meter.value());
    std::printf("\n");
  }
}
