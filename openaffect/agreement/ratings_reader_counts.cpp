// Counts per label: one row a unit, one column a label, cells are numbers of votes.
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_shapes.h"

namespace openaffect {
namespace {

constexpr double kMostVotes = 100'000;

// "votes.anger", "votes.joy": what stands behind the last dot, when all have the same in front of it.
std::vector<std::string> labels_of_columns(const std::vector<std::string>& names) {
  const auto prefix = [](const std::string& name) { return name.substr(0, name.rfind('.') + 1); };
  for (const std::string& name : names)
    if (prefix(name) != prefix(names.front()) || name.size() == prefix(name).size()) return names;
  std::vector<std::string> labels;
  for (const std::string& name : names) labels.push_back(name.substr(prefix(name).size()));
  return labels;
}

class CountRows final : public RatingRows {
 public:
  CountRows(const NamedColumns& columns, UnitCells units, std::vector<std::size_t> counts,
            std::vector<std::string> labels, OnTwice on_twice)
      : names_(columns),
        units_(std::move(units)),
        counts_(std::move(counts)),
        labels_(std::move(labels)),
        on_twice_(on_twice) {}

  RatingShape shape() const override { return RatingShape::counts; }

  std::vector<std::size_t> columns() const override {
    std::vector<std::size_t> all = counts_;
    units_.add_to(all);
    return all;
  }

  Result<Done> take(const Block& block, std::span<const std::size_t> rows, RawRatings& raw) override {
    units_.start(block);
    raw.labels = labels_;
    std::vector<TextCells> cells;
    for (const std::size_t column : counts_) cells.push_back(block.as_texts(column));
    for (const std::size_t row : rows) {
      const std::uint64_t number = block.first_row() + row + 1;
      OA_TRY(unit, units_.at(row, raw));
      OA_TRY(taken, is_taken(names_, on_twice_, unit, number, raw));
      const std::size_t before = raw.entries.size();
      for (std::size_t at = 0; at < counts_.size(); ++at)
        OA_CHECK(add_votes(unit, at, cells[at][row].value_or(""), number, raw));
      if (taken) continue;
      raw.twice += raw.entries.size() - before;
      raw.entries.resize(before);
    }
    return Done{};
  }

 private:
  Result<Done> add_votes(std::uint32_t unit, std::size_t at, std::string_view cell, std::uint64_t row,
                         RawRatings& raw) const {
    const std::size_t column = counts_[at];
    cell = trimmed(cell);
    if (raw.is_missing(cell)) return Done{};
    double votes = 0;
    const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), votes);
    if (failure != std::errc() || end != cell.data() + cell.size() || !(votes >= 0) || !std::isfinite(votes) ||
        votes != std::floor(votes))
      return names_.error(ErrorKind::format, fmt::format("'{}' is no number of votes", excerpt(cell)), row, column);
    if (votes > kMostVotes)
      return names_.error(ErrorKind::unsupported,
                          fmt::format("{} votes: a cell may hold {}", excerpt(cell), kMostVotes), row, column);
    for (double vote = 0; vote < votes; ++vote)
      raw.add(unit, 0, labels_[at], {row, static_cast<std::uint32_t>(column)});
    return Done{};
  }

  const NamedColumns& names_;
  UnitCells units_;
  std::vector<std::size_t> counts_;
  std::vector<std::string> labels_;
  OnTwice on_twice_;
};

}  // namespace

Result<std::unique_ptr<RatingRows>> make_count_rows(const NamedColumns& columns, const RatingsOptions& options) {
  OA_TRY(units, UnitCells::find(columns, options.unit));
  std::vector<std::size_t> counts;
  for (const std::string& name : options.counts) {
    OA_TRY(column, columns.find(name));
    if (std::find(counts.begin(), counts.end(), column) != counts.end())
      return Error{ErrorKind::unknown, fmt::format("label '{}' is named twice", name), {columns.file, {}, name, {}}};
    counts.push_back(column);
  }
  return std::unique_ptr<RatingRows>(std::make_unique<CountRows>(columns, std::move(units), std::move(counts),
                                                                 labels_of_columns(options.counts), options.on_twice));
}

}  // namespace openaffect
