// The metrics of text for tests that compare them with other programs: a JSON object a line in, one a line out.
//   {"function": "bleu", "hypotheses": ["…"], "references": [["…"]], …}   →   {"value": 12.3}
// Undefined values are null; a refused request answers {"error": "…"}.
#include <cmath>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "openaffect/metrics/bleu.h"
#include "openaffect/metrics/bleu_nltk.h"
#include "openaffect/metrics/chrf.h"
#include "openaffect/metrics/distinct.h"
#include "openaffect/metrics/perplexity.h"
#include "openaffect/metrics/preference.h"
#include "openaffect/metrics/rouge.h"
#include "openaffect/metrics/text_scores.h"

namespace {

using namespace openaffect;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;
using References = std::vector<Texts>;

Json number(double value) {
  return std::isnan(value) ? Json() : Json(value);
}

TokenRule rule_of(const Json& request, TokenRule otherwise) {
  static const std::map<std::string, TokenRule> kRules = {
      {"13a", TokenRule::mteval_13a}, {"none", TokenRule::white_space}, {"rouge", TokenRule::rouge}};
  return request.contains("tokens") ? kRules.at(request["tokens"]) : otherwise;
}

Json tokens(const Json& request) {
  TokenReader reader(rule_of(request, TokenRule::mteval_13a));
  Json all = Json::array();
  for (const std::string& text : request.at("texts").get<Texts>()) {
    Json found = Json::array();
    for (const std::string_view token : reader.read(text)) found.push_back(std::string(token));
    all.push_back(found);
  }
  return all;
}

BleuOptions bleu_options(const Json& request) {
  static const std::map<std::string, BleuSmoothing> kSmoothing = {{"none", BleuSmoothing::none},
                                                                  {"exp", BleuSmoothing::exp},
                                                                  {"floor", BleuSmoothing::floor},
                                                                  {"add-k", BleuSmoothing::add_k}};
  BleuOptions options;
  options.tokens = rule_of(request, options.tokens);
  options.max_order = request.value("max_order", options.max_order);
  options.smoothing = kSmoothing.at(request.value("smoothing", "exp"));
  options.smoothing_value = options.smoothing == BleuSmoothing::add_k ? 1 : 0.1;
  options.orders = request.value("effective", false) ? BleuOrders::effective : BleuOrders::all;
  return options;
}

Json bleu(const Json& request) {
  return number(corpus_bleu(request.at("hypotheses").get<Texts>(), request.at("references").get<References>(),
                            bleu_options(request)));
}

Json bleu_sentences(const Json& request) {
  const auto hypotheses = request.at("hypotheses").get<Texts>();
  const auto references = request.at("references").get<References>();
  Json values = Json::array();
  for (std::size_t i = 0; i < hypotheses.size(); ++i)
    values.push_back(number(sentence_bleu(hypotheses[i], references[i], bleu_options(request))));
  return values;
}

BleuNltkOptions nltk_options(const Json& request) {
  static const std::map<int, NltkSmoothing> kMethods = {{0, NltkSmoothing::method0}, {1, NltkSmoothing::method1},
                                                        {2, NltkSmoothing::method2}, {3, NltkSmoothing::method3},
                                                        {4, NltkSmoothing::method4}, {5, NltkSmoothing::method5},
                                                        {7, NltkSmoothing::method7}};
  BleuNltkOptions options;
  options.max_order = request.value("max_order", options.max_order);
  options.smoothing = kMethods.at(request.value("method", 0));
  return options;
}

Json nltk(const Json& request) {
  BleuNltkMeter meter(nltk_options(request));
  const auto hypotheses = request.at("hypotheses").get<Texts>();
  const auto references = request.at("references").get<References>();
  for (std::size_t i = 0; i < hypotheses.size(); ++i) meter.add(hypotheses[i], references[i]);
  return number(meter.value());
}

ChrfOptions chrf_options(const Json& request) {
  ChrfOptions options;
  options.char_order = request.value("char_order", options.char_order);
  options.word_order = request.value("word_order", options.word_order);
  options.beta = request.value("beta", options.beta);
  options.spaces = request.value("whitespace", false) ? ChrfSpaces::keep : ChrfSpaces::leave_out;
  return options;
}

Json chrf(const Json& request) {
  ChrfMeter meter(chrf_options(request));
  Json sentences = Json::array();
  const auto hypotheses = request.at("hypotheses").get<Texts>();
  const auto references = request.at("references").get<References>();
  for (std::size_t i = 0; i < hypotheses.size(); ++i) {
    ChrfMeter alone(chrf_options(request));
    alone.add(hypotheses[i], references[i]);
    sentences.push_back(number(alone.value()));
    meter.merge(alone);
  }
  return {{"corpus", number(meter.value())}, {"sentences", sentences}};
}

Json rouge(const Json& request) {
  RougeCounter counter;
  const auto hypotheses = request.at("hypotheses").get<Texts>();
  const auto references = request.at("references").get<References>();
  Json scores = Json::array();
  for (std::size_t i = 0; i < hypotheses.size(); ++i) {
    const RougeScore score = counter.score(hypotheses[i], references[i]);
    scores.push_back({score.precision, score.recall, score.f_measure});
  }
  return scores;
}

Json distinct(const Json& request) {
  DistinctMeter meter(request.at("n").get<int>(), rule_of(request, TokenRule::white_space));
  for (const std::string& text : request.at("texts").get<Texts>()) meter.add(text);
  return number(meter.value(request.at("n").get<int>()));
}

Json perplexity(const Json& request) {
  PerplexityMeter meter;
  for (const double value : request.at("log_probabilities").get<std::vector<double>>())
    if (const auto added = meter.add(value); !added) return {{"error", added.error().what}};
  return number(meter.value());
}

Json preference(const Json& request) {
  const auto rows = request.at("counts").get<std::vector<std::vector<std::uint64_t>>>();
  std::vector<std::uint64_t> counts;
  for (const auto& row : rows) counts.insert(counts.end(), row.begin(), row.end());
  const Preferences found = preferences_of(counts, rows.size());
  Json of_label = Json::array();
  for (const double value : found.of_label) of_label.push_back(number(value));
  return {{"of_label", of_label}, {"bias", number(found.bias)}, {"reason", found.reason}};
}

Json scores(const Json& request) {
  const auto family = text_scores(request.at("hypotheses").get<Texts>(), request.at("references").get<References>());
  std::vector<std::uint32_t> counts = counts_of_all(*family);
  if (request.contains("counts")) counts = request["counts"].get<std::vector<std::uint32_t>>();
  std::vector<double> values(family->names().size());
  family->score(counts, values);
  Json named = Json::object();
  for (std::size_t i = 0; i < values.size(); ++i) named[family->names()[i].metric] = number(values[i]);
  return named;
}

Json answer(const std::string& line) {
  static const std::map<std::string, std::function<Json(const Json&)>> kFunctions = {{"tokens", tokens},
                                                                                     {"bleu", bleu},
                                                                                     {"bleu_sentences", bleu_sentences},
                                                                                     {"nltk", nltk},
                                                                                     {"chrf", chrf},
                                                                                     {"rouge", rouge},
                                                                                     {"distinct", distinct},
                                                                                     {"perplexity", perplexity},
                                                                                     {"scores", scores},
                                                                                     {"preference", preference}};
  try {
    const Json request = Json::parse(line);
    return {{"value", kFunctions.at(request.at("function"))(request)}};
  } catch (const std::exception& error) {
    return {{"error", error.what()}};
  }
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line).dump() << '\n';
}
