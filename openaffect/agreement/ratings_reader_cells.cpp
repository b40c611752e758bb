#include "openaffect/agreement/ratings_reader_cells.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/agreement/ratings_reader_raw.h"

namespace openaffect {
namespace {

using Json = nlohmann::json;
using Elements = std::vector<std::optional<std::string>>;

bool is_flat_list(const Json& value) {
  if (!value.is_array()) return false;
  for (const Json& element : value)
    if (element.is_structured()) return false;
  return true;
}

Result<Elements> json_elements(std::string_view cell) {
  const Json list = Json::parse(cell, nullptr, false);
  if (!list.is_array()) return Error{ErrorKind::format, fmt::format("'{}' is no JSON list", excerpt(cell))};
  Elements elements;
  for (const Json& element : list) {
    if (element.is_null())
      elements.emplace_back();
    else if (element.is_string())
      elements.emplace_back(trimmed(element.get_ref<const std::string&>()));
    else if (!element.is_structured() || is_flat_list(element))
      elements.emplace_back(element.dump(-1, ' ', false, Json::error_handler_t::replace));
    else
      return Error{ErrorKind::format, fmt::format("'{}' is no list of ratings", excerpt(cell))};
    if (elements.back() && elements.back()->empty()) elements.back().reset();
  }
  return elements;
}

}  // namespace

Result<Elements> list_elements(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.starts_with('[')) return json_elements(cell);
  Elements elements;
  if (cell.empty()) return elements;
  for (std::size_t at = 0; at <= cell.size();) {
    const std::size_t end = std::min(cell.find('|', at), cell.size());
    const std::string_view element = trimmed(cell.substr(at, end - at));
    elements.push_back(element.empty() ? std::nullopt : std::optional(std::string(element)));
    at = end + 1;
  }
  return elements;
}

std::optional<double> number_of(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || end != text.data() + text.size() || failure == std::errc::invalid_argument) return std::nullopt;
  if (failure == std::errc::result_out_of_range)
    // Too large or too small for a double: which of the two, from_chars does not say.
    number = text.find("e-") == std::string_view::npos && text.find("E-") == std::string_view::npos ? HUGE_VAL : 0;
  return number;
}

}  // namespace openaffect
