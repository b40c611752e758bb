// Rows become what a trainer reads, and what judges it. For this module.
#pragma once

#include <cstdint>
#include <string>

#include "openaffect/learn/training_plan.h"
#include "openaffect/learn/training_rows.h"
#include "openaffect/text/tokenizer.h"

namespace openaffect {

struct TokenizedPart {
  TrainingPart part;
  std::uint64_t cut = 0;  // texts of which only the beginning fits
};

// The texts of a part, prepared, as tokens in the tokenizer's frame: of a text that is longer than `longest_text`
// tokens (frame included) the first window (raters/windows.h). Throws ContractError when the frame alone is as long.
TokenizedPart tokenize_part(const SourceRows& rows, Part part, const Recipe& recipe, const Tokenizer& tokenizer);

HeldOutPart held_out_part(const std::string& source, const SourceRows& rows, Part part);

}  // namespace openaffect
