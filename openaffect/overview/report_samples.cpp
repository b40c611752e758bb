#include <algorithm>
#include <cmath>
#include <map>

#include "openaffect/core/decisive.h"
#include "openaffect/overview/label_numbers.h"
#include "openaffect/overview/report_parts.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;
using Kind = RaterField::Kind;

constexpr std::size_t kLongestCell = 600;  // characters

// The first characters of a text, and whether that is all.
std::string first_characters(std::string_view text) {
  std::size_t characters = 0, at = 0;
  for (; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && ++characters > kLongestCell)
      return std::string(text.substr(0, at)) + "…";
  return std::string(text);
}

ordered_json value_json(const RatedField& field, const RatingValue& value) {
  const auto id = [&](LabelId label) { return field.labels[static_cast<std::size_t>(label)].id; };
  if (const auto* number = std::get_if<double>(&value)) return rounded(*number);
  if (const auto* label = std::get_if<LabelId>(&value))
    return *label == kNoLabel ? ordered_json(nullptr) : ordered_json(id(*label));
  ordered_json ids = ordered_json::array();
  for (const LabelId label : std::get<std::vector<LabelId>>(value)) ids.push_back(id(label));
  return ids;
}

std::vector<DecidedLabels> decisions_of(const RatedTable& table, std::size_t reading, const Rating& rating) {
  std::vector<DecidedLabels> decisions;
  std::size_t at = 0;
  for (const RatedField& field : table.fields) {
    if (table.reading(field) != reading) continue;
    const RatingValue& value = rating.values[at++];
    std::vector<LabelId> ids;
    if (const auto* label = std::get_if<LabelId>(&value); label && *label != kNoLabel) ids = {*label};
    if (const auto* labels = std::get_if<std::vector<LabelId>>(&value)) ids = *labels;
    if (field.kind == Kind::number) continue;
    decisions.push_back({.field = field.name, .labels = {}});
    for (const LabelId id : ids) decisions.back().labels.push_back(field.labels[static_cast<std::size_t>(id)].id);
  }
  return decisions;
}

// The words of one field that a reader can tell apart. A network weighs every word of a text for every field: of those
// the strongest are kept.
void keep_strongest(std::vector<const Evidence*>& words) {
  constexpr std::size_t kMost = 12;
  constexpr double kLeast = .1;  // of the strongest
  const auto is_stronger = [](const Evidence* a, const Evidence* b) {
    return std::abs(a->weight) > std::abs(b->weight) ||
           (std::abs(a->weight) == std::abs(b->weight) && a->start < b->start);
  };
  std::ranges::sort(words, is_stronger);
  const double least = words.empty() ? 0 : kLeast * std::abs(words.front()->weight);
  std::erase_if(words, [&](const Evidence* word) { return std::abs(word->weight) < least; });
  if (words.size() > kMost) words.resize(kMost);
  std::ranges::sort(words, {}, &Evidence::start);
}

// By field: [start, end, weight] of each word. Words for labels that were not decided would be most of the page.
ordered_json evidence_json(const std::vector<Evidence>& evidence, std::span<const DecidedLabels> decisions,
                           bool is_network) {
  constexpr int kDigits = 4;
  std::map<std::string, std::vector<const Evidence*>> fields;
  for (const Evidence& word : evidence)
    if (word.end <= kLongestCell && is_decisive(word.field, decisions)) fields[word.field].push_back(&word);
  ordered_json json = ordered_json::object();
  for (auto& [field, words] : fields) {
    if (is_network) keep_strongest(words);
    for (const Evidence* word : words) json[field].push_back({word->start, word->end, rounded(word->weight, kDigits)});
  }
  return json;
}

// How the readings of all rows are told.
struct Telling {
  const RatedTable& table;
  std::vector<LabelNumbers> numbers = label_numbers(table);
  std::vector<bool> is_probability = are_probabilities(numbers);
};

// The probabilities of each decision's labels in their order, null where a label has none. `first`: of the reading's
// fields.
ordered_json probabilities_json(const Telling& telling, std::size_t first, const Rating& rating) {
  constexpr int kDigits = 3;
  ordered_json json = ordered_json::object();
  for (std::size_t i = first; i < first + rating.values.size(); ++i) {
    if (telling.numbers[i].probabilities.empty()) continue;
    ordered_json& list = json[telling.table.fields[i].name] = ordered_json::array();
    for (const auto& number : telling.numbers[i].probabilities)
      list.push_back(number ? rounded(std::get<double>(rating.values[*number - first]), kDigits) : nullptr);
  }
  return json;
}

ordered_json reading_json(const Telling& telling, const SampledRow& row, std::size_t reading) {
  const RatedTable& table = telling.table;
  const Rating& rating = row.readings[reading];
  ordered_json json = {{"source", table.sources[reading / table.raters.size()]},
                       {"rater", table.raters[reading % table.raters.size()].name},
                       {"status", status_name(rating.status)},
                       {"values", ordered_json::object()}};
  const bool is_network = table.raters[reading % table.raters.size()].kind == rater_kind_name(RaterKind::model);
  json["evidence"] = evidence_json(rating.evidence, decisions_of(table, reading, rating), is_network);
  const auto begin =
      std::ranges::find_if(table.fields, [&](const auto& field) { return table.reading(field) == reading; });
  const auto first = static_cast<std::size_t>(begin - table.fields.begin());
  for (std::size_t i = first; i < first + rating.values.size(); ++i)
    if (!telling.is_probability[i])
      json["values"][table.fields[i].name] = value_json(table.fields[i], rating.values[i - first]);
  if (ordered_json probabilities = probabilities_json(telling, first, rating); !probabilities.empty())
    json["probabilities"] = std::move(probabilities);
  return json;
}

ordered_json row_json(const Telling& telling, const SampledRow& row) {
  const RatedTable& table = telling.table;
  ordered_json json = {{"row", row.row}, {"cells", ordered_json::object()}, {"readings", ordered_json::array()}};
  for (std::size_t i = 0; i < table.sources.size(); ++i)
    json["cells"][table.sources[i]] =
        row.texts[i] ? ordered_json(first_characters(*row.texts[i])) : ordered_json(nullptr);
  for (std::size_t i = 0; i < row.readings.size(); ++i) json["readings"].push_back(reading_json(telling, row, i));
  return json;
}

}  // namespace

ordered_json samples_json(const RatedTable& table, const RowSample& sample, const ShownRows& most) {
  const Telling telling{.table = table};
  std::vector<std::pair<std::uint64_t, ordered_json>> shown;
  std::size_t bytes = 0;
  for (const SampledRow& row : sample.rows().first(std::min(most.rows, sample.rows().size()))) {
    ordered_json json = row_json(telling, row);
    bytes += json.dump(-1, ' ', false, ordered_json::error_handler_t::replace).size();
    if (bytes > most.bytes) break;
    shown.emplace_back(row.row, std::move(json));
  }
  std::sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  ordered_json rows = ordered_json::array();
  for (auto& [row, json] : shown) rows.push_back(std::move(json));
  return rows;
}

}  // namespace openaffect
