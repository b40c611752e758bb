// Reads one text with VADER, with the words that decided.
//   read_a_text "I can't BELIEVE how kind you were!!! :)"
#include <cstdio>

#include "openaffect/raters/table.h"

int main(int argc, char** argv) {
  using namespace openaffect;
  const auto rater = make_rater("vader");
  if (!rater) {
    std::fprintf(stderr, "%s\n", describe_error(rater.error()).c_str());
    return exit_code(rater.error().kind);
  }
  const Item item{.text = argc > 1 ? argv[1] : "What a lovely day"};
  const RatingBatch rating = (*rater)->rate({&item, 1}, {.evidence = true});
  const RaterInfo& info = (*rater)->info();
  for (std::size_t i = 0; i < info.fields.size(); ++i) {
    if (const auto* numbers = std::get_if<NumberColumn>(&rating.columns[i]))
      std::printf("%s %g\n", info.fields[i].name.c_str(), numbers->front());
    if (const auto* labels = std::get_if<LabelColumn>(&rating.columns[i]))
      std::printf("%s %s\n", info.fields[i].name.c_str(), info.fields[i].scheme->label(labels->front()).id.c_str());
  }
  for (const Evidence& word : rating.evidence.front()) std::printf("  %s %+.3f\n", word.text.c_str(), word.weight);
}
