// The tables of functions that metrics_probe offers to the tests that hold them against other programs.
#pragma once

#include <span>
#include <string_view>

#include <nlohmann/json.hpp>

namespace openaffect {

struct Probe {
  std::string_view name;                                 // "class_scores"
  nlohmann::json (*run)(const nlohmann::json& request);  // NaN in the answer is written as null
};

std::span<const Probe> number_probes();  // metrics_probe_numbers.cpp: everything that scores labels and numbers

}  // namespace openaffect
