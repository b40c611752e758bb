// The formats that other tools of the field read and write, in one table. A new one is one line in format.cpp and a
// unit that reads into a Dataset and writes from one.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/data/table.h"
#include "openaffect/exchange/dataset.h"
#include "openaffect/exchange/notes.h"
#include "openaffect/system/folder_writer.h"

namespace openaffect {

// Where symbolic links in a folder may lead: a stranger's may point at anything of ours.
enum class Links { inside, anywhere };

struct DatasetReadOptions {
  ReadOptions table = {};   // of plain tables
  std::string config = {};  // of a Hugging Face folder that has several; "": the only or default one
  std::string labels = {};  // of Label Studio: the file with the project's labelling configuration (XML); "": none
  Links links = Links::inside;
};

struct DatasetWriteOptions {
  TableFormat tables = TableFormat::parquet;  // of the tables within a folder: parquet, csv or jsonl
  bool copy_media = false;                    // files that tables name, from Dataset::folder
  Links links = Links::inside;                // of what is copied
  Overwrite overwrite = Overwrite::refuse;
};

struct DatasetFormat {
  std::string_view name;                        // as --from and --to have it
  bool (*recognises)(const std::string& path);  // by names and first bytes; never fails
  Result<Dataset> (*read)(const std::string& path, const DatasetReadOptions& options, Notes& notes);
  // Nothing is there before all of it is. Errors: `refused` when `path` is there.
  Result<Done> (*write)(const Dataset& dataset, const std::string& path, const DatasetWriteOptions& options,
                        Notes& notes);
};

std::span<const DatasetFormat> dataset_formats();

// Error `unknown`, with the nearest name, when there is none.
Result<const DatasetFormat*> find_dataset_format(std::string_view name);

// The first that recognises the path; null when none does: then it is a plain table, if anything.
const DatasetFormat* recognise_dataset(const std::string& path);

}  // namespace openaffect
