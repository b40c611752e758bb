// Which texts are which category, for ratings_reader_values.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "openaffect/core/scheme.h"

namespace openaffect {

class Categories {
 public:
  // The labels of a scheme: by id, name and alias without case; grades also by their number.
  static Categories of_scheme(std::shared_ptr<const Scheme> scheme);
  // These, by their bytes and, where all are numbers, by their numbers.
  static Categories of_order(std::vector<std::string> names);
  // Distinct ones in any order: numbers by size, written as short as they can be, when all are numbers; else by bytes.
  static Categories of_distinct(std::vector<std::string> texts);

  const std::vector<std::string>& names() const { return names_; }
  std::optional<std::size_t> find(std::string_view text) const;

 private:
  void index_names();

  std::vector<std::string> names_;
  std::shared_ptr<const Scheme> scheme_;
  std::unordered_map<std::string, std::size_t> positions_;
  std::unordered_map<double, std::size_t> numbers_;  // of grades, and where all names are numbers
};

}  // namespace openaffect
