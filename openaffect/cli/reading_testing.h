// Readings made in a test.
#pragma once

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "openaffect/cli/reading_text.h"

namespace openaffect {

// As a network has them: a class with its confidence, several labels, probabilities, an embedding.
class NetworkLike final : public Rater {
 public:
  NetworkLike() {
    info_.name = "text";
    info_.fields = {{"ekman7", RaterField::Kind::label, built_in_scheme("ekman7")},
                    {"ekman7.confidence", RaterField::Kind::number, built_in_scheme("ekman7"), "confidence"},
                    {"goemotions28", RaterField::Kind::labels, built_in_scheme("goemotions28")}};
    for (const Label& label : built_in_scheme("goemotions28")->labels())
      info_.fields.push_back(
          {"goemotions28." + label.id, RaterField::Kind::number, built_in_scheme("goemotions28"), label.id});
    info_.fields.push_back({"vad.valence", RaterField::Kind::number, built_in_scheme("vad"), "valence"});
    info_.fields.push_back({.name = "embedding", .kind = RaterField::Kind::vector, .size = 384});
  }
  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item>, const RateOptions&) const override { return {}; }

 private:
  RaterInfo info_;
};

inline Reading reading_of(Status status, std::vector<Evidence> evidence) {
  const auto rater = std::make_shared<NetworkLike>();
  const Scheme& emotions = *built_in_scheme("goemotions28");
  Rating rating{.status = status, .values = {}, .evidence = std::move(evidence)};
  rating.values = {*built_in_scheme("ekman7")->find_label("joy"), .834,
                   std::vector<LabelId>{*emotions.find_label("gratitude"), *emotions.find_label("love")}};
  for (const Label& label : emotions.labels())
    rating.values.emplace_back(label.id == "gratitude" ? .91 : label.id == "love" ? .5 : label.id == "joy" ? .2 : .01);
  rating.values.emplace_back(.625);
  std::vector<float> embedding(384, .25F);
  embedding[0] = .012F;
  embedding[1] = std::nanf("");
  rating.values.emplace_back(embedding);
  return {.text = "so kind of you", .raters = {rater}, .ratings = {rating}};
}

}  // namespace openaffect
