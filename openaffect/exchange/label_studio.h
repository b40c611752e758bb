// Label Studio's tasks, annotations and predictions: the JSON that it exports and imports (a list of tasks, or one task
// a line), with the official shapes of results.
//
//   data         an item, one column a member; its id is the task's, or its place in the file, from 1. Where every
//                task's data has its own `file` (else its own text `item`), that is the key instead
//   annotations  ratings by `completed_by` (an e-mail address, else the number); a skipped or empty one is a rating
//                without labels
//   predictions  ratings by `model_version`, of type machine, with `score` as confidence
// Choices, labels, ratings, numbers, text areas, pairwise choices and dates are labels and values; of other results the
// value is kept as JSON. Whatever else is said stands beside the rating (annotation, annotation.*, result.*, value.*),
// so that writing gives it back.
#pragma once

#include <string_view>

#include "openaffect/exchange/format.h"

namespace openaffect {

bool is_label_studio(const std::string& path);

Result<Dataset> read_label_studio(const std::string& path, const DatasetReadOptions& options, Notes& notes);

// The same of a file's bytes. `schemes`: of the labelling configuration, if there is one.
Result<Dataset> parse_label_studio(std::string_view json, std::vector<DatasetScheme> schemes, const std::string& file,
                                   Notes& notes);

// PATH, and beside it PATH's name with .config.xml: a labelling configuration with a control for each scheme; and the
// media, if they are to be copied. All of them appear, or none does.
Result<Done> write_label_studio(const Dataset& dataset, const std::string& path, const DatasetWriteOptions& options,
                                Notes& notes);

// The file that write_label_studio() writes.
Result<std::string> label_studio_tasks(const Dataset& dataset, Notes& notes);

// Schemes of a labelling configuration: Choices, Labels, Rating, Number, TextArea and their kin, by name.
Result<std::vector<DatasetScheme>> parse_labelling(std::string_view xml, const std::string& file);
std::string labelling_text(const Dataset& dataset);

}  // namespace openaffect
