// A data set as the field has it: items, what may be said of them (schemes), who says it (raters), what was said
// (ratings), and which part is for what (splits). Every format reads into a Dataset and writes from one, so that n
// formats cost n units. The words are audformat's.
//
// Values only; tables lie in memory whole.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "openaffect/core/error.h"
#include "openaffect/data/table_file.h"

namespace openaffect {

// What a format says beyond our nouns: an object whose keys keep their order; null when it says nothing.
using Fields = nlohmann::ordered_json;

// audformat's names for types of values.
enum class ValueType { text, integer, number, boolean, duration, date, object };
std::string_view value_type_name(ValueType type);  // str int float bool time date object
std::optional<ValueType> value_type_of_name(std::string_view name);

struct DatasetScheme {
  std::string id;
  ValueType type = ValueType::text;
  std::vector<std::string> labels = {};  // what may be said, in order; none: anything of the type
  std::vector<Fields> about = {};        // of each label: a name, or an object; or none at all
  std::string labels_from = {};          // the items table whose keys are the labels; "": they stand in `labels`
  bool several = false;                  // a cell is a list of labels
  Fields minimum = {}, maximum = {};     // numbers, as given; or null
  std::string description = {};
  Fields more = {};

  bool operator==(const DatasetScheme&) const = default;
};

// A rater, a split, a kind of media, a file that goes with the set: an id, a type out of a few, and what else is said.
//   raters       human, machine, ground truth, vote, other
//   splits       train, dev, test, other
//   media        audio, video, other
//   attachments  the path is the type
struct DatasetPart {
  std::string id, type;
  std::string description = {};
  Fields more = {};

  bool operator==(const DatasetPart&) const = default;
};

struct DatasetColumn {
  TableColumn cells;
  std::string scheme = {}, rater = {};  // ids, or ""
  std::string description = {};
  Fields more = {};

  bool operator==(const DatasetColumn&) const = default;
};

enum class TableKind {
  files,     // a row is a file: the key is `file`
  segments,  // a row is a stretch of a file: keys `file`, `start`, `end`, nanoseconds; a null end is the file's
  items,     // a row is something else: any keys, or none
  ratings,   // a row is one rating (ratings.h)
};

struct DatasetTable {
  std::string id;
  TableKind kind = TableKind::items;
  std::size_t keys = 0;  // how many of the columns, from the first, say what a row is
  std::vector<DatasetColumn> columns = {};
  std::string split = {}, media = {};  // ids, or ""
  std::string group = {};  // tables of one group have the same columns and differ by split; "": a table of its own
  std::string description = {};
  Fields more = {};

  std::size_t rows() const { return columns.empty() ? 0 : columns[0].cells.rows(); }
  std::size_t find(std::string_view column) const;  // its position, or columns.size()
  bool operator==(const DatasetTable&) const = default;
};

struct Dataset {
  std::string name, description = {}, source = {}, licence = {};
  std::string usage = {};                   // commercial, other, research, restricted, unrestricted; "": not said
  std::vector<std::string> languages = {};  // as the format writes them
  Fields more = {};
  std::vector<DatasetScheme> schemes = {};
  std::vector<DatasetPart> raters = {}, splits = {}, media = {}, attachments = {};
  std::vector<DatasetTable> tables = {};
  std::string folder = {};  // where the paths of files begin; "": not known

  const DatasetScheme* scheme(std::string_view id) const;  // null when absent
  const DatasetPart* rater(std::string_view id) const;
  const DatasetPart* split(std::string_view id) const;
};

// What a scheme allows, in order: its own labels, or the keys of the table that holds them; none: anything.
std::vector<std::string> labels_of(const Dataset& dataset, const DatasetScheme& scheme);

// Whether the keys are those of the table's kind: of files a text, of segments a text and two durations. Else Error
// `format` with `file` and the column.
Result<Done> check_keys(const DatasetTable& table, const std::string& file);

// Makes what is said of groups hold: columns that differ in type alone get one that holds both (whole numbers and
// numbers: numbers; else texts); tables that differ otherwise leave their group.
void settle_groups(Dataset& dataset);

// The rows of these tables, one or all of a settled group, as one; where `split` is not "" a column of this name says
// the split of each; else one table keeps its own. Nothing when there is no table. Throws ContractError when their
// columns differ.
DatasetTable join_tables(std::span<const DatasetTable* const> tables, const std::string& split);

// The table without its rows.
DatasetTable without_cells(const DatasetTable& table);

// The parts of a table by its column of texts `split`, which is left out, in the order in which they appear; their
// group is the table's id. The table itself when it has no such column, is of a split already, a cell is null, or there
// are more than 100 of them: those are no splits.
std::vector<DatasetTable> divide_by_split(const DatasetTable& table, std::string_view split);

// train, dev, test or other: what a split of this name usually is for.
std::string_view usual_split_type(std::string_view split);

// Adds the splits that tables name and the set does not know: train, dev and test by their usual names.
void declare_splits(Dataset& dataset);

// The scheme of this program that is called so, if any.
std::optional<DatasetScheme> known_scheme(std::string_view id);

// Adds to each column that is named as a scheme of this program and holds nothing but its labels, that scheme.
void recognise_schemes(Dataset& dataset);

// Whether both are of one type, or could be made so: numbers, else texts.
bool share_type(TableColumn& a, TableColumn& b);

// Keeps the rows whose numbers are given, in that order.
TableColumn pick_rows(const TableColumn& column, std::span<const std::size_t> rows);

}  // namespace openaffect
