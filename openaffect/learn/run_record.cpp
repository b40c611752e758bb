#include "openaffect/learn/run_record.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

std::string text_in(const Json& json, const char* field) {
  const auto found = json.find(field);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

double number_in(const Json& json, const char* field) {
  const auto found = json.find(field);
  return found != json.end() && found->is_number() ? found->get<double>() : std::nan("");
}

}  // namespace

std::string run_line(const RunRecord& run) {
  Json settings = Json::object(), development = Json::object();
  for (const auto& [name, value] : run.settings) settings[name] = value;
  for (const auto& [head, score] : run.development) development[head] = number(score);
  const Json json = {{"name", run.name},
                     {"folder", run.folder},
                     {"finished", run.finished},
                     {"settings", settings},
                     {"best_epoch", number(run.best_epoch)},
                     {"score", number(run.score)},
                     {"seconds", number(run.seconds)},
                     {"development", development}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<RunRecord> parse_runs(std::string_view text) {
  std::vector<RunRecord> runs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Json json = Json::parse(text.substr(0, end), nullptr, false);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!json.is_object()) continue;
    RunRecord run{.name = text_in(json, "name"),
                  .folder = text_in(json, "folder"),
                  .finished = text_in(json, "finished"),
                  .settings = {},
                  .best_epoch = number_in(json, "best_epoch"),
                  .score = number_in(json, "score"),
                  .seconds = number_in(json, "seconds"),
                  .development = {}};
    if (const auto settings = json.find("settings"); settings != json.end() && settings->is_object())
      for (const auto& [name, value] : settings->items())
        if (value.is_string()) run.settings.emplace_back(name, value.get<std::string>());
    if (const auto scores = json.find("development"); scores != json.end() && scores->is_object())
      for (const auto& [head, value] : scores->items())
        run.development.emplace_back(head, value.is_number() ? value.get<double>() : std::nan(""));
    runs.push_back(std::move(run));
  }
  return runs;
}

std::vector<RunRecord> read_runs(const std::string& path) {
  constexpr std::uint64_t kMost = std::uint64_t{64} << 20;
  const auto text = read_file(path, kMost);
  return text ? parse_runs(*text) : std::vector<RunRecord>{};
}

Result<Done> append_run(const std::string& path, const RunRecord& run) {
  OA_TRY(file, File::open(path, File::Mode::append));
  return file.write_all(run_line(run));
}

}  // namespace openaffect
