// Lists: one row a unit, cells are lists of ratings, and of those who gave them.
#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_cells.h"
#include "openaffect/agreement/ratings_reader_shapes.h"

namespace openaffect {
namespace {

using Elements = std::vector<std::optional<std::string>>;

class ListRows final : public RatingRows {
 public:
  ListRows(const NamedColumns& columns, UnitCells units, std::size_t list, std::optional<std::size_t> raters,
           OnTwice on_twice)
      : names_(columns), units_(std::move(units)), list_(list), raters_(raters), on_twice_(on_twice) {}

  RatingShape shape() const override { return RatingShape::lists; }

  std::vector<std::size_t> columns() const override {
    std::vector<std::size_t> all = {list_};
    if (raters_) all.push_back(*raters_);
    units_.add_to(all);
    return all;
  }

  Result<Done> take(const Block& block, std::span<const std::size_t> rows, RawRatings& raw) override {
    units_.start(block);
    const TextCells lists = block.as_texts(list_);
    const TextCells raters = raters_ ? block.as_texts(*raters_) : TextCells(block.rows());
    for (const std::size_t row : rows) {
      const std::uint64_t number = block.first_row() + row + 1;
      OA_TRY(unit, units_.at(row, raw));
      OA_TRY(ratings, elements_of(lists[row], number, list_));
      if (!raters_) {
        OA_CHECK(add_nameless(unit, ratings, number, raw));
        continue;
      }
      OA_TRY(names, elements_of(raters[row], number, *raters_));
      OA_CHECK(add_named(unit, ratings, names, number, raw));
    }
    return Done{};
  }

 private:
  Result<Elements> elements_of(const std::optional<std::string>& cell, std::uint64_t row, std::size_t column) const {
    auto elements = list_elements(cell.value_or(""));
    if (elements) return elements;
    return names_.error(elements.error().kind, elements.error().what, row, column);
  }

  void add_all(std::uint32_t unit, const Elements& ratings, const std::vector<std::uint32_t>& raters, std::uint64_t row,
               RawRatings& raw) const {
    if (ratings.empty()) ++raw.missing;
    for (std::size_t i = 0; i < ratings.size(); ++i)
      raw.add(unit, raters.empty() ? 0 : raters[i], ratings[i].value_or(""), {row, static_cast<std::uint32_t>(list_)});
  }

  Result<Done> add_nameless(std::uint32_t unit, const Elements& ratings, std::uint64_t row, RawRatings& raw) const {
    OA_TRY(taken, is_taken(names_, on_twice_, unit, row, raw));
    const std::size_t before = raw.entries.size();
    add_all(unit, ratings, {}, row, raw);
    if (taken) return Done{};
    raw.twice += raw.entries.size() - before;
    raw.entries.resize(before);
    return Done{};
  }

  Result<Done> add_named(std::uint32_t unit, const Elements& ratings, const Elements& names, std::uint64_t row,
                         RawRatings& raw) const {
    if (names.size() != ratings.size())
      return names_.error(ErrorKind::format, fmt::format("{} raters for {} ratings", names.size(), ratings.size()), row,
                          *raters_);
    std::vector<std::uint32_t> raters;
    for (const auto& name : names) {
      if (!name) return names_.error(ErrorKind::format, "a rating without a rater", row, *raters_);
      raters.push_back(raw.raters.id(*name));
    }
    add_all(unit, ratings, raters, row, raw);
    return Done{};
  }

  const NamedColumns& names_;
  UnitCells units_;
  std::size_t list_;
  std::optional<std::size_t> raters_;
  OnTwice on_twice_;
};

}  // namespace

Result<std::unique_ptr<RatingRows>> make_list_rows(const NamedColumns& columns, const RatingsOptions& options) {
  OA_TRY(units, UnitCells::find(columns, options.unit));
  OA_TRY(list, columns.find(options.list));
  std::optional<std::size_t> raters;
  if (!options.list_raters.empty()) {
    OA_TRY(found, columns.find(options.list_raters));
    raters = found;
  }
  return std::unique_ptr<RatingRows>(
      std::make_unique<ListRows>(columns, std::move(units), list, raters, options.on_twice));
}

}  // namespace openaffect
