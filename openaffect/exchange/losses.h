// What a data set says beyond the cells of its tables, and which of it a format has no place for. For the files of this
// folder only.
#pragma once

#include <initializer_list>

#include "openaffect/exchange/dataset.h"
#include "openaffect/exchange/notes.h"

namespace openaffect {

enum class Said {
  source,
  usage,
  licence,
  languages,
  description,
  more,            // of the whole set
  media,           // rates, channels, formats
  attachments,     //
  column_raters,   // which rater a column is of
  scheme_names,    // of a column, where it is called otherwise
  keys,            // which columns of a table of items say what a row is
  about_raters,    // beyond their names
  about_splits,    // beyond their names
  about_schemes,   // ranges, descriptions, what is said of single labels
  about_columns,   //
  about_tables,    //
  unused_schemes,  // of no column
  unused_raters,   //
};

// Notes what the set says and the format does not: all but `said`.
void note_unsaid(const Dataset& dataset, std::initializer_list<Said> said, Notes& notes);

}  // namespace openaffect
