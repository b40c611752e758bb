// AAID whole: the 234,040 training and 47,120 development rows of EmoLLMs, rebuilt from SemEval-2018 and the prompts in
// AEB, and the 13,269 test rows as AEB asks them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "openaffect/catalog/aaid_source.h"

namespace openaffect {

enum class AaidFormat { jsonl, csv, both };
// "jsonl", "csv", "both"; Error `unknown` otherwise.
Result<AaidFormat> aaid_format_of_name(const std::string& name);

struct BuildAaidOptions {
  std::string from;    // a folder with text/semeval2018 and text/aeb (the shape of OPENAFFECT_DATA)
  std::string output;  // the folder to make
  AaidFormat format = AaidFormat::both;
  bool force = false;  // replace an output that is there and holds nothing but files of these names
};

struct AaidCount {
  std::string_view task;
  std::string_view emotion;                // "" where the task asks for none
  std::array<std::uint64_t, 3> rows = {};  // by AaidSplit
};

struct AaidBuilt {
  std::vector<AaidCount> counts;   // in the order of the files
  std::vector<std::string> files;  // written, whole paths
  // Inputs that are not the bytes which the catalogue knows, and how they differ; the counts may then be others.
  std::vector<std::string> unknown_inputs;
};

// Writes train, dev and test with the ending .jsonl and/or .csv. Lines of train.jsonl and dev.jsonl are
//   {"id": "multiemotion-N", "conversations": [{"from": "human", "value": Q}, {"from": "assistant", "value": A}]}
// N from 1; those of test.jsonl {"instruction": Q, "input": "", "output": A}; csv files have the header
// Instruction,Answer. Rows go by task (kAaidTaskInfos), then by prompt in byte order, then by emotion, then as
// SemEval's file does. So do the published development rows, but for the order of prompts; the published training rows
// are shuffled. Rows are to be compared as sets.
//
// The folder appears whole or not at all; it is made in OUTPUT.partial beside it. Memory: the tweets of one task and
// split, whatever is written. The same inputs give the same bytes.
// Errors: `not_found` or `io` for a missing input, `format` with file and row (aaid_source.h), `refused` for an output
// that is there, or a build of it that is under way.
Result<AaidBuilt> build_aaid(const BuildAaidOptions& options);

}  // namespace openaffect
