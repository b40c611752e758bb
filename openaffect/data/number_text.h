// Numbers as text that reads back as the same number.
#pragma once

#include <cstdint>
#include <string>

namespace openaffect {

// Appends the shortest text that reads back as `value`, laid out as Python's repr: 0.6369, -0.5, 1.0, 1e-05, 1e+16,
// inf, nan.
void append_number(double value, std::string& out);
void append_number(float value, std::string& out);  // shortest among floats
void append_number(std::int64_t value, std::string& out);
void append_number(std::uint64_t value, std::string& out);

}  // namespace openaffect
