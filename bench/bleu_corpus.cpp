// Times corpus BLEU, tokenisation included, over texts in memory.
//   bleu_corpus HYPOTHESES REFERENCES SECONDS     files of one text a line; at least SECONDS of scoring
// Prints the score and the seconds of one pass, the best of all.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "openaffect/metrics/bleu.h"
#include "openaffect/system/file.h"

namespace {

using namespace openaffect;
using Clock = std::chrono::steady_clock;

std::vector<std::string> lines_of(const char* path) {
  const auto bytes = read_file(path, std::uint64_t{1} << 30);
  if (!bytes) {
    std::fprintf(stderr, "%s\n", describe_error(bytes.error()).c_str());
    std::exit(1);
  }
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes->size();) {
    const std::size_t end = std::min(bytes->find('\n', at), bytes->size());
    lines.push_back(bytes->substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::vector<std::string> hypotheses = lines_of(argv[1]);
  std::vector<std::vector<std::string>> references;
  for (std::string& line : lines_of(argv[2])) references.push_back({std::move(line)});
  double best = 1e9, score = 0;
  for (const auto begun = Clock::now(); best == 1e9 || seconds_since(begun) < std::atof(argv[3]);) {
    const auto start = Clock::now();
    score = corpus_bleu(hypotheses, references);
    best = std::min(best, seconds_since(start));
  }
  std::printf("%.17g %.9f\n", score, best);
}
