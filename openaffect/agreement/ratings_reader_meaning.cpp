// What a text of a rating means at each level (ratings_reader_values.h).
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "openaffect/agreement/ratings_reader_categories.h"
#include "openaffect/agreement/ratings_reader_cells.h"
#include "openaffect/agreement/ratings_reader_values.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostCategories = 65'535;
constexpr std::size_t kLongestCategory = 1'000;

Result<Done> check_categories(const std::vector<std::string>& names, const NamedColumns& columns) {
  for (const std::string& name : names)
    if (name.size() > kLongestCategory)
      return Error{ErrorKind::unsupported,
                   fmt::format("'{}' has {} bytes: a text is no label", excerpt(name), name.size()),
                   {columns.file, {}, "", {}}};
  if (names.size() <= kMostCategories) return Done{};
  return Error{ErrorKind::unsupported,
               fmt::format("{} categories are more than 65,535: are they numbers?", names.size()),
               {columns.file, {}, "", {}}};
}

// The field of a scheme of numbers that the ratings are of: named, that of the column ("vad.valence"), or the only one.
Result<const NumberField*> field_of(const Scheme& scheme, const RawRatings& raw, const NamedColumns& columns,
                                    const RatingsOptions& options) {
  std::vector<std::string> names;
  for (const NumberField& field : scheme.fields()) names.push_back(field.id);
  const std::string& name = options.field.empty() ? raw.field : options.field;
  if (!name.empty()) {
    if (const NumberField* field = scheme.find_field(name)) return field;
    return Error{ErrorKind::unknown,
                 fmt::format("scheme {} has no field '{}'; it has {}", scheme.id(), name, fmt::join(names, ", ")),
                 {columns.file, {}, "", {}}};
  }
  if (scheme.fields().size() == 1) return &scheme.fields().front();
  if (!raw.first.empty()) {
    const std::string& column = columns.names[raw.first.front().column];
    if (const NumberField* field = scheme.find_field(column.substr(column.rfind('.') + 1))) return field;
  }
  return Error{ErrorKind::unknown,
               fmt::format("scheme {} has several fields: name one of {}", scheme.id(), fmt::join(names, ", ")),
               {columns.file, {}, "", {}}};
}

// The categories without a scheme or an order: those that occur.
Categories occurring(const RawRatings& raw, const UsedTexts& used) {
  std::vector<std::string> texts;
  for (std::uint32_t text = 0; text < raw.values.size(); ++text)
    if (used.ratings[text] > 0) texts.emplace_back(raw.values.text(text));
  return Categories::of_distinct(std::move(texts));
}

Result<Done> check_order(const RatingsOptions& options, const NamedColumns& columns) {
  auto names = options.order;
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return Done{};
  return Error{ErrorKind::unknown, fmt::format("'{}' stands twice in the order", *twice), {columns.file, {}, "", {}}};
}

TextValues with_names(const Categories& categories, const RatingsOptions& options) {
  TextValues values;
  values.categories = values.known = categories.names();
  values.outside_of = options.scheme ? "label of scheme " + options.scheme->id() : "category";
  return values;
}

Result<Done> check_finite(const RawRatings& raw, std::uint32_t text, double number, const NamedColumns& columns) {
  if (std::isfinite(number)) return Done{};
  return error_at(raw, text, columns, ErrorKind::format,
                  fmt::format("'{}' is no finite number; leave the cell empty where there is no rating",
                              excerpt(raw.values.text(text))));
}

// The labels that each used text names.
Result<std::vector<std::vector<std::string>>> labels_of_cells(const RawRatings& raw, const UsedTexts& used,
                                                              const NamedColumns& columns) {
  std::vector<std::vector<std::string>> cells(raw.values.size());
  for (std::uint32_t text = 0; text < raw.values.size(); ++text) {
    if (used.ratings[text] == 0) continue;
    const auto elements = list_elements(raw.values.text(text));
    if (!elements) return error_at(raw, text, columns, ErrorKind::format, elements.error().what);
    for (const auto& element : *elements) {
      if (element && element->starts_with('['))
        return error_at(raw, text, columns, ErrorKind::format, "a list of lists is no set of labels");
      if (element) cells[text].push_back(*element);
    }
  }
  return cells;
}

// Sorted positions; absent when a label is none of the categories.
std::optional<std::vector<std::uint16_t>> positions_of(const std::vector<std::string>& labels,
                                                       const Categories& categories) {
  std::vector<std::uint16_t> set;
  for (const std::string& label : labels) {
    const auto category = categories.find(label);
    if (!category) return std::nullopt;
    set.push_back(static_cast<std::uint16_t>(*category));
  }
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  return set;
}

}  // namespace

Result<TextValues> number_values(const RawRatings& raw, const UsedTexts& used, MeasurementLevel level,
                                 const NamedColumns& columns, const RatingsOptions& options) {
  TextValues values{.values = std::vector<std::optional<double>>(raw.values.size())};
  const Scheme* scheme = options.scheme.get();
  const NumberField* field = nullptr;
  std::optional<Categories> grades;
  if (scheme && scheme->kind() == SchemeKind::numbers) {
    OA_TRY(found, field_of(*scheme, raw, columns, options));
    field = found;
    values.outside_of =
        fmt::format("number in {}..{} of {}.{}", field->minimum, field->maximum, scheme->id(), field->id);
  } else if (scheme) {
    for (const Label& label : scheme->labels()) values.known.push_back(label.id);
    grades = Categories::of_scheme(options.scheme);
    values.outside_of = "numbered label of scheme " + scheme->id();
  }
  for (std::uint32_t text = 0; text < raw.values.size(); ++text) {
    if (used.ratings[text] == 0) continue;
    auto number = number_of(raw.values.text(text));
    if (scheme && !field) {
      const auto label = grades->find(raw.values.text(text));
      number = label ? scheme->labels()[*label].value : std::nullopt;
      values.values[text] = number;
      continue;
    }
    if (!number)
      return error_at(raw, text, columns, ErrorKind::format,
                      fmt::format("'{}' is no number", excerpt(raw.values.text(text))));
    OA_CHECK(check_finite(raw, text, *number, columns));
    if (level == MeasurementLevel::ratio && *number < 0)
      return error_at(
          raw, text, columns, ErrorKind::format,
          fmt::format("{} is below 0, which the ratio level does not have", excerpt(raw.values.text(text))));
    if (!field || (*number >= field->minimum && *number <= field->maximum)) values.values[text] = number;
  }
  return values;
}

Result<TextValues> category_values(const RawRatings& raw, const UsedTexts& used, MeasurementLevel level,
                                   const NamedColumns& columns, const RatingsOptions& options) {
  OA_CHECK(check_order(options, columns));
  const bool is_given = options.scheme || !options.order.empty() || !raw.labels.empty();
  if (!is_given && used.all_numbers)
    for (std::uint32_t text = 0; text < raw.values.size(); ++text)
      if (used.ratings[text] > 0) OA_CHECK(check_finite(raw, text, *number_of(raw.values.text(text)), columns));
  if (!is_given && level == MeasurementLevel::ordinal && !used.all_numbers)
    return Error{ErrorKind::unknown,
                 fmt::format("'{}' is no number: the ordinal level needs a scheme of grades or the order of the labels",
                             excerpt(raw.values.text(*used.first_word))),
                 {columns.file, {}, "", {}}};
  const Categories categories = options.scheme           ? Categories::of_scheme(options.scheme)
                                : !options.order.empty() ? Categories::of_order(options.order)
                                : !raw.labels.empty()    ? Categories::of_order(raw.labels)
                                                         : occurring(raw, used);
  OA_CHECK(check_categories(categories.names(), columns));
  TextValues values = with_names(categories, options);
  values.values.resize(raw.values.size());
  for (std::uint32_t text = 0; text < raw.values.size(); ++text)
    if (used.ratings[text] > 0)
      if (const auto category = categories.find(raw.values.text(text)))
        values.values[text] = static_cast<double>(*category);
  return values;
}

Result<TextValues> set_values(const RawRatings& raw, const UsedTexts& used, const NamedColumns& columns,
                              const RatingsOptions& options) {
  OA_CHECK(check_order(options, columns));
  OA_TRY(cells, labels_of_cells(raw, used, columns));
  std::vector<std::string> all;
  for (const auto& labels : cells) all.insert(all.end(), labels.begin(), labels.end());
  const Categories categories = options.scheme           ? Categories::of_scheme(options.scheme)
                                : !options.order.empty() ? Categories::of_order(options.order)
                                                         : Categories::of_distinct(std::move(all));
  OA_CHECK(check_categories(categories.names(), columns));
  TextValues values = with_names(categories, options);
  values.values.resize(raw.values.size());
  std::map<std::vector<std::uint16_t>, std::size_t> positions;
  for (std::uint32_t text = 0; text < raw.values.size(); ++text) {
    if (used.ratings[text] == 0) continue;
    auto set = positions_of(cells[text], categories);
    if (!set) continue;
    const auto [found, is_new] = positions.emplace(*set, values.sets.size());
    if (is_new) values.sets.push_back(*std::move(set));
    values.values[text] = static_cast<double>(found->second);
  }
  return values;
}

}  // namespace openaffect
