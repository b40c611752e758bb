// Cells of text as cells of a type and back, as pandas and audformat write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"
#include "openaffect/data/table_file.h"
#include "openaffect/exchange/dataset.h"

namespace openaffect {

// The type of a column's cells: of lists and JSON `object`.
ValueType value_type_of(const TableColumn& column);

// Nanoseconds of a length of time: "0 days 00:00:01.5", "00:00:01", "-1 days +23:59:59", "1.5s", "250ms" (also min, h,
// us, ns). A number without a unit is refused: tools differ about it.
std::optional<std::int64_t> parse_duration(std::string_view text);
std::string duration_text(std::int64_t nanoseconds);  // as pandas: "0 days 00:00:01.500000"; law: parse_duration of it

// Nanoseconds since 1970 UTC: "2024-05-31", "2024-05-31 12:30:15.5", with T, with Z or +02:00.
std::optional<std::int64_t> parse_date(std::string_view text);
std::string date_text(std::int64_t nanoseconds);  // "2024-05-31 12:30:15.500000000"; law: parse_date of it

std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<double> parse_number(std::string_view text);  // also nan and inf
std::optional<bool> parse_boolean(std::string_view text);   // true, false in any case, 1, 0

// Seconds as nanoseconds, rounded; absent beyond 285 years, and of what is no number. And back.
std::optional<std::int64_t> nanoseconds_of(double seconds);
double seconds_of(std::int64_t nanoseconds);

// The column with cells of `type`; text "" and number NaN become null where the type is not text. Fails with the row of
// the first cell that does not fit; lists and JSON fit nothing but `object`, which takes all as it is.
Result<TableColumn> as_type(const TableColumn& column, ValueType type);

// Every cell as cell_text() has it.
TableColumn as_texts(const TableColumn& column);

// Texts that are all whole numbers, numbers or booleans as such, as pandas reads a csv; other columns as they are.
TableColumn inferred(const TableColumn& column);

// Texts that are all JSON objects or lists as JSON; other columns as they are.
TableColumn json_if_all(const TableColumn& column);

// One cell as text, as a csv has it (a list as JSON); absent where null.
std::optional<std::string> cell_text(const TableColumn& column, std::size_t row);

// One cell as JSON: null, text, number, boolean, list; what is JSON already; times as text.
Fields cell_json(const TableColumn& column, std::size_t row);

}  // namespace openaffect
