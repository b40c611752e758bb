// A folder of made-up files in the form of a data set's own, and what its loader makes of them. For tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/catalog/convert.h"
#include "openaffect/catalog/preview.h"
#include "openaffect/catalog/store.h"
#include "openaffect/system/file.h"

namespace openaffect {

class LoaderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ + "/out");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = folder_ + "/" + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << text;
  }

  Result<Done> convert(const std::string& loader) const {
    CatalogEntry entry;
    entry.name = entry.loader = loader;
    return convert_data_set(entry, folder_, folder_ + "/out");
  }

  // The rows as JSON lines; one text with the message when the loader fails.
  std::vector<std::string> rows(const std::string& loader) const {
    if (const auto done = convert(loader); !done) return {describe_error(done.error())};
    return *first_rows(table_in(folder_ + "/out", loader), 100);
  }

  std::string failure(const std::string& loader) const {
    const auto done = convert(loader);
    if (done) return "";
    const std::string text = describe_error(done.error());
    return text.starts_with(folder_ + "/") ? text.substr(folder_.size() + 1) : text;
  }

  std::string folder_ =
      ::testing::TempDir() + "loader_" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

}  // namespace openaffect
