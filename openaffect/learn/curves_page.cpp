#include "openaffect/learn/curves_page.h"

#include <cmath>
#include <ctime>
#include <map>
#include <optional>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/report/page.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostPoints = 1000;

// Points by what they run over; a later one at the same place counts.
using Points = std::map<double, double>;

struct Curve {
  std::string section, name;
  Points points;
};

class Curves {
 public:
  void add(const std::string& section, const std::string& name, double at, const Json& value) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) return;
    of(section, name).points[at] = value.get<double>();
  }
  // A run that was continued takes up where its checkpoint was: what lies behind is learned again.
  void forget_after(double at) {
    for (Curve& curve : curves_) curve.points.erase(curve.points.upper_bound(at), curve.points.end());
  }
  Json json() const;

 private:
  Curve& of(const std::string& section, const std::string& name) {
    for (Curve& curve : curves_)
      if (curve.section == section && curve.name == name) return curve;
    return curves_.emplace_back(Curve{section, name, {}});
  }
  std::vector<Curve> curves_;
};

Json Curves::json() const {
  Json list = Json::array();
  for (const Curve& curve : curves_) {
    Json points = Json::array();
    const std::size_t step = (curve.points.size() + kMostPoints - 1) / kMostPoints;
    std::size_t left = curve.points.size();
    for (const auto& [at, value] : curve.points)
      if (--left % step == 0) points.push_back({at, value});  // the last one is always shown
    list.push_back({{"section", curve.section}, {"name", curve.name}, {"points", points}});
  }
  return list;
}

double number_in(const Json& line, const char* field) {
  const auto found = line.find(field);
  return found != line.end() && found->is_number() ? found->get<double>() : std::nan("");
}

void add_step(const Json& line, double at, Curves& curves) {
  for (const auto& [field, name] :
       {std::pair{"loss", "loss"}, {"lr", "learning rate"}, {"tokens_per_second", "tokens a second"}})
    if (const auto found = line.find(field); found != line.end()) curves.add("run", name, at, *found);
  if (const auto losses = line.find("losses"); losses != line.end() && losses->is_object())
    for (const auto& [head, loss] : losses->items()) curves.add("heads", head, at, loss);
}

void add_epoch(const Json& line, double at, Curves& curves) {
  if (const auto score = line.find("score"); score != line.end()) curves.add("development", "mean score", at, *score);
  for (const auto& [head, said] : line["development"].items()) {
    if (!said.is_object()) continue;
    for (const char* field : {"score", "loss"})
      if (const auto found = said.find(field); found != said.end())
        curves.add("development", fmt::format("{}: {}", head, field), at, *found);
  }
}

struct Log {
  Curves curves;
  bool by_epoch = true;
};

Log read_log(std::string_view text) {
  Log log;
  double last = -1;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Json line = Json::parse(text.substr(0, end), nullptr, false);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.is_object()) continue;
    const bool epoch = line.contains("development") && line["development"].is_object();
    double at = number_in(line, "epoch");
    if (std::isnan(at)) {
      at = number_in(line, "step");
      log.by_epoch = false;
    }
    if (std::isnan(at)) continue;
    if (at < last) log.curves.forget_after(at);
    last = at;
    epoch ? add_epoch(line, at, log.curves) : add_step(line, at, log.curves);
  }
  return log;
}

}  // namespace

std::string curves_json(std::string_view text, const CurvesFacts& facts) {
  const Log log = read_log(text);
  Json list = Json::array();
  for (const auto& [name, value] : facts.facts) list.push_back({{"name", name}, {"value", value}});
  const Json json = {{"kind", "training"},
                     {"version", 1},
                     {"title", facts.title},
                     {"generator", "OpenAffect " OPENAFFECT_VERSION},
                     {"made", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
                     {"across", log.by_epoch ? "epoch" : "step"},
                     {"facts", list},
                     {"curves", log.curves.json()},
                     {"warnings", facts.warnings}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string curves_page(std::string_view log, const CurvesFacts& facts) {
  return report_page(curves_json(log, facts));
}

}  // namespace openaffect
