// Times Krippendorff's interval alpha of ratings in memory.
//   alpha_bench RATINGS SECONDS     a line a unit, a number a rater, with spaces between; at least SECONDS of measuring
// Prints alpha and the seconds of one pass, the best of all.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "openaffect/agreement/krippendorff.h"

namespace {

using namespace openaffect;
using Clock = std::chrono::steady_clock;

Ratings ratings_of(const char* path) {
  Ratings ratings;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream numbers(line);
    const auto unit = static_cast<std::uint32_t>(ratings.units.size());
    ratings.units.push_back(std::to_string(unit));
    std::uint32_t rater = 0;
    for (double value = 0; numbers >> value; ++rater) ratings.entries.push_back({unit, rater, value});
    while (ratings.raters.size() < rater) ratings.raters.push_back(std::to_string(ratings.raters.size()));
  }
  return ratings;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Ratings ratings = ratings_of(argv[1]);
  double best = 1e9, alpha = 0;
  for (const auto begun = Clock::now(); best == 1e9 || seconds_since(begun) < std::atof(argv[2]);) {
    const auto start = Clock::now();
    alpha = krippendorff_alpha(ratings, {.level = MeasurementLevel::interval}).value;
    best = std::min(best, seconds_since(start));
  }
  std::printf("%.17g %.9f\n", alpha, best);
}
