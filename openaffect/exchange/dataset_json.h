// What a data set says of itself, its tables and what may be said in them, without their cells: for programs.
#pragma once

#include <string>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

// One line: {name, description, source, licence, usage, languages, more,
//   schemes: [{id, type, labels, several, minimum, maximum, description, more}]   labels of tables looked up
//   raters, splits, media, attachments: [{id, type, description, more}],
//   tables: [{id, kind, rows, keys, columns, split, media, group, description, more}]}
// keys are names of columns; columns, without these: [{name, type, scheme, rater, description, more}]. What is not said
// is
// "", null, or an empty list.
std::string dataset_json(const Dataset& dataset);

// files, segments, items, ratings
std::string_view table_kind_name(TableKind kind);

}  // namespace openaffect
