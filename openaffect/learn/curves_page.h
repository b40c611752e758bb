// A training run as curves on a page (web/report/src/lib/training.ts), from its log.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openaffect {

struct CurvesFacts {
  std::string title;
  std::vector<std::pair<std::string, std::string>> facts = {};  // name and value, at the head of the page
  std::vector<std::string> warnings = {};
};

// The page of log.jsonl as it is so far. Its lines (docs/train.md) are
//   {"step": 200, "epoch": .1, "loss": .61, "losses": {"HEAD": .6}, "lr": 1e-4, "tokens_per_second": 3400, "seconds":
//   12}
//   {"epoch": 1, "development": {"HEAD": {"loss": .5, "score": .4}}, "score": .4}
// Fields may be absent and are passed over when they are no finite numbers, and so are lines that are no JSON object.
// Where a continued run repeats steps, the later ones count. At most 1,000 points a curve. HTML in UTF-8.
std::string curves_page(std::string_view log, const CurvesFacts& facts);

// The page's data, for curves_page().
std::string curves_json(std::string_view log, const CurvesFacts& facts);

}  // namespace openaffect
