#include "openaffect/label/plan.h"

#include <charconv>

#include <fmt/format.h>

namespace openaffect {
namespace {

bool read_number(std::string_view text, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

}  // namespace

Result<Shard> parse_shard(std::string_view text) {
  constexpr std::uint64_t kMost = 100000;
  const std::size_t slash = text.find('/');
  Shard shard;
  const bool numbers = slash != std::string_view::npos && read_number(text.substr(0, slash), shard.index) &&
                       read_number(text.substr(slash + 1), shard.count);
  if (!numbers || shard.index < 1 || shard.index > shard.count || shard.count > kMost)
    return Error{ErrorKind::unknown, fmt::format("--shard takes i/n with 1 <= i <= n <= {}, not '{}'", kMost, text)};
  return shard;
}

}  // namespace openaffect
