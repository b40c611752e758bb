// A training from its recipe to a finished folder. On the way everything lies in OUTPUT.partial: what the job is
// (job.json), its plan (plan.txt), the checkpoint, log.jsonl, curves.html. The same job goes on where it stopped;
// OUTPUT appears whole or not at all, with the model, its card (README.md), log.jsonl and curves.html. The run is
// recorded in runs.jsonl beside OUTPUT.
#pragma once

#include <string>
#include <vector>

#include "openaffect/learn/calibration.h"
#include "openaffect/learn/model_scores.h"
#include "openaffect/learn/train_setup.h"

namespace openaffect {

struct TrainSummary {
  std::string folder;
  TrainedModel model;
  std::vector<HeadCalibration> calibration;
  std::vector<HeadScores> scores;
  std::vector<HeadScores> exact;                  // of the weights before they were stored in int8; without intervals
  double best_epoch = 0, score = 0, seconds = 0;  // seconds: of this session
  std::string prepared = {};  // with prepare_only: where the run's files lie; nothing else is filled in
  bool continued = false;     // an earlier session's checkpoint was there
};

// Errors: those of set_up_training(), TrainerDoor and score_model(); `refused` when OUTPUT is there or OUTPUT.partial
// is of another job, unless `force`, and when another run is at it; `interrupted`, all kept.
Result<TrainSummary> run_training(const TrainRequest& request, const TrainTools& tools);

// The summary as JSON, and as lines for people.
std::string train_summary_json(const TrainSummary& summary);
std::string train_summary_text(const TrainSummary& summary);

}  // namespace openaffect
