// Learning with Disagreements 2023: for each set and split one JSON object, an item a key; ratings and raters stand in
// texts, between commas.
#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"
#include "openaffect/catalog/raw_json.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSets[] = {"ConvAbuse", "HS-Brexit", "MD-Agreement"};
constexpr std::pair<const char*, const char*> kSplits[] = {
    {"train", "train"}, {"dev", "development"}, {"test", "test"}};

struct Columns {
  ColumnOf<std::string> id, text, split, task, context;
  ColumnOf<std::int64_t> label;
  ColumnOf<std::vector<double>> ratings;
  ColumnOf<std::vector<std::string>> raters;
};

std::vector<std::string> between_commas(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    parts.emplace_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

// Of ConvAbuse the text is a JSON object of four turns, of which the user's last one is judged.
Result<Done> set_text(const ordered_json& item, bool is_dialogue, const Columns& to, ItemTable& table,
                      const RawLine& line) {
  OA_TRY(text, json_text(item, "text", line));
  if (!is_dialogue) {
    table.set(to.text, text);
    return Done{};
  }
  OA_TRY(turns, parse_raw_json(text, line));
  OA_TRY(last, json_text(turns, "user", line));
  turns.erase("user");
  table.set(to.text, last);
  table.set(to.context, turns.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
  return Done{};
}

// Written as a text in some rows and as a number in others.
Result<std::int64_t> label_number(const ordered_json& item, const RawLine& line) {
  if (item.is_object() && item.contains("hard_label") && item["hard_label"].is_number_integer())
    return item["hard_label"].get<std::int64_t>();
  OA_TRY(label, json_text(item, "hard_label", line));
  return integer_of(label, line);
}

Result<Done> load_item(const ordered_json& item, bool is_dialogue, const Columns& to, ItemTable& table,
                       const RawLine& line) {
  OA_TRY(ratings, json_text(item, "annotations", line));
  OA_TRY(raters, json_text(item, "annotators", line));
  OA_TRY(number, label_number(item, line));
  std::vector<double> numbers;
  for (const std::string& rating : between_commas(ratings)) {
    OA_TRY(value, number_of(rating, line));
    numbers.push_back(value);
  }
  std::vector<std::string> names = between_commas(raters);
  if (names.size() != numbers.size()) return line.error("not as many raters as ratings");
  OA_CHECK(set_text(item, is_dialogue, to, table, line));
  table.set(to.label, number);
  table.set(to.ratings, std::move(numbers));
  table.set(to.raters, std::move(names));
  return Done{};
}

Result<Done> load_file(const RawFiles& files, const std::string& set, const char* name, const char* split,
                       const Columns& to, ItemTable& table) {
  const std::string file = fmt::format("raters/lewidi2023/{}/{}_{}.json", set, set, name);
  OA_TRY(text, files.text(file));
  OA_TRY(items, parse_raw_json(text, {file, 1, text}));
  if (!items.is_object()) return RawLine{file, 1, text}.error("no object of items");
  std::uint64_t row = 0;
  for (const auto& [key, item] : items.items()) {
    OA_CHECK(load_item(item, set == "ConvAbuse", to, table, {file, ++row, ""}));
    table.set(to.id, fmt::format("{}-{}-{}", set, split, key));
    table.set<std::string>(to.split, split);
    table.set(to.task, set);
    table.end_row();
  }
  return Done{};
}

}  // namespace

Result<Done> load_lewidi(const RawFiles& files, ItemTable& table) {
  const Columns to{table.text("id", "set, split and number"),
                   table.text("text"),
                   table.text("split"),
                   table.text("task", "the set"),
                   table.text("context", "ConvAbuse: the turns before, as JSON"),
                   table.integer("label", "the task's own: 1 abuse, hate or offence, 0 none"),
                   table.numbers("ratings", "ConvAbuse: 1 no abuse, 0 ambiguous, -1..-3 abuse; the others: 1 or 0"),
                   table.texts("raters", "who gave them, in the same order")};
  for (const char* set : kSets)
    for (const auto& [name, split] : kSplits) OA_CHECK(load_file(files, set, name, split, to, table));
  return Done{};
}

}  // namespace openaffect
