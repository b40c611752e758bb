#include "openaffect/exchange/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/exchange/json.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;
using Meaning = TableColumn::Meaning;

constexpr std::int64_t kSecond = 1'000'000'000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
// Far within 64 bits of nanoseconds, so that sums of parts do not overflow.
constexpr std::int64_t kMostDays = 106'000;

// Days, and what is left of the last one: 0 <= rest < a day.
struct Days {
  std::int64_t count, rest;
};
Days days_in(std::int64_t nanoseconds) {
  const Days days{nanoseconds / kDay, nanoseconds % kDay};
  return days.rest < 0 ? Days{days.count - 1, days.rest + kDay} : days;
}

// Absent beyond 64 bits.
std::optional<std::int64_t> sum_of(Days days) {
  if (days.count < 0 && days.rest > 0) days = {days.count + 1, days.rest - kDay};  // so that no step leaves 64 bits
  std::int64_t sum = 0;
  if (__builtin_mul_overflow(days.count, kDay, &sum) || __builtin_add_overflow(sum, days.rest, &sum))
    return std::nullopt;
  return sum;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// Digits at the front, at most `most` of them.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  std::int64_t value = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9')
    value = value * 10 + (text[count++] - '0');
  if (count < least) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

// ".5" as nanoseconds; 0 without a point. Digits beyond nanoseconds are dropped.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return 0;
  std::int64_t value = 0, unit = kSecond;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    unit /= 10;
    value += unit * (text[digits] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

// "12:30:15.5" or "12:30" as nanoseconds.
std::optional<std::int64_t> take_clock(std::string_view& text) {
  constexpr std::int64_t kSixty = 60;
  const auto hours = take_digits(text, 1, 2);
  if (!hours || *hours > 24 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2, 2);
  if (!minutes || *minutes >= kSixty) return std::nullopt;
  std::int64_t sum = *hours * kHour + *minutes * kMinute;
  if (!take(text, ":")) return sum;
  const auto seconds = take_digits(text, 2, 2);
  if (!seconds || *seconds > kSixty) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return sum + *seconds * kSecond + *fraction;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::optional<std::int64_t> parse_with_unit(std::string_view text) {
  constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {
      {"ns", 1}, {"us", 1'000}, {"ms", 1'000'000}, {"min", kMinute}, {"s", kSecond}, {"m", kMinute}, {"h", kHour}};
  const bool negative = take(text, "-");
  const auto whole = take_digits(text, 1, 18);
  const auto fraction = whole ? take_fraction(text) : std::nullopt;
  if (!fraction) return std::nullopt;
  text = trimmed(text);
  for (const auto& [name, unit] : kUnits) {
    if (text != name) continue;
    if (*whole > kMostDays * (kDay / unit)) return std::nullopt;
    const auto part =
        static_cast<std::int64_t>(static_cast<long double>(*fraction) * static_cast<long double>(unit) / kSecond);
    const std::int64_t sum = *whole * unit + part;
    return negative ? -sum : sum;
  }
  return std::nullopt;
}

// Howard Hinnant's days_from_civil (proleptic Gregorian), and back.
std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct Civil {
  std::int64_t year, month, day;
};
Civil civil_of(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t of_era = days - era * 146097;
  const std::int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
  const std::int64_t part = (5 * of_year + 2) / 153;
  const std::int64_t month = part < 10 ? part + 3 : part - 9;
  return {years + era * 400 + (month <= 2), month, of_year - (153 * part + 2) / 5 + 1};
}

// What a zone behind a time takes away; 0 for none and Z.
std::optional<std::int64_t> take_zone(std::string_view& text) {
  if (text.empty() || take(text, "Z") || take(text, " UTC")) return 0;
  const bool minus = text[0] == '-';
  if (!take(text, "+") && !take(text, "-")) return std::nullopt;
  const auto hours = take_digits(text, 2, 2);
  (void)take(text, ":");
  const auto minutes = text.empty() ? std::optional<std::int64_t>(0) : take_digits(text, 2, 2);
  if (!hours || !minutes) return std::nullopt;
  const std::int64_t sum = *hours * kHour + *minutes * kMinute;
  return minus ? -sum : sum;
}

template <class T, class Parse>
Result<TableColumn> parsed(const TableColumn& column, const Cells<std::string>& texts, ValueType type, Parse parse,
                           Meaning meaning = Meaning::plain) {
  Cells<T> cells(texts.size());
  for (std::size_t row = 0; row < texts.size(); ++row) {
    if (!texts[row] || trimmed(*texts[row]).empty()) continue;
    const auto value = parse(trimmed(*texts[row]));
    if (!value)
      return Error{ErrorKind::format,
                   fmt::format("'{}' is no {}", texts[row]->substr(0, 60), value_type_name(type)),
                   {"", row + 1, column.name, {}}};
    cells[row] = *value;
  }
  return TableColumn{column.name, std::move(cells), {}, meaning};
}

Result<TableColumn> text_as(const TableColumn& column, const Cells<std::string>& texts, ValueType type) {
  switch (type) {
    case ValueType::integer:
      return parsed<std::int64_t>(column, texts, type, parse_integer);
    case ValueType::number:
      return parsed<double>(column, texts, type, parse_number);
    case ValueType::boolean:
      return parsed<bool>(column, texts, type, parse_boolean);
    case ValueType::duration:
      return parsed<std::int64_t>(column, texts, type, parse_duration, Meaning::duration);
    case ValueType::date:
      return parsed<std::int64_t>(column, texts, type, parse_date, Meaning::date);
    default:
      return column;
  }
}

Result<TableColumn> number_as_integer(const TableColumn& column, const Cells<double>& numbers) {
  constexpr double kMost = 9007199254740992;  // 2^53: whole numbers up to here are exact
  Cells<std::int64_t> cells(numbers.size());
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (!numbers[row] || std::isnan(*numbers[row])) continue;
    if (std::trunc(*numbers[row]) != *numbers[row] || std::abs(*numbers[row]) > kMost)
      return Error{ErrorKind::format, fmt::format("{} is no int", *numbers[row]), {"", row + 1, column.name, {}}};
    cells[row] = static_cast<std::int64_t>(*numbers[row]);
  }
  return TableColumn{column.name, std::move(cells)};
}

bool holds_nothing(const TableColumn& column) {
  return std::visit(
      [](const auto& cells) {
        return std::none_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.has_value(); });
      },
      column.values);
}

Error misfit(const TableColumn& column, ValueType type) {
  const std::string_view now = value_type_name(value_type_of(column));
  return {ErrorKind::format,
          fmt::format("holds {}, where the scheme says {}", now, value_type_name(type)),
          {"", {}, column.name, {}}};
}

}  // namespace

ValueType value_type_of(const TableColumn& column) {
  if (column.meaning == Meaning::json) return ValueType::object;
  if (column.meaning == Meaning::duration) return ValueType::duration;
  if (column.meaning == Meaning::date) return ValueType::date;
  if (std::holds_alternative<Cells<std::string>>(column.values) ||
      std::holds_alternative<Cells<LabelId>>(column.values))
    return ValueType::text;
  if (std::holds_alternative<Cells<double>>(column.values)) return ValueType::number;
  if (std::holds_alternative<Cells<std::int64_t>>(column.values)) return ValueType::integer;
  if (std::holds_alternative<Cells<bool>>(column.values)) return ValueType::boolean;
  return ValueType::object;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  text = trimmed(text);
  if (const auto sum = parse_with_unit(text)) return sum;
  const bool negative_days = take(text, "-");
  std::int64_t days = 0;
  if (const std::size_t at = text.find(" day"); at != std::string_view::npos) {
    const auto count = take_digits(text, 1, 6);
    if (!count || !take(text, " day")) return std::nullopt;
    (void)take(text, "s");
    days = negative_days ? -*count : *count;
    text = trimmed(text);
    if (text.empty()) return sum_of({days, 0});
  } else if (negative_days) {
    const auto clock = take_clock(text);
    return clock && text.empty() ? std::optional(-*clock) : std::nullopt;
  }
  const bool minus = take(text, "-");
  if (!minus) (void)take(text, "+");
  const auto clock = take_clock(text);
  if (!clock || !text.empty()) return std::nullopt;
  return sum_of({days, minus ? -*clock : *clock});
}

std::string duration_text(std::int64_t nanoseconds) {
  const auto [days, rest] = days_in(nanoseconds);
  const std::int64_t fraction = rest % kSecond;
  std::string text = fmt::format("{} days {}{:02}:{:02}:{:02}", days, days < 0 ? "+" : "", rest / kHour,
                                 rest % kHour / kMinute, rest % kMinute / kSecond);
  return text + (fraction % 1000 == 0 ? fmt::format(".{:06}", fraction / 1000) : fmt::format(".{:09}", fraction));
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  constexpr std::int64_t kFirstYear = 1677, kLastYear = 2262;  // those that 64 bits of nanoseconds begin and end in
  text = trimmed(text);
  const auto year = take_digits(text, 4, 4);
  if (!year || *year < kFirstYear || *year > kLastYear || !take(text, "-")) return std::nullopt;
  const auto month = take_digits(text, 2, 2);
  if (!month || *month < 1 || *month > 12 || !take(text, "-")) return std::nullopt;
  const auto day = take_digits(text, 2, 2);
  if (!day || *day < 1) return std::nullopt;
  const std::int64_t days = days_of(*year, *month, *day);
  if (civil_of(days).month != *month || civil_of(days).day != *day) return std::nullopt;
  if (text.empty()) return sum_of({days, 0});
  if (!take(text, "T") && !take(text, " ")) return std::nullopt;
  const auto clock = take_clock(text);
  const auto zone = clock ? take_zone(text) : std::nullopt;
  if (!zone || !text.empty()) return std::nullopt;
  return sum_of({days, *clock - *zone});
}

std::string date_text(std::int64_t nanoseconds) {
  const auto [days, rest] = days_in(nanoseconds);
  const Civil date = civil_of(days);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:09}", date.year, date.month, date.day, rest / kHour,
                     rest % kHour / kMinute, rest % kMinute / kSecond, rest % kSecond);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<bool> parse_boolean(std::string_view text) {
  std::string lower(text.substr(0, 6));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (lower == "true" || lower == "1") return true;
  if (lower == "false" || lower == "0") return false;
  return std::nullopt;
}

Result<TableColumn> as_type(const TableColumn& column, ValueType type) {
  const ValueType now = value_type_of(column);
  if (now == type || type == ValueType::object) return column;
  if (holds_nothing(column) || type == ValueType::text) {
    if (now == ValueType::object && !holds_nothing(column)) return misfit(column, type);
    const TableColumn texts = as_texts(column);
    return text_as(texts, std::get<Cells<std::string>>(texts.values), type);
  }
  if (now == ValueType::object) return misfit(column, type);
  if (const auto* texts = std::get_if<Cells<std::string>>(&column.values)) return text_as(column, *texts, type);
  if (const auto* numbers = std::get_if<Cells<double>>(&column.values); numbers && type == ValueType::integer)
    return number_as_integer(column, *numbers);
  if (const auto* integers = std::get_if<Cells<std::int64_t>>(&column.values)) {
    if (type == ValueType::number && now == ValueType::integer)
      return TableColumn{column.name, Cells<double>(integers->begin(), integers->end())};
    if (now == ValueType::integer && (type == ValueType::duration || type == ValueType::date))
      return TableColumn{column.name, *integers, {}, type == ValueType::duration ? Meaning::duration : Meaning::date};
  }
  return misfit(column, type);
}

TableColumn as_texts(const TableColumn& column) {
  Cells<std::string> cells(column.rows());
  for (std::size_t row = 0; row < cells.size(); ++row) cells[row] = cell_text(column, row);
  return {column.name, std::move(cells)};
}

std::optional<std::int64_t> nanoseconds_of(double seconds) {
  constexpr double kMostSeconds = 9e9;  // 285 years
  if (!(std::abs(seconds) <= kMostSeconds)) return std::nullopt;
  return std::llround(seconds * static_cast<double>(kSecond));
}

double seconds_of(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / static_cast<double>(kSecond);
}

TableColumn inferred(const TableColumn& column) {
  const auto* texts = std::get_if<Cells<std::string>>(&column.values);
  if (!texts || column.meaning != Meaning::plain ||
      std::none_of(texts->begin(), texts->end(), [](const auto& text) { return text.has_value(); }))
    return column;
  const auto leading_zero = [](const std::string& text) {
    return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
  };
  if (std::any_of(texts->begin(), texts->end(), [&](const auto& text) { return text && leading_zero(*text); }))
    return column;  // an id: pandas would lose its zeros
  for (const ValueType type : {ValueType::integer, ValueType::number}) {
    auto typed = as_type(column, type);
    if (typed) return *std::move(typed);
  }
  const auto is_word = [](const auto& text) { return !text || (parse_boolean(*text) && text->size() > 1); };
  return std::all_of(texts->begin(), texts->end(), is_word) ? *as_type(column, ValueType::boolean) : column;
}

TableColumn json_if_all(const TableColumn& column) {
  const auto* texts = std::get_if<Cells<std::string>>(&column.values);
  const auto is_json = [](const std::string& text) {
    return (text.starts_with('{') || text.starts_with('[')) && parse_document(text, "");
  };
  if (!texts || column.meaning != Meaning::plain ||
      std::none_of(texts->begin(), texts->end(), [](const auto& text) { return text.has_value(); }) ||
      std::any_of(texts->begin(), texts->end(), [&](const auto& text) { return text && !is_json(*text); }))
    return column;
  return {column.name, column.values, {}, Meaning::json};
}

Fields cell_json(const TableColumn& column, std::size_t row) {
  return std::visit(
      [&](const auto& cells) -> Fields {
        const auto& cell = cells[row];
        if (!cell) return nullptr;
        using T = std::remove_cvref_t<decltype(*cell)>;
        if constexpr (std::is_same_v<T, LabelId>) {
          return column.dictionary.at(static_cast<std::size_t>(*cell));
        } else if constexpr (std::is_same_v<T, std::vector<LabelId>>) {
          Fields list = Fields::array();
          for (const LabelId label : *cell) list.push_back(column.dictionary.at(static_cast<std::size_t>(label)));
          return list;
        } else if constexpr (std::is_same_v<T, std::string>) {
          if (column.meaning != Meaning::json) return *cell;
          auto json = parse_document(*cell, "");  // bounded, as writing it again is recursive
          return json ? *std::move(json) : Fields(*cell);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          if (column.meaning == Meaning::duration) return duration_text(*cell);
          if (column.meaning == Meaning::date) return date_text(*cell);
          return *cell;
        } else {
          return *cell;
        }
      },
      column.values);
}

std::optional<std::string> cell_text(const TableColumn& column, std::size_t row) {
  if (column.meaning == Meaning::json) return std::get<Cells<std::string>>(column.values)[row];
  // JSON has neither nan nor inf.
  if (const auto* numbers = std::get_if<Cells<double>>(&column.values); numbers && (*numbers)[row])
    if (!std::isfinite(*(*numbers)[row])) return fmt::format("{}", *(*numbers)[row]);
  const Fields json = cell_json(column, row);
  if (json.is_null()) return std::nullopt;
  if (json.is_string()) return json.get<std::string>();
  return json.dump(-1, ' ', false, Fields::error_handler_t::replace);
}

}  // namespace openaffect
