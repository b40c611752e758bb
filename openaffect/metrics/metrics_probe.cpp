// A program for tests: reads a JSON object a line, {"function": "class_scores", …arguments}, and writes the answer as
// one line, or {"error": "…"}. Numbers that are undefined come out as null.
#include <exception>
#include <iostream>
#include <string>

#include "openaffect/metrics/metrics_probe.h"

namespace openaffect {
namespace {

// Every function of every file: a new file adds its line.
constexpr std::span<const Probe> (*kTables[])() = {number_probes};

nlohmann::json answer(const nlohmann::json& request) {
  const auto name = request.at("function").get<std::string>();
  for (const auto table : kTables)
    for (const Probe& probe : table())
      if (probe.name == name) return probe.run(request);
  return {{"error", "no function " + name}};
}

}  // namespace
}  // namespace openaffect

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    nlohmann::json answer;
    try {
      answer = openaffect::answer(nlohmann::json::parse(line));
    } catch (const std::exception& error) {
      answer = {{"error", error.what()}};
    }
    std::cout << answer.dump() << '\n';
  }
}
