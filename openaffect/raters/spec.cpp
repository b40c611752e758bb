#include "openaffect/raters/spec.h"

#include <filesystem>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/raters/trained_name.h"

namespace openaffect {
namespace {

// Without a '/' at the end; "" of the root.
std::filesystem::path last_written_part(const std::filesystem::path& path) {
  return path.has_filename() ? path.filename() : path.parent_path().filename();
}

// "." and ".." are resolved where they are the last part.
std::filesystem::path last_part(const std::filesystem::path& path) {
  const std::filesystem::path part = last_written_part(path);
  if (part != "." && part != "..") return part;
  std::error_code failure;
  return last_written_part(std::filesystem::weakly_canonical(path, failure));
}

}  // namespace

std::string rater_name_of(const std::string& path, NameOf what) {
  const std::string part =
      what == NameOf::folder ? last_part(path).string() : std::filesystem::path(path).stem().string();
  std::string name;
  for (const char c : part) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool capital = c >= 'A' && c <= 'Z';
    name += letter ? c : capital ? static_cast<char>(c + 32) : '_';
  }
  if (name.empty() || name[0] < 'a' || name[0] > 'z') name = "my_" + name;
  return name.substr(0, 64);
}

Result<RaterSpec> parse_rater_spec(std::string_view text) {
  RaterSpec spec;
  std::string_view rest = text;
  if (const std::size_t equals = rest.find('='); equals < rest.find(':')) {
    spec.name = rest.substr(0, equals);
    rest.remove_prefix(equals + 1);
    if (!is_snake_case(spec.name))
      return Error{ErrorKind::unknown, fmt::format("'{}' names no rater: a name is lower snake_case", spec.name)};
  }
  const std::size_t colon = rest.find(':');
  spec.kind = rest.substr(0, colon);
  if (colon != std::string_view::npos) spec.file = rest.substr(colon + 1);
  if (colon != std::string_view::npos && spec.file.empty())
    return Error{ErrorKind::unknown, fmt::format("'{}' names no file behind the colon", text)};
  if (spec.name.empty() && spec.kind == "model") spec.name = trained_name(spec.file).value_or("");
  const NameOf what = spec.kind == "hf" || spec.kind == "model" ? NameOf::folder : NameOf::file;
  if (spec.name.empty()) spec.name = spec.file.empty() ? spec.kind : rater_name_of(spec.file, what);
  return spec;
}

std::vector<std::string> split_rater_specs(std::span<const std::string> texts) {
  std::vector<std::string> specs;
  for (const std::string& text : texts) {
    std::string spec;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] == '\\' && text.substr(i + 1, 1) == ",") {
        spec += text[++i];
      } else if (i < text.size() && text[i] != ',') {
        spec += text[i];
      } else {
        if (!spec.empty()) specs.push_back(spec);
        spec.clear();
      }
    }
  }
  return specs;
}

}  // namespace openaffect
