// Results that are kept: a folder with result.json, samples.jsonl and report.html.
#pragma once

#include <span>
#include <string>

#include "openaffect/evaluate/page_data.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

// Writes the three files into `folder`, which is made when it is not there; each appears whole. `page` is the JSON of
// the results' page.
//   result.json    what render_results() says as JSON
//   samples.jsonl  one line an item of a task: system, task, field, id, input_sha256 (of the text, null when it is not
//                  known), raw (the answer as recorded), parsed, gold, status; seen, where it is known what the system
//                  was trained on. Parsed and gold are a label, a list, a number, a text, or of distributions
//                  {label: number}; what is no label is in raw alone
//   report.html    the page
Result<Done> write_result_folder(const std::string& folder, std::span<const ResultRow> rows, const PageJson& page,
                                 std::span<const ScoringTask> tasks);

// The folder without strokes at its end, "" for "". Error `refused` when a file has that name.
Result<std::string> result_folder(std::string path);

// The sha256 of a file's bytes, "" for what is no regular file. For ResultInput.
Result<std::string> file_sha256(const std::string& path);

}  // namespace openaffect
