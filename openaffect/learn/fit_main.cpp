// The training step as a program of its own: for a machine that has a compiler and a libtorch and nothing else
// (docs/train.md, "On another machine").
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>

#include "openaffect/learn/fit.h"
#include "openaffect/learn/fit_files.h"

namespace {

std::atomic<bool> stop{false};

int fail(const openaffect::Error& error) {
  std::fprintf(stderr, "%s\n", openaffect::describe_error(error).c_str());
  return openaffect::exit_code(error.kind);
}

// Whether there is such a flag, with such a value.
bool take_flag(std::string_view flag, std::string_view value, openaffect::FitRequest& request) {
  if (flag == "--threads") {
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), request.options.threads);
    return failed == std::errc() && end == value.data() + value.size() && request.options.threads >= 0;
  }
  if (flag != "--device" || (value != "cuda" && value != "cpu")) return false;
  request.device = value == "cuda" ? openaffect::Device::cuda : openaffect::Device::cpu;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::puts(
        "openaffect_fit FOLDER [--device cuda] [--threads N]\n\n"
        "Trains what `openaffect train text --prepare-only` left in FOLDER (training.safetensors, fit.json, base/), or "
        "goes on\nwith it. Copy FOLDER back and type the first command again.");
    return argc == 1 ? 2 : 0;
  }
  auto request = openaffect::read_fit_request(argv[1]);
  if (!request) return fail(request.error());
  for (int i = 2; i < argc; i += 2)
    if (!take_flag(argv[i], i + 1 < argc ? argv[i + 1] : "", *request)) {
      std::fprintf(stderr, "unknown: %s; known: --device cpu or cuda, --threads N\n", argv[i]);
      return 2;
    }
  std::signal(SIGINT, [](int) { stop = true; });
  std::signal(SIGTERM, [](int) { stop = true; });
  request->stop = &stop;
  request->progress = [](const openaffect::FitProgress& at) {
    if (at.step % 50 != 0) return;
    std::fprintf(stderr, "step %lld of %lld · loss %.4f · %.0f tokens/s · %.0f s left\n",
                 static_cast<long long>(at.step), static_cast<long long>(at.steps), at.loss, at.tokens_per_second,
                 at.seconds_left);
  };
  const auto data = openaffect::read_training_data(std::string(argv[1]) + "/" + openaffect::kTrainingDataName);
  if (!data) return fail(data.error());
  const auto result = openaffect::fit(*data, *request);
  if (!result) return fail(result.error());
  std::fprintf(stderr, "%s · epoch %.2f · score %.4f\n", result->weights.c_str(), result->best_epoch, result->score);
  return 0;
}
