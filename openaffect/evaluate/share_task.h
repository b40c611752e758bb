// People's answers as shares, beside predicted probabilities, as a task of its own; for pairing.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "openaffect/evaluate/field_task.h"

namespace openaffect {

// The items that somebody answered, those included on which people are tied and that have no gold label. nullopt where
// gold has no shares or the predictions have no probabilities. Without a scheme the labels are those of the columns; a
// label that has no column of shares is one that nobody said.
Result<std::optional<ScoringTask>> make_share_task(const TableColumns& predicted, const TableColumns& gold,
                                                   const ScoredColumns& columns, const ScoredField& field,
                                                   const FieldRows& rows, std::vector<std::string>& warnings);

}  // namespace openaffect
