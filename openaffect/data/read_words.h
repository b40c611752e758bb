// How a table is read, in the words of those who ask for it: flags of the command and keywords of Python.
#pragma once

#include <string>
#include <vector>

#include "openaffect/data/table.h"

namespace openaffect {

// "" is as if it had not been said.
struct ReadWords {
  std::string input_format = {};        // csv, tsv, jsonl, json, parquet
  std::string encoding = {};            // cp1252, utf-16le, …
  std::string delimiter = {};           // one character, or "tab"
  std::string quote = "\"";             // or "none"
  std::vector<std::string> types = {};  // "column=int64": text, int64, float64, bool, timestamp
  std::string on_bad_row = "fail";      // or "keep"
  std::string limit = {};               // a number of rows, 1 or more
};

// Errors `unknown` that name the flag.
Result<ReadOptions> read_options_of(const ReadWords& words);

}  // namespace openaffect
