// The card of a trained model: README.md of its folder, with the front matter that Hugging Face reads
// (https://huggingface.co/docs/hub/model-cards). It says what the model is for and what not, what it was made from,
// what was taken out against leakage, what it is worth with intervals, and how to make it again.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/learn/base_folder.h"
#include "openaffect/learn/calibration.h"
#include "openaffect/learn/model_scores.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/run_record.h"
#include "openaffect/learn/training_plan.h"

namespace openaffect {

// What a card is written from; refers to what its maker holds.
struct CardFacts {
  const Recipe& recipe;
  const TrainedModel& model;
  const TrainingPlan& plan;
  std::span<const HeadCalibration> calibration;
  std::span<const HeadScores> scores;
  std::span<const HeadScores> exact;  // of the weights before they became int8, in the same order; or none
  std::span<const RunRecord> runs;    // all that were tried, this one last
  BaseFacts base;
  std::string base_architecture, base_sha256;
  std::string command, finished, precision, device;
  std::vector<std::pair<std::string, std::string>> versions;  // {"openaffect", "0.1.0"}, {"libtorch", "2.15.0"}
  double best_epoch = 0, score = 0, seconds = 0;
};

// Markdown in UTF-8. Names and texts of the data stand in it escaped; the recipe as JSON.
std::string model_card(const CardFacts& facts);

// The licence for the front matter: that of an open base when all is open, "cc-by-nc-4.0" for class nc, else "other".
std::string front_licence(LicenceClass licence, const std::string& base_licence);

}  // namespace openaffect
