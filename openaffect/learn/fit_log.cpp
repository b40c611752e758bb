#include "openaffect/learn/fit_log.h"

#include <cmath>
#include <sstream>

#include <nlohmann/json.hpp>

#include "openaffect/system/file.h"

namespace openaffect::learn {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostLogBytes = std::uint64_t{1} << 30;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

// The lines of `text` up to step `step`.
std::string lines_until(const std::string& text, std::int64_t step) {
  std::istringstream lines(text);
  std::string kept, line;
  while (std::getline(lines, line)) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || json.value("step", std::int64_t{0}) > step) break;
    kept += line + "\n";
  }
  return kept;
}

}  // namespace

FitLog::FitLog(const std::string& path) : path_(path), file_(path, std::ios::app) {}

Result<FitLog> FitLog::open(const std::string& path, std::int64_t step) {
  std::string kept;
  if (step > 0)
    if (const Result<std::string> text = read_file(path, kMostLogBytes)) kept = lines_until(*text, step);
  OA_CHECK(replace_file(path, kept));
  return FitLog(path);
}

Result<Done> FitLog::write(const std::string& line) {
  file_ << line << "\n" << std::flush;
  if (file_) return Done{};
  return Error{ErrorKind::io, "cannot be written: is the disk full?", {path_, {}, {}, {}}};
}

Result<Done> FitLog::add(const StepLine& line) {
  Json json = {{"step", line.step}, {"epoch", number(line.epoch)}, {"loss", number(line.loss)}};
  for (const auto& [head, loss] : line.losses) json["losses"][head] = number(loss);
  json["lr"] = number(line.lr);
  json["gradient"] = number(line.gradient);
  json["tokens_per_second"] = number(std::round(line.tokens_per_second));
  json["seconds"] = number(line.seconds);
  return write(json.dump());
}

Result<Done> FitLog::add(std::int64_t step, double epoch, const DevelopmentScores& scores, double seconds) {
  Json json = {{"step", step}, {"epoch", number(epoch)}, {"score", number(scores.score)}, {"seconds", number(seconds)}};
  for (const HeadScore& head : scores.heads)
    json["development"][head.head] = {{"loss", number(head.loss)}, {"score", number(head.score)}};
  return write(json.dump());
}

}  // namespace openaffect::learn
