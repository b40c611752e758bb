// Ratings one by one: the long shape, in which several raters of one item stand below each other, and the ways between
// it and tables that have a column for each scheme and rater.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/exchange/dataset.h"
#include "openaffect/exchange/notes.h"

namespace openaffect {

// Columns of an item's data begin so in a table of ratings.
inline constexpr std::string_view kOfData = "data.";

struct ItemRating {
  std::string item;
  std::optional<std::int64_t> start = {}, end = {};  // nanoseconds of the file; absent: the whole item
  std::string source = {};                           // the table that it stood in
  std::string rater = {}, rater_type = {};           // as DatasetPart of a rater; "": not known
  std::string scheme = {};
  std::string type = {};  // of value in the words of its format: choices, rating, …; "": not known
  std::optional<std::vector<std::string>> labels = {};  // or a text
  std::optional<double> value = {};
  std::optional<double> confidence = {};
  std::string status = {};  // "": ok with a value, abstain without
  Fields more = {};         // each member becomes a column
};

// The table that `agree` reads (conventions: item, source, start, end, rater, scheme, field, label, value, confidence,
// status, then rater_type, type and the members of `more`). Several labels are joined by |, or stand as a JSON list
// when one of them has a |. start and end are seconds. The columns of `items`, if any, follow as data.NAME, with a key
// that is not called item. Fails as columns_of_json() does, and `unsupported` where data would be repeated too often.
Result<DatasetTable> ratings_table(const std::vector<ItemRating>& ratings, const DatasetTable* items);

// Whether a table is one of these: it has columns item, rater, scheme, and label or value.
bool is_ratings_table(const std::vector<DatasetColumn>& columns);

struct LongRatings {
  std::vector<ItemRating> ratings;
  std::optional<DatasetTable> items;  // of the columns data.NAME; of files where data.file is what items are called
};

// Law: ratings_from(ratings_table(r)) are r, where r has an item and a rater's name for each.
Result<LongRatings> ratings_from(const DatasetTable& table);

// All ratings of a set: those of its ratings table, and the cells of every column that has a scheme or a rater, named
// by scheme, or by column where a table has several of one scheme and rater. Null cells are none.
Result<std::vector<ItemRating>> ratings_of(const Dataset& dataset);

// The set with each ratings table as a table of items, one row an item (or a stretch of it), and a column SCHEME for
// each scheme that one rater judged, SCHEME.RATER for each of several, with SCHEME….confidence beside it. Schemes and
// raters are declared. What is lost is noted: a second rating of one rater, and what ItemRating::more says.
Result<Dataset> with_wide_ratings(Dataset dataset, Notes& notes);

// Declares the schemes and raters that ratings name.
void declare_parts(const std::vector<ItemRating>& ratings, Dataset& dataset);

// Of each column the one that says how sure its rater is: NAME.confidence, numbers without scheme and rater; or the
// number of columns, where there is none.
std::vector<std::size_t> confidence_columns(const DatasetTable& table);

// What a row of a table is, as one text: the keys joined by a blank, or the row's number from 1.
std::string item_of(const DatasetTable& table, std::size_t row);

}  // namespace openaffect
