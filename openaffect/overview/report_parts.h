// The parts of report_data.h's JSON that have a file of their own. For report_data.cpp alone.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "openaffect/overview/report_data.h"

namespace openaffect {

// A number as it is worth reading: JSON of a double has 17 digits. Of what is no number null.
nlohmann::ordered_json rounded(double number, int digits = 6);

nlohmann::ordered_json label_ids(const RatedField& field);

// A column a field, but for numbers that stand behind a label (label_numbers.h): of a label column each label has the
// mean of its probability beside its count, and `confidence` says how the confidence is spread.
nlohmann::ordered_json columns_json(const RatedTable& table, const Tally& tally);

// The first rows of the draw that fit, in the order of the table. Probabilities of labels stand in the order of the
// labels, below `values` and with fewer digits, and words by the field that they are told for: they would be most of
// the page. Of a network's words the strongest of each field are shown.
nlohmann::ordered_json samples_json(const RatedTable& table, const RowSample& sample, const ShownRows& most);

// null without a date column, or without dates in it.
nlohmann::ordered_json time_json(const RatedTable& table, const TallyPlan& plan, const Tally& tally,
                                 const std::string& column);

}  // namespace openaffect
