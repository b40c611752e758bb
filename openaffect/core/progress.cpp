#include "openaffect/core/progress.h"

#include <fmt/format.h>

namespace openaffect {

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string describe_duration(double seconds) {
  if (!(seconds >= 0)) seconds = 0;
  if (seconds >= 1e9) return "a very long time";
  if (seconds < 0.95) return fmt::format("{:.{}f} s", seconds, seconds < 0.095 ? 2 : 1);
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

std::string describe_progress(const Progress& progress) {
  std::string text = with_thousands(progress.rows) + " rows";
  if (progress.seconds > 0)
    text += fmt::format(
        " · {} rows/s",
        with_thousands(static_cast<std::uint64_t>(static_cast<double>(progress.session_rows) / progress.seconds)));
  if (progress.fraction > 0) text += fmt::format(" · {:.0f} %", 100 * progress.fraction);
  if (progress.session_fraction > 0 && progress.fraction < 1)
    text += fmt::format(" · {} left",
                        describe_duration(progress.seconds * (1 - progress.fraction) / progress.session_fraction));
  return text;
}

}  // namespace openaffect
