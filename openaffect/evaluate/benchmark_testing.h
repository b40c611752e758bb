// Folders of made-up files, and the folder of real ones. For tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

class BenchmarkFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string put(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = folder_ + "/" + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << text;
    return whole.string();
  }

  std::string folder_ =
      ::testing::TempDir() + "benchmark_" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

// Below OPENAFFECT_DATA; "" when it is not there.
inline std::string data_file(const std::string& path) {
  const char* data = std::getenv("OPENAFFECT_DATA");
  const std::string whole = data ? std::string(data) + "/" + path : "";
  return !whole.empty() && std::filesystem::exists(whole) ? whole : "";
}

inline const ScoringTask* find_scoring_task(const BenchmarkSystem& system, const std::string& task,
                                            const std::string& field = "") {
  for (const ScoringTask& each : system.tasks)
    if (each.task == task && each.field == field) return &each;
  return nullptr;
}

}  // namespace openaffect
