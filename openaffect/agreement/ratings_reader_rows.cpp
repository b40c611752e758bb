#include "openaffect/agreement/ratings_reader_rows.h"

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostOthers = 20;
constexpr std::size_t kLongestOther = 60;

}  // namespace

Result<RowChoice> RowChoice::create(const NamedColumns& columns, std::span<const RowCondition> conditions) {
  RowChoice choice;
  choice.file_ = columns.file;
  for (const RowCondition& condition : conditions) {
    OA_TRY(column, columns.find(condition.column));
    choice.conditions_.push_back({condition.column, std::string(trimmed(condition.value))});
    if (std::ranges::find(choice.names_, condition.column) != choice.names_.end()) continue;
    choice.names_.push_back(condition.column);
    choice.columns_.push_back(column);
  }
  choice.others_.resize(choice.names_.size());
  return choice;
}

void RowChoice::add_to(std::vector<std::size_t>& columns) const {
  columns.insert(columns.end(), columns_.begin(), columns_.end());
}

std::vector<std::size_t> RowChoice::rows(const Block& block) {
  std::vector<std::size_t> good = good_rows(block);
  if (conditions_.empty()) return good;
  std::vector<TextCells> cells;
  for (const std::size_t column : columns_) cells.push_back(block.as_texts(column));
  std::vector<std::size_t> chosen;
  for (const std::size_t row : good) {
    const auto cell_of = [&](const std::string& name) {
      const auto& cell = cells[static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin())][row];
      return cell ? trimmed(*cell) : std::string_view();
    };
    if (is_chosen(conditions_, cell_of))
      chosen.push_back(row);
    else
      for (std::size_t at = 0; at < names_.size(); ++at) note_others(at, cell_of(names_[at]));
  }
  chosen_ += chosen.size();
  passed_over_ += good.size() - chosen.size();
  return chosen;
}

void RowChoice::note_others(std::size_t place, std::string_view cell) {
  std::vector<std::string>& others = others_[place];
  cell = cell.substr(0, kLongestOther);
  if (others.size() < kMostOthers && std::ranges::find(others, cell) == others.end()) others.emplace_back(cell);
}

Result<Done> RowChoice::check() const {
  if (chosen_ > 0 || passed_over_ == 0) return Done{};
  // The column in which nothing fits, else the first.
  const auto fits = [&](const std::string& name, const std::string& cell) {
    return std::ranges::find(conditions_, RowCondition{name, cell}) != conditions_.end();
  };
  std::size_t place = 0;
  for (std::size_t at = names_.size(); at-- > 0;)
    if (std::ranges::none_of(others_[at], [&](const std::string& cell) { return fits(names_[at], cell); })) place = at;
  std::vector<std::string> asked;
  for (const RowCondition& condition : conditions_) asked.push_back(condition.column + "=" + condition.value);
  std::vector<std::string> seen = others_[place];
  for (std::string& text : seen)
    if (text.empty()) text = "''";
  return Error{ErrorKind::unknown,
               fmt::format("no row has {}; {} is {}{}", fmt::join(asked, ", "), names_[place], fmt::join(seen, ", "),
                           seen.size() == kMostOthers ? ", …" : ""),
               {file_, {}, "", {}}};
}

}  // namespace openaffect
