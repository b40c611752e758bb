#include "openaffect/learn/train_job.h"

#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/describe.h"
#include "openaffect/core/network_process.h"
#include "openaffect/core/progress.h"
#include "openaffect/learn/card.h"
#include "openaffect/learn/curves_page.h"
#include "openaffect/learn/train_folder.h"
#include "openaffect/learn/train_text.h"

namespace openaffect {
namespace {

constexpr const char* kLog = "log.jsonl";
constexpr const char* kPlan = "plan.txt";
constexpr const char* kCurves = "curves.html";
constexpr const char* kExactFolder = "exact";

std::string now() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

// What a run began from, settings of FitOptions that are not the defaults, and the seed.
std::vector<std::pair<std::string, std::string>> told_settings(const Recipe& recipe) {
  const FitOptions& options = recipe.fit;
  std::vector<std::pair<std::string, std::string>> settings = {
      {"base", std::filesystem::path(recipe.base).filename().string()},
      {"features", std::string(kHeadFeaturesNames[static_cast<std::size_t>(recipe.features)])}};
  std::vector<std::string> teachers;
  for (const RecipeTeacher& teacher : recipe.teachers)
    teachers.push_back(
        fmt::format("{} ({})", std::filesystem::path(teacher.model).filename().string(),
                    teacher.heads.empty() ? "all" : fmt::format("{}", fmt::join(teacher.heads, " and "))));
  if (!teachers.empty())
    settings.emplace_back("teachers", fmt::format("{:g} of {}", recipe.teacher_share, fmt::join(teachers, ", ")));
  FitOptions defaults;
  FitOptions::describe([&](std::string_view name, auto member, std::string_view) {
    if (name == "threads" || name == "checkpoint_seconds") return;
    if (name == "seed" || options.*member != defaults.*member)
      settings.emplace_back(name, fmt::format("{}", options.*member));
  });
  return settings;
}

class TrainingJob {
 public:
  TrainingJob(const TrainRequest& request, const TrainTools& tools, const TrainSetup& setup, TrainFolder folder)
      : request_(request), tools_(tools), setup_(setup), folder_(std::move(folder)) {}

  Result<TrainSummary> operator()();

 private:
  FitRequest fit_request() const;
  Result<FitResult> fit();
  void draw_curves() const;
  void tell(const std::string& line) const {
    if (request_.tell) request_.tell(line);
  }
  Result<Done> calibrate_heads(const FitResult& fitted);
  Result<Done> write_model(const FitResult& fitted);
  Result<Done> score();
  Result<Done> score_exact(const FitResult& fitted);
  Result<std::vector<HeadScores>> scores_of(const std::string& folder, IntervalOptions intervals) const;
  Result<Done> write_card(const FitResult& fitted);
  RunRecord record() const;
  std::string runs_path() const { return (std::filesystem::path(request_.output).parent_path() / kRunsName).string(); }

  const TrainRequest& request_;
  const TrainTools& tools_;
  const TrainSetup& setup_;
  TrainFolder folder_;
  TrainSummary summary_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

// A page that cannot be written is no reason to stop.
void TrainingJob::draw_curves() const {
  constexpr std::uint64_t kMostLog = std::uint64_t{1} << 30;
  const auto log = read_file(folder_.in(kLog), kMostLog);
  if (!log) return;
  const CurvesFacts facts{.title = setup_.recipe.name,
                          .facts = {{"epochs", fmt::format("{:g}", setup_.recipe.fit.epochs)},
                                    {"heads", std::to_string(setup_.recipe.heads.size())},
                                    {"precision", std::string(precision_name(setup_.precision))},
                                    {"seed", std::to_string(setup_.recipe.fit.seed)}}};
  (void)replace_file(folder_.in(kCurves), curves_page(*log, facts)).operator bool();
}

FitRequest TrainingJob::fit_request() const {
  return {.base = setup_.base_folder,
          .folder = folder_.in("."),
          .options = setup_.recipe.fit,
          .precision = setup_.precision,
          .device = request_.device,
          .stop = request_.watcher.stop};
}

Result<FitResult> TrainingJob::fit() {
  double epochs_drawn = -1;
  FitRequest wanted = fit_request();
  wanted.progress = [&](const FitProgress& progress) {
    if (request_.progress) request_.progress(progress);
    // The step behind an epoch's end: the log has its scores by now.
    if (std::floor(progress.epoch) > epochs_drawn && epochs_drawn >= 0) draw_curves();
    epochs_drawn = std::floor(progress.epoch);
  };
  auto fitted = tools_.door->fit(setup_.plan.data, wanted);
  draw_curves();
  return fitted;
}

Result<Done> TrainingJob::calibrate_heads(const FitResult& fitted) {
  summary_.model = described_model(setup_);
  summary_.calibration = calibrate(setup_.plan.data, fitted.development);
  for (const HeadCalibration& found : summary_.calibration)
    for (TrainedHead& head : summary_.model.heads)
      if (head.id == found.head) {
        head.temperature = found.temperature;
        head.thresholds = found.thresholds;
      }
  return Done{};
}

Result<Done> TrainingJob::write_model(const FitResult& fitted) {
  const TrainedFolderParts parts{.base = setup_.base_folder,
                                 .weights = fitted.weights,
                                 .model = summary_.model,
                                 .card = "",
                                 .store = setup_.recipe.store};
  return tools_.door->write_folder(folder_.in(kTrainedFolderName), parts, Overwrite::replace);
}

Result<std::vector<HeadScores>> TrainingJob::scores_of(const std::string& folder, IntervalOptions intervals) const {
  OA_TRY(rater, tools_.open_rater(summary_.model.name, folder, request_.device));
  const auto threads = static_cast<std::size_t>(setup_.recipe.fit.threads);
  intervals.bootstrap.threads = threads;
  const ModelScoreOptions options{.intervals = intervals, .threads = threads, .watcher = request_.watcher};
  return score_model(*rater, summary_.model, setup_.plan.held_out, options);
}

Result<Done> TrainingJob::score() {
  IntervalOptions intervals;
  intervals.bootstrap.resamples = request_.resamples;
  OA_TRY(scores, scores_of(folder_.in(kTrainedFolderName), intervals));
  summary_.scores = std::move(scores);
  return Done{};
}

// What int8 costs: the same figures of the weights as they were trained.
Result<Done> TrainingJob::score_exact(const FitResult& fitted) {
  if (setup_.recipe.store == Precision::float32) return Done{};
  TrainedModel model = summary_.model;
  model.precision = Precision::float32;
  const TrainedFolderParts parts{
      .base = setup_.base_folder, .weights = fitted.weights, .model = model, .card = "", .store = Precision::float32};
  const std::string folder = folder_.in(kExactFolder);
  OA_CHECK(tools_.door->write_folder(folder, parts, Overwrite::replace));
  OA_TRY(scores, scores_of(folder, {.wanted = false}));
  summary_.exact = std::move(scores);
  return remove_all(folder);
}

RunRecord TrainingJob::record() const {
  RunRecord run{.name = setup_.recipe.name,
                .folder = std::filesystem::path(request_.output).filename().string(),
                .finished = now(),
                .settings = told_settings(setup_.recipe),
                .best_epoch = summary_.best_epoch,
                .score = summary_.score,
                .seconds = summary_.seconds,
                .development = {}};
  for (const HeadScores& scores : summary_.scores)
    if (const ResultRow* first = headline(scores); first && scores.part == "development")
      run.development.emplace_back(fmt::format("{} {}", scores.source, scores.head), first->value);
  return run;
}

Result<Done> TrainingJob::write_card(const FitResult& fitted) {
  const RunRecord run = record();
  std::vector<RunRecord> runs;
  for (RunRecord& other : read_runs(runs_path()))
    if (other.name == run.name) runs.push_back(std::move(other));
  runs.push_back(run);
  const CardFacts facts{.recipe = setup_.recipe,
                        .model = summary_.model,
                        .plan = setup_.plan,
                        .calibration = summary_.calibration,
                        .scores = summary_.scores,
                        .exact = summary_.exact,
                        .runs = runs,
                        .base = setup_.base_facts,
                        .base_architecture = setup_.base.architecture,
                        .base_sha256 = setup_.base.sha256,
                        .command = request_.command,
                        .finished = run.finished,
                        .precision = std::string(precision_name(setup_.precision)),
                        .device = std::string(device_name(request_.device)),
                        .versions = tools_.versions,
                        .best_epoch = fitted.best_epoch,
                        .score = fitted.score,
                        .seconds = summary_.seconds};
  const std::string model = folder_.in(kTrainedFolderName);
  OA_CHECK(replace_file(model + "/README.md", model_card(facts)));
  for (const char* name : {kPlan, kLog, kCurves})
    if (file_exists(folder_.in(name))) OA_CHECK(rename_file(folder_.in(name), model + "/" + name));
  OA_CHECK(folder_.finish());
  return append_run(runs_path(), run);
}

Result<TrainSummary> TrainingJob::operator()() {
  OA_CHECK(replace_file(folder_.in(kPlan), plan_text(setup_.plan, setup_.plan.near_duplicates.size())));
  summary_.folder = request_.output;
  summary_.continued = folder_.continued();
  if (summary_.continued) tell("going on where the last run stopped\n");
  if (request_.prepare_only) {
    OA_CHECK(tools_.door->prepare(setup_.plan.data, fit_request()));
    summary_.prepared = folder_.in("");
    return summary_;
  }
  OA_TRY(fitted, fit());
  summary_.best_epoch = fitted.best_epoch;
  summary_.score = fitted.score;
  OA_CHECK(calibrate_heads(fitted));
  OA_CHECK(write_model(fitted));
  tell("trained; scoring the finished model on the texts held out\n");
  OA_CHECK(score());
  OA_CHECK(score_exact(fitted));
  summary_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  OA_CHECK(write_card(fitted));
  return summary_;
}

}  // namespace

Result<TrainSummary> run_training(const TrainRequest& request, const TrainTools& tools) {
  OA_CHECK(check_network_process());
  note_network_run();
  // Before minutes of reading.
  OA_CHECK(TrainFolder::check(request.output, request.force));
  if (!request.prepare_only) OA_CHECK(tools.door->open_device(request.device));
  OA_TRY(setup, set_up_training(request, tools));
  if (request.tell) {
    request.tell(plan_text(setup.plan));
    request.tell(fmt::format("base {} ({}), products in {} on {}\n", setup.recipe.base, setup.base.architecture,
                             precision_name(setup.precision), device_name(request.device)));
  }
  OA_TRY(folder, TrainFolder::open(request.output, setup.identity, request.force));
  return TrainingJob(request, tools, setup, std::move(folder))();
}

}  // namespace openaffect
