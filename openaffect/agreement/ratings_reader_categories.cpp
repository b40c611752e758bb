#include "openaffect/agreement/ratings_reader_categories.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_cells.h"

namespace openaffect {
namespace {

std::vector<double> numbers_of(const std::vector<std::string>& texts) {
  std::vector<double> numbers;
  for (const std::string& text : texts)
    if (const auto number = number_of(text); number && std::isfinite(*number)) numbers.push_back(*number);
  return numbers;
}

}  // namespace

Categories Categories::of_scheme(std::shared_ptr<const Scheme> scheme) {
  Categories categories;
  for (const Label& label : scheme->labels()) {
    if (label.value) categories.numbers_.emplace(*label.value, categories.names_.size());
    categories.names_.push_back(label.id);
  }
  categories.scheme_ = std::move(scheme);
  return categories;
}

Categories Categories::of_order(std::vector<std::string> names) {
  Categories categories;
  categories.names_ = std::move(names);
  categories.index_names();
  return categories;
}

Categories Categories::of_distinct(std::vector<std::string> texts) {
  Categories categories;
  std::vector<double> numbers = numbers_of(texts);
  if (numbers.size() == texts.size()) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (const double number : numbers) categories.names_.push_back(fmt::format("{}", number == 0 ? 0 : number));
  } else {
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    categories.names_ = std::move(texts);
  }
  categories.index_names();
  return categories;
}

void Categories::index_names() {
  for (const std::string& name : names_) positions_.emplace(name, positions_.size());
  const std::vector<double> numbers = numbers_of(names_);
  if (numbers.size() != names_.size()) return;
  for (const double number : numbers) numbers_.emplace(number, numbers_.size());
}

std::optional<std::size_t> Categories::find(std::string_view text) const {
  if (scheme_) {
    if (const auto label = scheme_->find_label(text)) return static_cast<std::size_t>(*label);
  } else if (const auto found = positions_.find(std::string(text)); found != positions_.end()) {
    return found->second;
  }
  if (numbers_.empty()) return std::nullopt;
  const auto number = number_of(text);
  const auto found = number ? numbers_.find(*number) : numbers_.end();
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace openaffect
