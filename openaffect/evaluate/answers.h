// What a model's written answer says: a class, a number, or labels. Answers are strangers' text: any bytes, any length;
// reading takes time linear in the length and never fails, it says why there is no value.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/core/scheme.h"
#include "openaffect/evaluate/task.h"

namespace openaffect {

struct ClassAnswer {
  LabelId label = kNoLabel;
  AnswerStatus status = AnswerStatus::no_answer;
};

struct NumberAnswer {
  double value = 0;  // NaN unless ok
  AnswerStatus status = AnswerStatus::no_answer;
};

struct LabelsAnswer {
  std::vector<LabelId> labels = {};  // in the scheme's order, each once; none unless ok
  AnswerStatus status = AnswerStatus::no_answer;
};

// All three, after blanks at the front: an empty answer is `no_answer`.

// A class is the leading whole number: an optional sign (+, -, or U+2212) and digits. "3: high amount of anger can be
// inferred" is 3, "-1" is -1, "0:1:4" is 0, "0.35" is 0. The label is the one whose value it is: values[i] belongs to
// label i. Another number is `out_of_range`; an answer that begins with none ("high") is `no_number`.
ClassAnswer read_class_answer(std::string_view answer, std::span<const std::int64_t> values);

// A number is the leading decimal: an optional sign, digits, and a point with digits. What follows does not matter:
// "0.897)" is .897, "1: Wow!", "1:58" and "1,37" are 1, "3/5" is 3, "1e3" is 1, ".5" is .5. Outside the closed range
// (48.0 of 0..1, or more digits than a double holds) it is `out_of_range`; "about .5" is `no_number`.
NumberAnswer read_number_answer(std::string_view answer, double minimum, double maximum);

// Labels are names between commas, semicolons, bars or line ends, or a JSON list of texts ("[\"joy\", \"love\"]");
// case, blanks around them and a full stop at the end do not matter. A name is a label's id, name or alias in the
// scheme. A name of `none` stands for no label. Any other name makes the whole answer `out_of_range`; without a name
// ("[]", ",
// .") it is `no_number`.
LabelsAnswer read_labels_answer(std::string_view answer, const Scheme& scheme, std::span<const std::string> none = {});

// The same of names that are already apart; names that are empty are passed over.
LabelsAnswer read_labels_list(std::span<const std::string> names, const Scheme& scheme,
                              std::span<const std::string> none = {});

}  // namespace openaffect
