// What agree, evaluate and compare give: rows in every form that people read them in.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/page_data.h"
#include "openaffect/evaluate/scored_rows.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/python/keywords.h"
#include "openaffect/report/result_grid.h"

namespace openaffect::python {

// The keywords ci, resamples, seed, threads, as the command's flags; `stop` ends the work.
IntervalOptions interval_options(Keywords& keywords, const std::atomic<bool>* stop);

// The keyword output, as the command's flag: a folder, or "".
std::string output_folder(Keywords& keywords);

struct Results {
  std::vector<ResultRow> rows;
  std::vector<ResultGrid> grids;        // shown below them
  std::vector<ScoringTask> tasks;       // for samples.jsonl
  PageJson page;                        // of report.html
  std::vector<std::string> notes = {};  // what was decided without being asked for
};

// The results, written into the folder `output` unless it is "". Does not touch Python.
Result<Results> written(Results results, const std::string& output);

// {"json": …, "text": …, "markdown": …, "latex": …, "columns": […], "cells": [[…]], "notes": […], "warnings": […]}
nb::dict as_dict(const Results& results);

}  // namespace openaffect::python
