// Tables of ratings from strangers. The first three bytes choose format, shape, level and what is left out; the rest is
// the file. What is read keeps the rules of Ratings, and what is measured on it ends.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/agreement/consensus.h"
#include "openaffect/agreement/krippendorff.h"
#include "openaffect/agreement/rater_report.h"
#include "openaffect/agreement/ratings_reader.h"
#include "openaffect/data/csv_reader.h"
#include "openaffect/data/jsonl_reader.h"

namespace openaffect::fuzz {
namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

Result<std::unique_ptr<TableReader>> open(std::uint8_t byte, const std::string& bytes) {
  ReadOptions read;
  read.on_bad_row = (byte & 4) != 0 ? OnBadRow::keep : OnBadRow::fail;
  read.max_row_bytes = 4096;
  if ((byte & 1) != 0) return open_jsonl(InputStream::of_memory(bytes, 64), read);
  return open_csv(InputStream::of_memory(bytes, 64), (byte & 2) != 0 ? TableFormat::tsv : TableFormat::csv, read);
}

void choose_shape(std::uint8_t byte, const std::vector<std::string>& names, RatingsOptions& options) {
  const auto name = [&](std::size_t at) { return at < names.size() ? names[at] : std::string(); };
  switch (byte % 6) {
    case 0:
      options.rater = name(1);
      [[fallthrough]];
    case 1:
      options.unit = name(0);
      options.value = name(2);
      return;
    case 2:
      options.raters = names;
      return;
    case 3:
      options.counts = names;
      return;
    case 4:
      options.list = name(0);
      options.list_raters = name(1);
      return;
    default:
      return;
  }
}

RatingsOptions choose(std::uint8_t first, std::uint8_t second, const std::vector<std::string>& names) {
  RatingsOptions options;
  choose_shape(first / 8, names, options);
  if (second % 6 < 5) options.level = static_cast<MeasurementLevel>(second % 6);
  if ((second & 8) != 0) options.order = {"1", "2", "joy"};
  if ((second & 16) != 0) options.on_outside = OnOutside::drop;
  if ((second & 32) != 0) options.on_twice = (second & 64) != 0 ? OnTwice::keep_last : OnTwice::keep_first;
  if ((second & 64) != 0) options.least_ratings = 2;
  if ((second & 128) != 0 && !names.empty()) options.where = {{names.back(), "1"}};
  options.missing = {"NA"};
  return options;
}

void check_rules(const RatingsTable& table) {
  const Ratings& ratings = table.ratings;
  check(table.order.size() == ratings.entries.size());
  for (std::size_t i = 0; i < ratings.entries.size(); ++i) {
    const RatingEntry& entry = ratings.entries[i];
    check(std::isfinite(entry.value) && entry.unit < ratings.units.size());
    check(entry.rater < std::max<std::size_t>(1, ratings.raters.size()));
    if (i == 0) continue;
    const RatingEntry& before = ratings.entries[i - 1];
    check(before.unit < entry.unit || (before.unit == entry.unit && before.rater <= entry.rater));
    if (ratings.has_raters()) check(before.unit != entry.unit || before.rater != entry.rater);
  }
}

void measure(const RatingsTable& table) {
  constexpr std::size_t kMostEntries = 2000;  // counts of votes are large from few bytes
  const Ratings& ratings = table.ratings;
  if (ratings.entries.size() > kMostEntries) return;
  const AgreementValue alpha = krippendorff_alpha(ratings, {.level = table.level});
  check(alpha.reason.empty() ? alpha.value <= 1 : std::isnan(alpha.value));
  const bool numbers = table.level == MeasurementLevel::interval || table.level == MeasurementLevel::ratio;
  const auto made =
      consensus(ratings, table.level, {.method = numbers ? ConsensusMethod::mean : ConsensusMethod::majority});
  check(made && made->n.size() == ratings.units.size());
  if (!ratings.has_raters()) return;
  const auto report = rater_report(ratings, table.level, table.order);
  check(report && report->raters.size() == ratings.raters.size());
}

void run(const std::uint8_t* head, const std::string& bytes) {
  auto reader = open(head[0], bytes);
  if (!reader) return;
  std::vector<std::string> names;
  for (const ColumnInfo& column : (*reader)->columns()) names.push_back(column.name);
  const auto table = read_ratings(**reader, "fuzz", choose(head[1], head[2], names));
  if (!table) return check(!table.error().what.empty());
  check_rules(*table);
  measure(*table);
}

}  // namespace
}  // namespace openaffect::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 3;
  if (size >= kHead) openaffect::fuzz::run(data, {reinterpret_cast<const char*>(data + kHead), size - kHead});
  return 0;
}
