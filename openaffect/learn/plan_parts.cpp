#include "openaffect/learn/plan_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace openaffect {
namespace {

std::vector<TargetMatrix> targets_of(const SourceRows& rows, Part part) {
  std::vector<TargetMatrix> targets;
  for (const TargetMatrix& all : rows.targets) {
    TargetMatrix& some = targets.emplace_back(TargetMatrix{all.head, all.columns, {}});
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows.parts[row] != part) continue;
      const auto values = std::span(all.values).subspan(row * all.columns, all.columns);
      some.values.insert(some.values.end(), values.begin(), values.end());
    }
  }
  return targets;
}

}  // namespace

TokenizedPart tokenize_part(const SourceRows& rows, Part part, const Recipe& recipe, const Tokenizer& tokenizer) {
  const TokenFrame& frame = tokenizer.frame();
  const std::size_t framed = frame.before.size() + frame.after.size();
  if (framed >= recipe.longest_text)
    throw ContractError(fmt::format("texts of {} tokens have no room in a frame of {}", recipe.longest_text, framed));
  TokenizedPart to;
  std::vector<TokenId>& tokens = to.part.tokens;
  TokenizedText text;
  to.part.offsets.push_back(0);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.parts[row] != part) continue;
    tokenizer.encode(prepare_text(rows.texts[row], recipe.preparation).text, text);
    const std::size_t kept = std::min(text.ids.size(), recipe.longest_text - framed);
    to.cut += kept < text.ids.size() ? 1 : 0;
    tokens.insert(tokens.end(), frame.before.begin(), frame.before.end());
    tokens.insert(tokens.end(), text.ids.begin(), text.ids.begin() + static_cast<std::ptrdiff_t>(kept));
    tokens.insert(tokens.end(), frame.after.begin(), frame.after.end());
    if (tokens.size() == to.part.offsets.back()) tokens.push_back(frame.pad);  // as raters/text_scorer.h
    to.part.offsets.push_back(tokens.size());
  }
  to.part.targets = targets_of(rows, part);
  return to;
}

HeldOutPart held_out_part(const std::string& source, const SourceRows& rows, Part part) {
  HeldOutPart held{source, std::string(part_name(part)), {}, targets_of(rows, part)};
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows.parts[row] == part)
      held.texts.push_back({rows.texts[row], rows.groups.empty() ? "" : rows.groups[0][row]});
  return held;
}

}  // namespace openaffect
