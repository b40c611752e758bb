#include "openaffect/evaluate/label_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto space = [](char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> json_words(std::string_view cell) {
  std::vector<std::string> words;
  const auto json = nlohmann::json::parse(cell, nullptr, false);
  if (!json.is_array()) return {std::string(cell)};
  for (const auto& word : json) words.push_back(word.is_string() ? word.get<std::string>() : word.dump());
  return words;
}

bool by_number(const std::string& a, const std::string& b) {
  return *cell_number(a) < *cell_number(b);
}

}  // namespace

std::optional<double> cell_number(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double number = 0;
  const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (failure != std::errc() || end != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::vector<std::string> cell_words(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.empty()) return {};
  if (cell.front() == '[') return json_words(cell);
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= cell.size();) {
    const std::size_t bar = std::min(cell.find('|', at), cell.size());
    if (const std::string_view word = trimmed(cell.substr(at, bar - at)); !word.empty()) words.emplace_back(word);
    at = bar + 1;
  }
  return words;
}

LabelNames::LabelNames(std::shared_ptr<const Scheme> scheme) : scheme_(std::move(scheme)) {
  for (const Label& label : scheme_->labels()) ids_.push_back(label.id);
}

LabelNames::LabelNames(std::span<const TextCells* const> cells, bool sets, std::span<const std::string> more) {
  std::set<std::string> words(more.begin(), more.end());
  for (const TextCells* column : cells)
    for (const auto& cell : *column) {
      if (!cell) continue;
      if (!sets && !trimmed(*cell).empty())
        words.emplace(trimmed(*cell));
      else if (sets)
        for (std::string& word : cell_words(*cell)) words.insert(std::move(word));
    }
  ids_.assign(words.begin(), words.end());
  if (std::ranges::all_of(ids_, [](const std::string& id) { return cell_number(id).has_value(); }))
    std::ranges::stable_sort(ids_, by_number);
  constexpr std::size_t kMost = std::numeric_limits<LabelId>::max();
  for (std::size_t i = 0; i < std::min(ids_.size(), kMost); ++i) positions_[ids_[i]] = static_cast<LabelId>(i);
}

LabelId LabelNames::find(std::string_view word) const {
  word = trimmed(word);
  if (!scheme_) {
    const auto found = positions_.find(std::string(word));
    return found == positions_.end() ? kNoLabel : found->second;
  }
  if (const auto label = scheme_->find_label(word)) return *label;
  const auto number = cell_number(word);
  if (!number) return kNoLabel;
  for (std::size_t i = 0; i < scheme_->labels().size(); ++i)
    if (scheme_->labels()[i].value == *number) return static_cast<LabelId>(i);
  return kNoLabel;
}

}  // namespace openaffect
