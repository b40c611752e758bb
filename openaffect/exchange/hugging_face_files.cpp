#include "openaffect/exchange/hugging_face_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <fnmatch.h>

#include "openaffect/data/locations.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"

namespace openaffect {
namespace {

constexpr std::array<std::string_view, 3> kSplits = {"train", "validation", "test"};

// A word of a name that says its split.
std::string_view split_of_word(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"train", "train"},      {"training", "train"}, {"validation", "validation"},
      {"valid", "validation"}, {"dev", "validation"}, {"val", "validation"},
      {"test", "test"},        {"testing", "test"},   {"eval", "test"},
      {"evaluation", "test"}};
  for (const auto& [name, split] : kWords)
    if (name == word) return split;
  return {};
}

// The first word between separators that says a split.
std::string_view split_in(std::string_view name) {
  constexpr std::string_view kSeparators = " -._0123456789";
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of(kSeparators, at), name.size());
    if (const auto split = split_of_word(name.substr(at, end - at)); !split.empty()) return split;
    at = end + 1;
  }
  return {};
}

std::string_view file_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// "data/dev-00000-of-00002.parquet": dev
std::string sharded_split(const std::string& path) {
  constexpr std::string_view kFolder = "data/", kDigits = "[0-9][0-9][0-9][0-9][0-9]";
  const std::string pattern = fmt::format("data/*-{}-of-{}*.*", kDigits, kDigits);
  if (fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) != 0) return "";
  const std::size_t of = path.rfind("-of-");
  constexpr std::size_t kNumber = 6;  // "-00000"
  return of == std::string::npos || of < kFolder.size() + kNumber
             ? ""
             : path.substr(kFolder.size(), of - kNumber - kFolder.size());
}

std::string_view split_in_folders(std::string_view path) {
  for (std::size_t at = 0, slash = path.find('/'); slash != std::string_view::npos;
       at = slash + 1, slash = path.find('/', at))
    if (const auto split = split_in(path.substr(at, slash - at)); !split.empty()) return split;
  return {};
}

void add_file(std::vector<SplitFiles>& splits, std::string_view split, const std::string& file) {
  auto found = std::find_if(splits.begin(), splits.end(), [&](const auto& each) { return each.split == split; });
  if (found == splits.end()) found = splits.insert(splits.end(), {std::string(split), {}});
  found->files.push_back(file);
}

// train, validation, test; others behind them.
void order(std::vector<SplitFiles>& splits) {
  const auto place = [](const SplitFiles& each) {
    return std::find(kSplits.begin(), kSplits.end(), each.split) - kSplits.begin();
  };
  std::stable_sort(splits.begin(), splits.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

template <class SplitOf>
std::vector<SplitFiles> by(const std::vector<std::string>& files, const SplitOf& split_of) {
  std::vector<SplitFiles> splits;
  for (const std::string& file : files)
    if (const auto split = split_of(file); !split.empty()) add_file(splits, split, file);
  order(splits);
  return splits;
}

std::vector<std::string> patterns_of(const Fields& path) {
  std::vector<std::string> patterns;
  if (path.is_string()) patterns.push_back(path.get<std::string>());
  if (path.is_array())
    for (const Fields& each : path)
      if (each.is_string()) patterns.push_back(each.get<std::string>());
  return patterns;
}

}  // namespace

bool is_metadata_file(std::string_view path) {
  const std::string_view name = file_name_of(path);
  return name == "metadata.csv" || name == "metadata.jsonl" || name == "metadata.parquet";
}

bool matches_pattern(const std::string& pattern, const std::string& path) {
  const auto fits = [&](const std::string& each, int flags) { return fnmatch(each.c_str(), path.c_str(), flags) == 0; };
  if (path == pattern || path.starts_with(pattern.ends_with('/') ? pattern : pattern + "/")) return true;
  if (pattern.find("**") == std::string::npos) return fits(pattern, FNM_PATHNAME);
  std::string without = pattern;
  for (std::size_t at = without.find("**/"); at != std::string::npos; at = without.find("**/")) without.erase(at, 3);
  return fits(pattern, 0) || fits(without, 0);
}

Result<std::vector<std::string>> tables_below(const std::string& folder) {
  constexpr std::size_t kMost = 100'000;
  namespace fs = std::filesystem;
  std::error_code code;
  std::vector<std::string> found;
  fs::recursive_directory_iterator each(folder, code);
  for (; !code && each != fs::recursive_directory_iterator(); each.increment(code)) {
    const std::string name = each->path().filename().string();
    if (name.starts_with('.')) {
      each.disable_recursion_pending();
      continue;
    }
    if (!each->is_regular_file(code) || !is_table_name(name)) continue;
    found.push_back(each->path().lexically_relative(folder).generic_string());
    if (found.size() > kMost) return Error{ErrorKind::unsupported, "more than 100,000 tables", {folder, {}, "", {}}};
  }
  if (code) return Error{ErrorKind::io, code.message(), {folder, {}, "", {}}};
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::vector<SplitFiles>> split_files(const Fields& data_files, const std::vector<std::string>& files,
                                            const std::string& folder) {
  std::vector<SplitFiles> splits;
  const auto add = [&](const std::string& split, const Fields& path) -> Result<Done> {
    constexpr std::ptrdiff_t kMostStars = 16;  // matching takes time in their number
    std::vector<std::string> chosen;
    std::set<std::string> seen;
    for (std::string pattern : patterns_of(path)) {
      if (pattern.starts_with("./")) pattern.erase(0, 2);
      if (!is_inside(pattern) || pattern.find("://") != std::string::npos)
        return Error{
            ErrorKind::unsupported, fmt::format("data file {} lies outside the folder", pattern), {folder, {}, "", {}}};
      if (std::count(pattern.begin(), pattern.end(), '*') > kMostStars)
        return Error{ErrorKind::unsupported, "a pattern of more than 16 stars", {folder, {}, "", {}}};
      const std::size_t before = chosen.size();
      for (const std::string& file : files)
        if (matches_pattern(pattern, file) && seen.insert(file).second) chosen.push_back(file);
      if (chosen.size() == before)
        return Error{ErrorKind::not_found, fmt::format("no table is called {}", pattern), {folder, {}, "", {}}};
    }
    for (const std::string& file : chosen) add_file(splits, split, file);
    return Done{};
  };
  if (data_files.is_array() && !data_files.empty() && data_files[0].is_object()) {
    for (const Fields& each : data_files) OA_CHECK(add(text_of(each, "split"), member_of(each, "path")));
  } else {
    OA_CHECK(add("train", data_files));
  }
  return splits;
}

std::vector<SplitFiles> guess_split_files(const std::vector<std::string>& files) {
  for (const auto& splits : {by(files, sharded_split), by(files, split_in_folders),
                             by(files, [](const std::string& file) { return split_in(file_name_of(file)); })})
    if (!splits.empty()) return splits;
  return by(files, [](const std::string&) { return std::string_view("train"); });
}

}  // namespace openaffect
