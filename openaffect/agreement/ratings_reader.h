// A table on disk (openaffect/data/table.h: csv, tsv, jsonl, Parquet, compressed or not) as Ratings.
//
// Shapes, told by the options that name columns:
//   long    `value`: one rating a row; `unit` says of what, `rater` by whom (without it raters have no names)
//   wide    `raters`: one row a unit, one column a rater, named as the columns
//   counts  `counts`: one row a unit, one column a label, cells are numbers of votes; raters have no names. Labels are
//           named as the columns, without what they share up to a last dot (votes.anger, votes.joy: anger, joy)
//   lists   `list`: one row a unit, cells are lists of ratings: a list column, JSON ("[1, 2]") or joined by |;
//           `list_raters`: who gave them, in the same order (without it raters have no names)
//   none    a long table of our own label job (columns item, source, rater, scheme, field, label, value): its decided
//           labels (`field` is null) or, where it has none or with `field`, the numbers of a field. A unit is an item,
//           with "@START-END" and "/PERSON" behind it where the row has them. Else a table of the catalogue with a
//           column `ratings` (and `raters`, `id`): lists. Else long with the columns item, unit or id; rater or
//           annotator; value, rating or label, where all three are there
// Without `unit` (not in long) a unit is named by its row's number, from 1.
//
// A cell is taken without the spaces around it. An empty or null cell, and one of RatingsOptions::missing, is a missing
// rating; so is a null in a list, and a NaN inside a Parquet list, which the reader of tables gives as null. The unit
// of such a cell is there all the same.
//
// Level, when none is given: the scheme's (categories nominal, multi_categories set, grades ordinal, numbers interval);
// without scheme interval when all values are numbers and nominal when none is; Error `format` when only some are.
//   nominal, ordinal  with a scheme the labels' ids in its order, matched by Scheme::find_label, grades also by their
//                     number (Label::value); with `order` those texts; of counts without either the columns as named;
//                     else the distinct values: numbers by size (1 and 1.0 are one), texts by their bytes. Ordinal
//                     texts need a scheme or `order`.
//   interval, ratio   finite numbers; with a scheme of numbers inside the field's range, with one of grades their
//                     numbers; ratio not below 0
//   set               a cell is a set of labels, "a|b" or a JSON list; "[]" is the empty set. In lists: JSON lists of
//                     lists
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/agreement/ratings.h"
#include "openaffect/core/scheme.h"
#include "openaffect/data/table.h"

namespace openaffect {

enum class RatingShape { long_rows, wide, counts, lists, label_job };
std::string_view rating_shape_name(RatingShape shape);  // long, wide, counts, lists, label_job

enum class OnOutside { refuse, drop };
enum class OnTwice { refuse, keep_first, keep_last };

// A cell that a row has to have to count: its text, as a csv has it, without the spaces around it; "" an empty one.
struct RowCondition {
  std::string column, value;
  bool operator==(const RowCondition&) const = default;
};

// "task=voice"; Error `unknown` without a column in front of the first =.
Result<RowCondition> row_condition(std::string_view text);

struct RatingsOptions {
  std::string unit = {}, rater = {}, value = {};
  std::vector<std::string> raters = {};
  std::vector<std::string> counts = {};
  std::string list = {}, list_raters = {};

  std::string source = {}, scheme_id = {};  // of a label job's long table: which, where it has several
  std::string field = {};                   // the same; and which field of a scheme of numbers the values are

  std::optional<MeasurementLevel> level = {};
  std::shared_ptr<const Scheme> scheme = {};
  std::vector<std::string> order = {};    // the categories, lowest first, instead of a scheme
  std::vector<std::string> missing = {};  // texts that mean "no rating": NA, -99

  std::vector<RowCondition> where = {};  // rows that do not fit are passed over: conditions on several columns must all
                                         // hold, of several on one column one is enough
  std::uint64_t least_ratings = 0;       // units with fewer are left out

  OnOutside on_outside = OnOutside::refuse;  // drop: ratings outside the scheme are counted and left out (of a set: the
                                             // whole rating)
  OnTwice on_twice = OnTwice::refuse;        // a rater who rates a unit twice, a unit with two rows of counts or lists
  ReadOptions read = {};
  const std::atomic<bool>* stop = nullptr;  // when it becomes true while rows are read: Error `interrupted`
};

// A value that the scheme, `order` or the field's range has not.
struct OutsideValue {
  std::string text;
  std::uint64_t ratings = 0;
  std::uint64_t row = 0;  // the first one's
  std::string column;
};

struct RatingsTable {
  Ratings ratings;  // units and raters in the order in which the file first names them (wide: as the columns are named)
  std::vector<std::uint32_t> order = {};  // of each entry: its place among all ratings of the file, from 0
  RatingShape shape = RatingShape::long_rows;
  std::string found = {};  // the columns that nobody named and that were taken: "item, rater, value"; "" where none
  MeasurementLevel level = MeasurementLevel::nominal;
  std::shared_ptr<const Scheme> scheme = {};  // that of the options, or the built-in one that a label job's table names
  std::string field = {};                     // of a label job's table: the field that was read; "" for decisions
  std::string unit = {};  // the column that names units; "" where their rows do, and of a label job's table
  std::uint64_t rows = 0;
  std::uint64_t passed_over = 0;                  // rows that `where` leaves out
  std::uint64_t small_units = 0;                  // units that `least_ratings` leaves out
  std::uint64_t bad_rows = 0;                     // kept by ReadOptions::on_bad_row: nothing was taken from them
  std::uint64_t missing = 0;                      // cells without a rating
  std::uint64_t twice = 0;                        // ratings left out by on_twice
  std::uint64_t outside = 0;                      // ratings left out by on_outside
  std::vector<OutsideValue> outside_values = {};  // in the order of their first rows
};

// Holds all distinct texts and 16 bytes a rating: 900,000 ratings of 300,000 units take less than 150 MB.
// Errors: those of open_table and of reading, and
//   unknown      a column that is not there; options of two shapes, or of none; a field, source or scheme that must be
//                chosen or is not there; ordinal texts without an order; a level that the scheme does not have; no row
//                fits `where` (the message says what the column holds instead)
//   format       (with file, row, column) what is no number, NaN or infinity; a value outside the scheme; a count that
//                is no whole number; no unit or rater in a row; lists of different length; a rater who rates a unit
//                twice (names both)
//   unsupported  more than 65,535 categories, one of more than 1,000 bytes, 100,000 votes in a cell or 4,294,967,295
//   ratings; free texts
Result<RatingsTable> read_ratings(const std::string& path, const RatingsOptions& options);
// The same of a table that is open; `file` is its name in errors.
Result<RatingsTable> read_ratings(TableReader& reader, const std::string& file, const RatingsOptions& options);

}  // namespace openaffect
