// The shapes in which ratings stand in a table, for ratings_reader.cpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "openaffect/agreement/ratings_reader.h"
#include "openaffect/agreement/ratings_reader_raw.h"
#include "openaffect/data/table.h"

namespace openaffect {

// Columns of one table by name.
struct NamedColumns {
  std::string file;
  std::vector<std::string> names;

  Result<std::size_t> find(const std::string& name) const;  // `unknown`, with the nearest name, when absent
  bool has(const std::string& name) const;
  Error error(ErrorKind kind, std::string what, std::uint64_t row, std::size_t column) const;
};

// Takes the ratings of one block after the other.
class RatingRows {
 public:
  virtual ~RatingRows() = default;
  virtual RatingShape shape() const = 0;
  virtual std::vector<std::size_t> columns() const = 0;  // that parse() must have been given
  // `rows`: those of the block that count, ascending.
  virtual Result<Done> take(const Block& block, std::span<const std::size_t> rows, RawRatings& raw) = 0;
  virtual Result<Done> finish(RawRatings& raw) {
    (void)raw;
    return Done{};
  }
};

// The options with the columns of a catalogue's table (ratings, raters, id) named, where they name no shape.
RatingsOptions with_found_columns(const NamedColumns& columns, const RatingsOptions& options);

// By the options, else by the columns.
Result<std::unique_ptr<RatingRows>> make_rating_rows(const NamedColumns& columns, const RatingsOptions& options);

Result<std::unique_ptr<RatingRows>> make_long_rows(const NamedColumns& columns, const RatingsOptions& options);
Result<std::unique_ptr<RatingRows>> make_wide_rows(const NamedColumns& columns, const RatingsOptions& options);
Result<std::unique_ptr<RatingRows>> make_count_rows(const NamedColumns& columns, const RatingsOptions& options);
Result<std::unique_ptr<RatingRows>> make_list_rows(const NamedColumns& columns, const RatingsOptions& options);

bool is_label_job_table(const NamedColumns& columns);
Result<std::unique_ptr<RatingRows>> make_label_job_rows(const NamedColumns& columns, const RatingsOptions& options);

using TextCells = std::vector<std::optional<std::string>>;

// The rows of a block without those that could not be read.
std::vector<std::size_t> good_rows(const Block& block);

// The units of the rows of a block: a column, or the rows' numbers.
class UnitCells {
 public:
  static Result<UnitCells> find(const NamedColumns& columns, const std::string& name);

  void start(const Block& block);
  Result<std::uint32_t> at(std::size_t row, RawRatings& raw) const;  // Error `format` when the cell is empty
  void add_to(std::vector<std::size_t>& columns) const;

 private:
  const NamedColumns* columns_ = nullptr;
  std::optional<std::size_t> column_;
  std::uint64_t first_row_ = 0;
  TextCells cells_;
};

// Whether the row of a unit counts when a unit has one row only (counts, lists without raters).
Result<bool> is_taken(const NamedColumns& columns, OnTwice on_twice, std::uint32_t unit, std::uint64_t row,
                      RawRatings& raw);

}  // namespace openaffect
