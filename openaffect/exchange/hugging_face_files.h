// Which files of a folder belong to which split, as the package `datasets` decides it. For the files of this folder
// only.
#pragma once

#include <string>
#include <vector>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

struct SplitFiles {
  std::string split;
  std::vector<std::string> files;  // relative to the folder, by name
};

// All tables below a folder, relative, by name; hidden files and folders are passed over. At most 100,000.
Result<std::vector<std::string>> tables_below(const std::string& folder);

// By `data_files` of a configuration: a pattern, a list of them, or [{split, path}]. Errors: `not_found` when a pattern
// matches nothing, `unsupported` for one that leads out of the folder.
Result<std::vector<SplitFiles>> split_files(const Fields& data_files, const std::vector<std::string>& files,
                                            const std::string& folder);

// Without a configuration: data/SPLIT-00000-of-00001.*; else by the words train, test, validation (and their short
// forms) in the names of folders, else of files; else all are `train`.
std::vector<SplitFiles> guess_split_files(const std::vector<std::string>& files);

// "metadata.csv", "train/metadata.jsonl" …
bool is_metadata_file(std::string_view path);

// Whether `path` is what `pattern` (* ? [ ] and **) speaks of: the file itself, or a folder that it lies in.
bool matches_pattern(const std::string& pattern, const std::string& path);

}  // namespace openaffect
