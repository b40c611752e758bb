// For tests: small scoring tasks, and tables on disk.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

inline std::vector<std::string> ids_up_to(std::size_t items) {
  std::vector<std::string> ids;
  for (std::size_t item = 0; item < items; ++item) ids.push_back(std::to_string(item + 1));
  return ids;
}

inline ScoringTask class_task(std::string system, LabelColumn gold, LabelColumn predicted,
                              std::vector<std::string> labels = {"anger", "fear", "joy"}) {
  ScoringTask task{.system = std::move(system), .task = "", .field = "", .kind = TaskKind::classes};
  task.labels = std::move(labels);
  task.ids = ids_up_to(gold.size());
  task.gold_labels = std::move(gold);
  task.predicted_labels = std::move(predicted);
  return task;
}

inline ScoringTask set_task(std::string system, LabelsColumn gold, LabelsColumn predicted) {
  ScoringTask task{.system = std::move(system), .task = "", .field = "", .kind = TaskKind::label_sets};
  task.labels = {"anger", "fear", "joy"};
  task.ids = ids_up_to(gold.size());
  task.gold_sets = std::move(gold);
  task.predicted_sets = std::move(predicted);
  return task;
}

inline ScoringTask number_task(std::string system, NumberColumn gold, NumberColumn predicted) {
  ScoringTask task{.system = std::move(system), .task = "", .field = "valence", .kind = TaskKind::numbers};
  task.ids = ids_up_to(gold.size());
  task.gold_numbers = std::move(gold);
  task.predicted_numbers = std::move(predicted);
  return task;
}

inline ScoringTask text_task(std::string system, std::vector<std::string> gold, std::vector<std::string> predicted) {
  ScoringTask task{.system = std::move(system), .task = "", .field = "", .kind = TaskKind::texts};
  task.ids = ids_up_to(gold.size());
  task.gold_texts = std::move(gold);
  task.predicted_texts = std::move(predicted);
  return task;
}

// The row of that metric and, where it is said, against that system; fails the test when there is none.
inline ResultRow find_row(const std::vector<ResultRow>& rows, const std::string& metric,
                          const std::string& against = "gold", const std::string& system = "") {
  for (const ResultRow& row : rows)
    if (row.metric == metric && row.against == against && (system.empty() || row.system == system)) return row;
  ADD_FAILURE() << "no row " << metric << " against " << against;
  return {};
}

// A folder of the test's own.
class TableFiles : public ::testing::Test {
 protected:
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ + name, std::ios::binary) << text;
    return folder_ + name;
  }
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_ = ::testing::TempDir() + "tables_" +
                        ::testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() + "_" +
                        ::testing::UnitTest::GetInstance()->current_test_info()->name() + "/";
};

}  // namespace openaffect
