// Which columns of a table say what a row is, told by their names. For the files of this folder only.
#pragma once

#include <initializer_list>
#include <string_view>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

// Brings these columns, which are there and no keys yet, to the front as keys, behind those that the table has.
void make_keys(DatasetTable& table, std::initializer_list<std::string_view> names);

// A column `file` of texts, none of them null, makes the table one of files; with `start` and `end` (durations, their
// texts, or seconds, which become durations) of segments. False, and nothing changed, without it.
bool find_file_keys(DatasetTable& table);

}  // namespace openaffect
