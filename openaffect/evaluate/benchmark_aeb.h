// Recorded answers in the form of the Affective Evaluation Benchmark: for each task and model a file of JSON lines
// {"ds_type", "input", "true_value", "prediction", "probs"}; other keys are passed over.
//
//   system  the file's name without .jsonl: TASK/Emollama-chat-13b.jsonl
//   task    what ds_type of the first line says, else the name of the folder. VADER4 ("V-A,V-M,V-NYT,V-T") and Emobank
//           hold several tasks one after another, 1,000 rows each: Amazon, films, New York Times, tweets; and valence,
//           arousal, dominance.
//   field   EI-reg and EI-oc: the emotion that the input asks for ("Emotion E: joy."); EmoBank: the dimension
//   ids     the row in the file, counted from 1
//   texts   what stands in the input between "Tweet: " or "Text: " and the last question
//   gold    true_value, as an answer is read (answers.h); what cannot be read is an error with file and row
//   answer  prediction: a text or a list of texts; null is `no_answer`
//
// Numbers stay as printed (EmoBank 1..5, VADER's sets -4..4). Grades are positions: the values of ei_oc4, v_oc7 and
// sst5 are one apart, so that correlations of positions are those of the values.
//
// Probabilities: `probs` of one number a label, in the order in which the prompt names the labels: 0, 1, 2, 3 for
// EI-oc, 0 … 4 for SST5, 3 … -3 for V-oc (the largest stands at the answered label in 97 to 98 answers of 100). They
// are those of the first token and add up to less than 1 where another token had some; here each row is divided by its
// sum. TDT's are left out: '-1' and '1' have the same one. Tasks in which a row has none, or not one a label, have
// none.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

// Reads files and folders (their *.jsonl, two folders deep). `benchmark` is the one named aeb, or another of reader
// `aeb` with tasks of these names. Systems come in alphabetical order, tasks in the benchmark's; what a system has no
// file of stands in `absent`. Errors: `not_found`; `format` with file and row; `refused` when two files hold the same
// task of the same system; `unknown` for a file of no known task.
Result<std::vector<BenchmarkSystem>> read_aeb(const Benchmark& benchmark, std::span<const std::string> paths);

}  // namespace openaffect
