#include "openaffect/agreement/ratings_reader_shapes.h"

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

class LongRows final : public RatingRows {
 public:
  LongRows(const NamedColumns& columns, UnitCells units, std::size_t value, std::optional<std::size_t> rater)
      : columns_(columns), units_(std::move(units)), value_(value), rater_(rater) {}

  RatingShape shape() const override { return RatingShape::long_rows; }

  std::vector<std::size_t> columns() const override {
    std::vector<std::size_t> all = {value_};
    if (rater_) all.push_back(*rater_);
    units_.add_to(all);
    return all;
  }

  Result<Done> take(const Block& block, std::span<const std::size_t> rows, RawRatings& raw) override {
    units_.start(block);
    const TextCells values = block.as_texts(value_);
    const TextCells raters = rater_ ? block.as_texts(*rater_) : TextCells(block.rows());
    for (const std::size_t row : rows) {
      const std::uint64_t number = block.first_row() + row + 1;
      OA_TRY(unit, units_.at(row, raw));
      const std::string_view name = raters[row] ? trimmed(*raters[row]) : std::string_view();
      if (rater_ && name.empty()) return columns_.error(ErrorKind::format, "a row without a rater", number, *rater_);
      const std::uint32_t rater = rater_ ? raw.raters.id(name) : 0;
      raw.add(unit, rater, values[row].value_or(""), {number, static_cast<std::uint32_t>(value_)});
    }
    return Done{};
  }

 private:
  const NamedColumns& columns_;
  UnitCells units_;
  std::size_t value_;
  std::optional<std::size_t> rater_;
};

class WideRows final : public RatingRows {
 public:
  WideRows(UnitCells units, std::vector<std::size_t> raters, std::vector<std::string> names)
      : units_(std::move(units)), raters_(std::move(raters)), names_(std::move(names)) {}

  RatingShape shape() const override { return RatingShape::wide; }

  std::vector<std::size_t> columns() const override {
    std::vector<std::size_t> all = raters_;
    units_.add_to(all);
    return all;
  }

  Result<Done> take(const Block& block, std::span<const std::size_t> rows, RawRatings& raw) override {
    units_.start(block);
    for (const std::string& name : names_) raw.raters.id(name);
    std::vector<TextCells> cells;
    for (const std::size_t rater : raters_) cells.push_back(block.as_texts(rater));
    for (const std::size_t row : rows) {
      OA_TRY(unit, units_.at(row, raw));
      for (std::uint32_t rater = 0; rater < raters_.size(); ++rater)
        raw.add(unit, rater, cells[rater][row].value_or(""),
                {block.first_row() + row + 1, static_cast<std::uint32_t>(raters_[rater])});
    }
    return Done{};
  }

 private:
  UnitCells units_;
  std::vector<std::size_t> raters_;
  std::vector<std::string> names_;
};

Error usage(const NamedColumns& columns, std::string what) {
  return {ErrorKind::unknown, std::move(what), {columns.file, {}, "", {}}};
}

Result<Done> check_options(const NamedColumns& columns, const RatingsOptions& options) {
  const bool is_long = !options.value.empty(), is_wide = !options.raters.empty(), is_counts = !options.counts.empty(),
             is_list = !options.list.empty();
  if (is_long + is_wide + is_counts + is_list > 1)
    return usage(columns,
                 "columns of more than one shape are named: value, raters, counts and list exclude each other");
  if (!options.rater.empty() && !is_long)
    return usage(columns, "a column of raters needs one of values (long) or is list_raters (lists)");
  if (!options.list_raters.empty() && !is_list) return usage(columns, "list_raters needs list");
  if (is_long && options.unit.empty()) return usage(columns, "a long table needs the column of its units");
  return Done{};
}

}  // namespace

std::string_view rating_shape_name(RatingShape shape) {
  constexpr std::string_view kNames[] = {"long", "wide", "counts", "lists", "label_job"};
  return kNames[static_cast<std::size_t>(shape)];
}

bool NamedColumns::has(const std::string& name) const {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<std::size_t> NamedColumns::find(const std::string& name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  return Error{ErrorKind::unknown, unknown_name_message("column", name, names), {file, {}, "", {}}};
}

Error NamedColumns::error(ErrorKind kind, std::string what, std::uint64_t row, std::size_t column) const {
  return {kind, std::move(what), {file, row, names[column], {}}};
}

std::vector<std::size_t> good_rows(const Block& block) {
  std::vector<bool> is_bad(block.rows(), false);
  for (const RowFault& fault : block.faults()) is_bad[fault.row - 1 - block.first_row()] = true;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < block.rows(); ++row)
    if (!is_bad[row]) rows.push_back(row);
  return rows;
}

Result<UnitCells> UnitCells::find(const NamedColumns& columns, const std::string& name) {
  UnitCells cells;
  cells.columns_ = &columns;
  if (name.empty()) return cells;
  OA_TRY(column, columns.find(name));
  cells.column_ = column;
  return cells;
}

void UnitCells::start(const Block& block) {
  first_row_ = block.first_row();
  if (column_) cells_ = block.as_texts(*column_);
}

Result<std::uint32_t> UnitCells::at(std::size_t row, RawRatings& raw) const {
  const std::uint64_t number = first_row_ + row + 1;
  if (!column_) return raw.units.id(std::to_string(number));
  const std::string_view name = cells_[row] ? trimmed(*cells_[row]) : std::string_view();
  if (name.empty()) return columns_->error(ErrorKind::format, "a row without a unit", number, *column_);
  return raw.units.id(name);
}

void UnitCells::add_to(std::vector<std::size_t>& columns) const {
  if (column_) columns.push_back(*column_);
}

Result<bool> is_taken(const NamedColumns& columns, OnTwice on_twice, std::uint32_t unit, std::uint64_t row,
                      RawRatings& raw) {
  if (unit == raw.unit_rows.size()) {
    raw.unit_rows.push_back(row);
    raw.unit_entries.push_back(0);
    return true;
  }
  if (on_twice == OnTwice::refuse) {
    std::string what =
        fmt::format("unit '{}' stands in row {} already", excerpt(raw.units.text(unit)), raw.unit_rows[unit]);
    return Error{ErrorKind::format, std::move(what), {columns.file, row, "", {}}};
  }
  if (on_twice == OnTwice::keep_first) return false;
  raw.unit_entries[unit] = static_cast<std::uint32_t>(raw.entries.size());
  return true;
}

Result<std::unique_ptr<RatingRows>> make_long_rows(const NamedColumns& columns, const RatingsOptions& options) {
  OA_TRY(units, UnitCells::find(columns, options.unit));
  OA_TRY(value, columns.find(options.value));
  std::optional<std::size_t> rater;
  if (!options.rater.empty()) {
    OA_TRY(found, columns.find(options.rater));
    rater = found;
  }
  return std::unique_ptr<RatingRows>(std::make_unique<LongRows>(columns, std::move(units), value, rater));
}

Result<std::unique_ptr<RatingRows>> make_wide_rows(const NamedColumns& columns, const RatingsOptions& options) {
  OA_TRY(units, UnitCells::find(columns, options.unit));
  std::vector<std::size_t> raters;
  for (const std::string& name : options.raters) {
    OA_TRY(column, columns.find(name));
    if (std::find(raters.begin(), raters.end(), column) != raters.end())
      return usage(columns, fmt::format("rater '{}' is named twice", name));
    raters.push_back(column);
  }
  return std::unique_ptr<RatingRows>(std::make_unique<WideRows>(std::move(units), std::move(raters), options.raters));
}

namespace {

std::string first_of(const NamedColumns& columns, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (columns.has(name)) return name;
  return "";
}

}  // namespace

RatingsOptions with_found_columns(const NamedColumns& columns, const RatingsOptions& options) {
  RatingsOptions found = options;
  const bool is_named = !options.value.empty() || !options.raters.empty() || !options.counts.empty() ||
                        !options.list.empty() || !options.rater.empty() || !options.list_raters.empty();
  if (is_named || is_label_job_table(columns)) return found;
  if (!columns.has("ratings")) {
    const std::string unit = options.unit.empty() ? first_of(columns, {"item", "unit", "id"}) : options.unit;
    const std::string rater = first_of(columns, {"rater", "annotator"});
    const std::string value = first_of(columns, {"value", "rating", "label"});
    if (unit.empty() || rater.empty() || value.empty()) return found;
    found.unit = unit;
    found.rater = rater;
    found.value = value;
    return found;
  }
  found.list = "ratings";
  if (columns.has("raters")) found.list_raters = "raters";
  if (found.unit.empty() && columns.has("id")) found.unit = "id";
  return found;
}

Result<std::unique_ptr<RatingRows>> make_rating_rows(const NamedColumns& columns, const RatingsOptions& options) {
  OA_CHECK(check_options(columns, options));
  if (!options.value.empty()) return make_long_rows(columns, options);
  if (!options.raters.empty()) return make_wide_rows(columns, options);
  if (!options.counts.empty()) return make_count_rows(columns, options);
  if (!options.list.empty()) return make_list_rows(columns, options);
  if (is_label_job_table(columns)) return make_label_job_rows(columns, options);
  return usage(columns,
               fmt::format("which columns are ratings? Name those of unit, rater and value (long), the raters' "
                           "(wide), counts or a list; there are {}",
                           fmt::join(columns.names, ", ")));
}

}  // namespace openaffect
