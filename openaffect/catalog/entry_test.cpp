#include "openaffect/catalog/entry.h"

#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json small_entry() {
  return {{"schema", "openaffect/catalog/1"},
          {"name", "mine"},
          {"title", "A set"},
          {"modality", "text"},
          {"home", "https://example.org"},
          {"licence", "MIT"},
          {"licence_class", "open"},
          {"items", 2},
          {"splits", {{"train", 2}}},
          {"schemes", {"ekman7"}},
          {"files", {{{"path", "text/a.tsv"}, {"bytes", 3}, {"sha256", std::string(64, 'a')}}}}};
}

std::string failure(const json& entry) {
  const auto parsed = parse_catalog_entry(entry.dump());
  return parsed ? "" : describe_error(parsed.error());
}

TEST(CatalogEntry, says_what_the_file_says) {
  const auto entry = parse_catalog_entry(small_entry().dump());
  ASSERT_TRUE(entry) << describe_error(entry.error());
  EXPECT_EQ(entry->name, "mine");
  EXPECT_EQ(entry->loader, "mine");
  EXPECT_EQ(entry->items, 2U);
  EXPECT_EQ(entry->splits.at(0).name, "train");
  EXPECT_EQ(entry->files.at(0).path, "text/a.tsv");
  EXPECT_EQ(entry->bytes(), 3U);
}

TEST(CatalogEntry, is_refused_with_the_place_that_is_wrong) {
  const auto with = [](const std::string& key, const json& value) {
    json entry = small_entry();
    entry[json::json_pointer(key)] = value;
    return failure(entry);
  };
  EXPECT_THAT(with("/files/0/path", "../secret"), HasSubstr("files[0].path: has to be a path inside"));
  EXPECT_THAT(with("/files/0/path", "/etc/passwd"), HasSubstr("files[0].path"));
  EXPECT_THAT(with("/files/0/path", "a//b"), HasSubstr("files[0].path"));
  EXPECT_THAT(with("/files/0/url", "file:///etc/passwd"), HasSubstr("files[0].url"));
  EXPECT_THAT(with("/files/0/sha256", "12"), HasSubstr("files[0].sha256"));
  EXPECT_THAT(with("/files/0/bytes", -1), HasSubstr("files[0].bytes: not a count"));
  EXPECT_THAT(with("/files/0/bytes", 1.5), HasSubstr("files[0].bytes"));
  EXPECT_THAT(with("/files/0/package", "--index-url=x"), HasSubstr("files[0].package"));
  EXPECT_THAT(with("/files", json::array()), HasSubstr("has no file"));
  EXPECT_THAT(with("/name", "Mine!"), HasSubstr("name"));
  EXPECT_THAT(with("/licence_class", "opn"), HasSubstr("did you mean 'open'?"));
  EXPECT_THAT(with("/schemes/0", "ekman"), HasSubstr("ekman7"));
  EXPECT_THAT(with("/licens", "MIT"), HasSubstr("licence"));
  EXPECT_THAT(with("/schema", "openaffect/catalog/2"), HasSubstr("openaffect/catalog/2"));
}

TEST(CatalogEntry, built_in_ones_are_the_files_of_the_folder) {
  for (const auto& [kind, folder] :
       {std::pair{CatalogKind::data_set, "/catalog"}, {CatalogKind::model, "/catalog/models"}}) {
    std::vector<std::string> files, names;
    for (const auto& each : std::filesystem::directory_iterator(std::string(OA_SOURCE_DIR) + folder))
      if (each.path().extension() == ".json") files.push_back(each.path().stem().string());
    for (const CatalogEntry& entry : catalog_entries(kind)) names.push_back(entry.name);
    std::sort(files.begin(), files.end());
    EXPECT_THAT(names, ::testing::ElementsAreArray(files));
  }
}

TEST(CatalogEntry, splits_and_tasks_of_built_in_ones_add_up) {
  const auto sum = [](const std::vector<CatalogCount>& counts) {
    std::uint64_t all = 0;
    for (const CatalogCount& count : counts) all += count.items;
    return all;
  };
  for (const CatalogEntry& entry : catalog_entries(CatalogKind::data_set)) {
    EXPECT_EQ(sum(entry.splits), entry.splits.empty() ? 0 : entry.items) << entry.name;
    EXPECT_EQ(sum(entry.tasks), entry.tasks.empty() ? 0 : entry.rows) << entry.name;
    EXPECT_GE(entry.rows, entry.items) << entry.name;
  }
}

TEST(CatalogEntry, is_found_by_its_name_or_nearly) {
  EXPECT_TRUE(find_catalog_entry(CatalogKind::data_set, "sst"));
  const auto missed = find_catalog_entry(CatalogKind::data_set, "goemotion");
  EXPECT_EQ(missed.error().kind, ErrorKind::unknown);
  EXPECT_THAT(missed.error().what, HasSubstr("did you mean 'goemotions'?"));
  EXPECT_EQ(find_catalog_entry(CatalogKind::model, "no.json").error().kind, ErrorKind::not_found);
}

TEST(CatalogEntry, commercial_use_is_for_open_licences_only) {
  const auto entry = [](const char* name) { return *find_catalog_entry(CatalogKind::data_set, name); };
  EXPECT_TRUE(check_use(entry("goemotions"), "commercial"));
  EXPECT_TRUE(check_use(entry("esconv"), ""));
  EXPECT_THAT(check_use(entry("esconv"), "commercial").error().what, HasSubstr("CC BY-NC 4.0"));
  EXPECT_EQ(check_use(entry("sst"), "commercial").error().kind, ErrorKind::refused);
  EXPECT_EQ(check_use(entry("sst"), "comercial").error().kind, ErrorKind::unknown);
}

}  // namespace
}  // namespace openaffect
