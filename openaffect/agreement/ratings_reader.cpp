#include "openaffect/agreement/ratings_reader.h"

#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_raw.h"
#include "openaffect/agreement/ratings_reader_rows.h"
#include "openaffect/agreement/ratings_reader_shapes.h"
#include "openaffect/agreement/ratings_reader_values.h"
#include "openaffect/core/stop.h"

namespace openaffect {
namespace {

// The options with the scheme that a label job's table names, where the library has it.
Result<RatingsOptions> completed(const RatingsOptions& options, const RatingRows& rows, const RawRatings& raw,
                                 const NamedColumns& columns) {
  if (rows.shape() != RatingShape::label_job) {
    const bool is_field_of_scheme = options.scheme && options.scheme->kind() == SchemeKind::numbers;
    if (!options.source.empty() || !options.scheme_id.empty() || (!options.field.empty() && !is_field_of_scheme))
      return Error{ErrorKind::unknown,
                   "source, scheme_id and field choose from a long table of the label job, and this is none",
                   {columns.file, {}, "", {}}};
    return options;
  }
  RatingsOptions all = options;
  if (all.scheme || !all.order.empty() || !raw.field.empty()) return all;
  if (auto scheme = find_scheme(raw.scheme_id)) all.scheme = *scheme;
  return all;
}

struct RowCounts {
  std::uint64_t rows = 0, bad_rows = 0;
};

Result<RowCounts> take_all(TableReader& reader, RatingRows& rows, RowChoice& choice, RawRatings& raw,
                           const std::atomic<bool>* stop) {
  RowCounts counts;
  std::vector<std::size_t> columns = rows.columns();
  choice.add_to(columns);
  reader.want(columns);
  for (;;) {
    OA_CHECK(check_stop(stop));
    OA_TRY(next, reader.next());
    if (!next) return counts;
    OA_TRY(block, reader.parse(*next, columns));
    OA_CHECK(rows.take(block, choice.rows(block), raw));
    counts.rows += block.rows();
    counts.bad_rows += block.faults().size();
  }
}

}  // namespace

Result<RowCondition> row_condition(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals != 0 && equals != std::string_view::npos)
    return RowCondition{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
  return Error{ErrorKind::unknown, fmt::format("'{}' is no COLUMN=VALUE", text)};
}

Result<RatingsTable> read_ratings(const std::string& path, const RatingsOptions& options) {
  OA_TRY(reader, open_table(path, options.read));
  return read_ratings(*reader, path, options);
}

Result<RatingsTable> read_ratings(TableReader& reader, const std::string& file, const RatingsOptions& asked) {
  NamedColumns columns{file, {}};
  for (const ColumnInfo& column : reader.columns()) columns.names.push_back(column.name);
  const RatingsOptions options = with_found_columns(columns, asked);
  OA_TRY(rows, make_rating_rows(columns, options));
  OA_TRY(choice, RowChoice::create(columns, options.where));
  RawRatings raw;
  raw.missing_texts = options.missing;
  OA_TRY(counts, take_all(reader, *rows, choice, raw, options.stop));
  OA_CHECK(choice.check());
  OA_CHECK(rows->finish(raw));
  OA_TRY(all, completed(options, *rows, raw, columns));
  const std::string field = raw.field;
  OA_TRY(table, make_ratings(std::move(raw), columns, all));
  table.shape = rows->shape();
  table.scheme = all.scheme;
  table.field = field;
  table.unit = options.unit;
  if (asked.value.empty() && !options.value.empty())
    table.found = fmt::format("{}, {}, {}", options.unit, options.rater, options.value);
  table.rows = counts.rows;
  table.passed_over = choice.passed_over();
  table.bad_rows = counts.bad_rows;
  return table;
}

}  // namespace openaffect
