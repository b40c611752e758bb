// Holds agreement against its peers: reads a JSON object a line, {"function": "fleiss_kappa", "table": [[1, 2, null],
// …], …}, and writes one a line. A table has a row a unit and a column a rater; "lists" holds ratings without raters.
#include <cmath>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "openaffect/agreement/icc.h"
#include "openaffect/agreement/kappa.h"
#include "openaffect/agreement/kendall_w.h"
#include "openaffect/agreement/krippendorff.h"
#include "openaffect/agreement/pairwise.h"
#include "openaffect/agreement/ratings_testing.h"

namespace openaffect {
namespace {

using Json = nlohmann::json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Ratings ratings_of(const Json& request) {
  const bool named = request.contains("table");
  std::vector<std::vector<double>> rows;
  for (const Json& row : request.at(named ? "table" : "lists")) {
    rows.emplace_back();
    for (const Json& cell : row) rows.back().push_back(cell.is_null() ? kMissing : cell.get<double>());
  }
  Ratings ratings = named ? from_table(rows) : from_lists(rows);
  ratings.categories = numbered("label", request.value("categories", std::size_t{0}));
  if (request.contains("sets")) ratings.sets = request.at("sets").get<std::vector<std::vector<std::uint16_t>>>();
  return ratings;
}

template <class Choice>
Choice choice_of(const Json& request, const char* key, std::initializer_list<const char*> names) {
  const std::string name = request.value(key, *names.begin());
  int i = 0;
  for (const char* known : names) {
    if (name == known) return static_cast<Choice>(i);
    ++i;
  }
  throw std::runtime_error(std::string(key) + " " + name);
}

MeasurementLevel level_of(const Json& request) {
  return choice_of<MeasurementLevel>(request, "level", {"nominal", "ordinal", "interval", "ratio", "set"});
}

AlphaOptions alpha_options(const Json& request) {
  return {.level = level_of(request), .distance = choice_of<SetDistance>(request, "distance", {"jaccard", "masi"})};
}

KappaOptions kappa_options(const Json& request) {
  return {.weights = choice_of<KappaWeights>(request, "weights", {"identity", "linear", "quadratic", "ordinal"}),
          .categories = choice_of<CategoryUse>(request, "use", {"observed", "all"})};
}

Json json_of(const AgreementValue& value) {
  return {{"value", number(value.value)},
          {"reason", value.reason},
          {"n_units", value.n_units},
          {"n_ratings", value.n_ratings}};
}

Json json_of(const IccTable& table) {
  Json out = {{"n_units", table.n_units},
              {"anova",
               {number(table.anova.units), number(table.anova.raters), number(table.anova.residual),
                number(table.anova.within)}}};
  for (const IccValue& value : table.values)
    out[std::string(icc_name(value.form))] = {number(value.value), number(value.low), number(value.high),
                                              number(value.f),     value.df1,         value.df2};
  return out;
}

Json json_of(const std::vector<RaterPair>& pairs) {
  Json out = Json::array();
  for (const RaterPair& pair : pairs)
    out.push_back({{"first", pair.first},
                   {"second", pair.second},
                   {"n_units", pair.n_units},
                   {"percent_agreement", number(pair.percent_agreement.value)},
                   {"cohen_kappa", number(pair.cohen_kappa.value)},
                   {"cohen_kappa_quadratic", number(pair.cohen_kappa_quadratic.value)},
                   {"spearman", number(pair.spearman.value)},
                   {"pearson", number(pair.pearson.value)},
                   {"ccc", number(pair.ccc.value)}});
  return out;
}

Json answer(const Json& request) {
  const std::string function = request.at("function");
  const Ratings ratings = ratings_of(request);
  const KappaOptions options = kappa_options(request);
  if (function == "krippendorff_alpha") return json_of(krippendorff_alpha(ratings, alpha_options(request)));
  if (function == "cohen_kappa") return json_of(cohen_kappa(ratings, options));
  if (function == "scott_pi") return json_of(scott_pi(ratings, options));
  if (function == "percent_agreement") return json_of(percent_agreement(ratings, options));
  if (function == "fleiss_kappa") return json_of(fleiss_kappa(ratings, options));
  if (function == "conger_kappa") return json_of(conger_kappa(ratings, options));
  if (function == "gwet_ac1") return json_of(gwet_ac1(ratings, options.categories));
  if (function == "gwet_ac2") return json_of(gwet_ac2(ratings, options));
  if (function == "kendall_w") return json_of(kendall_w(ratings));
  if (function == "icc") return json_of(icc(ratings, request.value("confidence", 0.95)));
  if (function == "pairwise") return json_of(pairwise_agreement(ratings, level_of(request)));
  throw std::runtime_error("function " + function);
}

}  // namespace
}  // namespace openaffect

int main() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << openaffect::answer(nlohmann::json::parse(line)).dump() << "\n";
  return 0;
}
