// The long table of our own label job: item, source, start, end, person, rater, scheme, field, label, value, …
// A reading is one source, scheme and field ("" for the decision); a table may hold several, one of them is read.
#include <map>

#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_cells.h"
#include "openaffect/agreement/ratings_reader_shapes.h"

namespace openaffect {
namespace {

constexpr std::string_view kNeeded[] = {"item", "source", "rater", "scheme", "field", "label", "value"};
constexpr std::size_t kMostReadings = 65'535;

struct Reading {
  std::string source, scheme, field;
  auto operator<=>(const Reading&) const = default;

  std::string text() const {
    return fmt::format("source {}, scheme {}, {}", source, scheme, field.empty() ? "decisions" : "field " + field);
  }
};

// In Parquet and jsonl a decision is a list, of one label where the scheme allows one only: that label.
std::string one_label(const std::string& cell) {
  if (!cell.starts_with('[')) return cell;
  const auto elements = list_elements(cell);
  return elements && elements->size() == 1 && elements->front() ? *elements->front() : cell;
}

// The cells of one block that a row is made of.
struct Cells {
  TextCells item, source, rater, scheme, field, label, value, start, end, person;
};

class LabelJobRows final : public RatingRows {
 public:
  LabelJobRows(const NamedColumns& columns, const RatingsOptions& options) : names_(columns), wanted_(options) {
    if (wanted_.scheme_id.empty() && options.scheme) wanted_.scheme_id = options.scheme->id();
  }

  RatingShape shape() const override { return RatingShape::label_job; }

  std::vector<std::size_t> columns() const override {
    std::vector<std::size_t> all;
    for (const char* name : {"item", "source", "rater", "scheme", "field", "label", "value", "start", "end", "person"})
      if (const auto column = names_.find(name)) all.push_back(*column);
    return all;
  }

  Result<Done> take(const Block& block, std::span<const std::size_t> rows, RawRatings& raw) override {
    const Cells cells = cells_of(block);
    for (const std::size_t row : rows) {
      const std::uint64_t number = block.first_row() + row + 1;
      Reading reading{cells.source[row].value_or(""), cells.scheme[row].value_or(""), cells.field[row].value_or("")};
      const auto found = readings_.emplace(std::move(reading), readings_.size()).first;
      if (readings_.size() > kMostReadings)
        return names_.error(ErrorKind::format, "more sources, schemes and fields than a label job has", number,
                            *names_.find("field"));
      if (!is_wanted(found->first)) continue;
      OA_CHECK(add(cells, row, number, found->first.field.empty(), raw));
      of_entry_.resize(raw.entries.size(), static_cast<std::uint16_t>(found->second));
      missing_.resize(readings_.size(), 0);
      missing_[found->second] += raw.missing;
      raw.missing = 0;
    }
    return Done{};
  }

  Result<Done> finish(RawRatings& raw) override {
    OA_TRY(chosen, choose());
    const std::size_t number = readings_.at(chosen);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < raw.entries.size(); ++i)
      if (of_entry_[i] == number) raw.entries[kept++] = raw.entries[i];
    raw.entries.resize(kept);
    keep_raters_with_ratings(raw);
    raw.missing = missing_[number];
    raw.scheme_id = chosen.scheme;
    raw.field = chosen.field;
    return Done{};
  }

 private:
  // Those of other readings go.
  static void keep_raters_with_ratings(RawRatings& raw) {
    std::vector<bool> has_ratings(raw.raters.size(), false);
    for (const RatingEntry& entry : raw.entries) has_ratings[entry.rater] = true;
    TextIds kept;
    std::vector<std::uint32_t> id_of(raw.raters.size(), 0);
    for (std::uint32_t rater = 0; rater < has_ratings.size(); ++rater)
      if (has_ratings[rater]) id_of[rater] = kept.id(raw.raters.text(rater));
    for (RatingEntry& entry : raw.entries) entry.rater = id_of[entry.rater];
    raw.raters = std::move(kept);
  }

  Cells cells_of(const Block& block) const {
    const auto column = [&](const char* name) {
      const auto found = names_.find(name);
      return found ? block.as_texts(*found) : TextCells(block.rows());
    };
    return {column("item"),  column("source"), column("rater"), column("scheme"), column("field"),
            column("label"), column("value"),  column("start"), column("end"),    column("person")};
  }

  bool is_wanted(const Reading& reading) const {
    return (wanted_.source.empty() || wanted_.source == reading.source) &&
           (wanted_.scheme_id.empty() || wanted_.scheme_id == reading.scheme) &&
           (wanted_.field.empty() || wanted_.field == reading.field);
  }

  Result<Done> add(const Cells& cells, std::size_t row, std::uint64_t number, bool is_decision, RawRatings& raw) {
    if (!cells.item[row] || trimmed(*cells.item[row]).empty())
      return names_.error(ErrorKind::format, "a row without an item", number, *names_.find("item"));
    if (!cells.rater[row] || trimmed(*cells.rater[row]).empty())
      return names_.error(ErrorKind::format, "a row without a rater", number, *names_.find("rater"));
    std::string unit(trimmed(*cells.item[row]));
    if (cells.start[row] && !cells.start[row]->empty())
      unit += fmt::format("@{}-{}", *cells.start[row], cells.end[row].value_or(""));
    if (cells.person[row] && !cells.person[row]->empty()) unit += "/" + *cells.person[row];
    const std::uint32_t rater = raw.raters.id(trimmed(*cells.rater[row]));
    const auto& cell = is_decision ? cells.label[row] : cells.value[row];
    raw.add(raw.units.id(unit), rater, one_label(cell.value_or("")),
            {number, static_cast<std::uint32_t>(*names_.find(is_decision ? "label" : "value"))});
    return Done{};
  }

  // The one reading that is wanted; of several the one of decisions.
  Result<Reading> choose() const {
    std::vector<Reading> wanted, decisions;
    std::vector<std::string> texts;
    for (const auto& [reading, number] : readings_) {
      if (wanted_.field.empty() && reading.field.empty() && is_wanted(reading)) decisions.push_back(reading);
      if (is_wanted(reading)) wanted.push_back(reading);
    }
    if (wanted.size() == 1) return wanted.front();
    if (decisions.size() == 1) return decisions.front();
    for (const auto& [reading, number] : readings_)
      if (wanted.empty() || is_wanted(reading)) texts.push_back(reading.text());
    if (texts.size() > 20) texts.resize(20);
    std::string what = fmt::format(
        "{}: {}",
        wanted.empty() ? "no such readings; the table has" : "which readings? Name source, scheme or field of one of",
        fmt::join(texts, "; "));
    return Error{ErrorKind::unknown, std::move(what), {names_.file, {}, "", {}}};
  }

  const NamedColumns& names_;
  RatingsOptions wanted_;
  std::map<Reading, std::size_t> readings_;
  std::vector<std::uint16_t> of_entry_;
  std::vector<std::uint64_t> missing_;  // per reading
};

}  // namespace

bool is_label_job_table(const NamedColumns& columns) {
  for (const std::string_view name : kNeeded)
    if (!columns.has(std::string(name))) return false;
  return true;
}

Result<std::unique_ptr<RatingRows>> make_label_job_rows(const NamedColumns& columns, const RatingsOptions& options) {
  return std::unique_ptr<RatingRows>(std::make_unique<LabelJobRows>(columns, options));
}

}  // namespace openaffect
